//! Relations between models, and what they say of foreign keys.

use super::{Arity, FieldId, Model, ModelId};
use crate::source::Span;

/// Index of a [`Relation`] in [`DataModel::relations`](super::DataModel::relations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

/// A relation between two models, or of a model with itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// `@relation("…")`, where given.
    pub name: Option<String>,
    /// One to one, one to many, or many to many.
    pub kind: RelationKind,
    /// The model on the forward side: it has the foreign key. Of an implicit many-to-many, the
    /// model that sorts first by name.
    pub forward: ModelId,
    /// The model on the back side.
    pub back: ModelId,
    /// The relation field on the forward side.
    pub forward_field: FieldId,
    /// The relation field on the back side.
    pub back_field: FieldId,
}

/// Kinds of [`Relation`].
#[derive(Clone, Debug, PartialEq)]
pub enum RelationKind {
    /// The forward side's columns are unique.
    OneToOne(ForeignKey),
    /// The back side has many.
    OneToMany(ForeignKey),
    /// Both sides are lists, joined by a table that the schema does not show.
    ManyToMany,
}

/// What a relation's forward side says of the foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKey {
    /// `fields:`, in the forward model.
    pub fields: Vec<FieldId>,
    /// `references:`, in the back model.
    pub references: Vec<FieldId>,
    /// `onDelete:`, where given.
    pub on_delete: Option<ReferentialAction>,
    /// `onUpdate:`, where given.
    pub on_update: Option<ReferentialAction>,
    /// `map:`
    pub constraint_name: Option<String>,
    /// The `@relation` attribute.
    pub span: Span,
}

impl ForeignKey {
    /// A column that is never NULL, if there is one; `model` is the forward one.
    pub fn required(&self, model: &Model) -> Option<FieldId> {
        let is_required = |id: &FieldId| model.field(*id).arity == Arity::Required;
        self.fields.iter().copied().find(is_required)
    }

    /// `onDelete:`, or what Prisma takes where it is not given; `model` is the forward one.
    pub fn action_on_delete(&self, model: &Model) -> ReferentialAction {
        self.on_delete.unwrap_or(match self.required(model) {
            Some(_) => ReferentialAction::Restrict,
            None => ReferentialAction::SetNull,
        })
    }

    /// `onUpdate:`, or what Prisma takes where it is not given.
    pub fn action_on_update(&self) -> ReferentialAction {
        self.on_update.unwrap_or(ReferentialAction::Cascade)
    }
}

/// What happens to rows that point at a row which goes or changes its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ReferentialAction {
    Cascade,
    Restrict,
    NoAction,
    SetNull,
    SetDefault,
}

impl ReferentialAction {
    /// All of them.
    pub const ALL: [ReferentialAction; 5] = [
        ReferentialAction::Cascade,
        ReferentialAction::Restrict,
        ReferentialAction::NoAction,
        ReferentialAction::SetNull,
        ReferentialAction::SetDefault,
    ];

    /// The name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            ReferentialAction::Cascade => "Cascade",
            ReferentialAction::Restrict => "Restrict",
            ReferentialAction::NoAction => "NoAction",
            ReferentialAction::SetNull => "SetNull",
            ReferentialAction::SetDefault => "SetDefault",
        }
    }

    /// The action of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        ReferentialAction::ALL
            .into_iter()
            .find(|action| action.name() == name)
    }
}

impl Relation {
    /// The foreign key, which an implicit many-to-many does not have.
    pub fn foreign_key(&self) -> Option<&ForeignKey> {
        match &self.kind {
            RelationKind::OneToOne(key) | RelationKind::OneToMany(key) => Some(key),
            RelationKind::ManyToMany => None,
        }
    }

    /// The other end, seen from a side: its model and its relation field.
    pub fn opposite(&self, side: Side) -> (ModelId, FieldId) {
        match side {
            Side::Forward => (self.back, self.back_field),
            Side::Back => (self.forward, self.forward_field),
        }
    }
}

/// A field that is one side of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationField {
    /// The relation.
    pub relation: RelationId,
    /// Which side.
    pub side: Side,
}

/// A side of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The side with the foreign key; of an implicit many-to-many, the side called `A`.
    Forward,
    /// The other side; of an implicit many-to-many, the side called `B`.
    Back,
}
