//! What is to be written, free of any format: entities, their columns, the ends of their
//! relations, their defaults, each with its name in Rust.
//!
//! Whatever SeaORM cannot have is decided here, with a diagnostic where the user should know.
//! Not for Rust text; the formats print it.
//!
//! *end*: a relation, seen from one of its two models. *join*: the table of a many-to-many, with
//! an entity of its own. *finder*: a `find_by_…` function.

mod columns;
mod relations;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::name;
use super::rust::{Code, Ident};
use super::rust_type::{Base, RustType};
use crate::diagnostic::{Diagnostics, code};
use crate::model::{
    Arity, ClientDefault, DataModel, EnumId, FieldId, Format, Model, ModelId, ReferentialAction,
};
use crate::source::Span;

/// Everything that is to be written.
pub(super) struct Plan<'a> {
    /// Entities of models and views, then those of joins.
    pub(super) entities: Vec<Entity<'a>>,
    /// Enums.
    pub(super) enums: Vec<Enum<'a>>,
}

/// An entity: one file.
pub(super) struct Entity<'a> {
    /// The model's name, or the name of the join's table.
    pub(super) name: &'a str,
    /// Of what kind it is.
    pub(super) kind: Kind,
    /// Its module.
    pub(super) module: Ident,
    /// What the prelude calls it.
    pub(super) alias: Ident,
    /// The table.
    pub(super) table: Cow<'a, str>,
    /// `@@schema`
    pub(super) schema: Option<&'a str>,
    /// Its documentation.
    pub(super) docs: Vec<String>,
    /// How it is written.
    pub(super) format: Format,
    /// Whether it calls the user's hooks.
    pub(super) hooks: bool,
    /// Its columns.
    pub(super) columns: Vec<Column<'a>>,
    /// The columns of the primary key.
    pub(super) key: Vec<usize>,
    /// Whether SeaORM derives the names of columns in camelCase, and not in snake_case.
    pub(super) camel_case: bool,
    /// Its relations.
    pub(super) ends: Vec<End>,
    /// Many-to-many relations by way of a model whose id is two foreign keys.
    pub(super) through: Vec<Through>,
    /// Its `find_by_…` functions.
    pub(super) finders: Vec<Finder>,
    /// Where the model stands.
    pub(super) span: Span,
}

/// Kinds of [`Entity`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table.
    Table,
    /// A view: nothing is written to it.
    View,
    /// The table of an implicit many-to-many.
    Join,
}

impl Kind {
    /// What the schema calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Table => "model",
            Kind::View => "view",
            Kind::Join => "relation",
        }
    }
}

/// A column.
pub(super) struct Column<'a> {
    /// The field's name in Rust.
    pub(super) field: Ident,
    /// The variant of `Column`.
    pub(super) variant: Ident,
    /// Whether the variant is not the one that SeaORM would derive from the field.
    pub(super) explicit_variant: bool,
    /// Its name in the database.
    pub(super) name: &'a str,
    /// Whether that name is not the one that SeaORM would derive from the field.
    pub(super) explicit_name: bool,
    /// Its documentation.
    pub(super) docs: Vec<String>,
    /// Its type, which many columns have.
    pub(super) ty: Rc<RustType>,
    /// Whether it may be NULL, or is a list.
    pub(super) arity: Arity,
    /// `@unique`, and no other unique has the column.
    pub(super) unique: bool,
    /// The database counts it up.
    pub(super) auto_increment: bool,
    /// What it gets on insert where it is not set.
    pub(super) default: Option<Fill>,
    /// `@updatedAt`
    pub(super) updated_at: bool,
    /// A part of the key that the database makes and MySQL does not tell.
    pub(super) untold: bool,
    id: Option<FieldId>,
}

impl Column<'_> {
    /// The enum that its type is.
    pub(super) fn enumeration(&self) -> Option<EnumId> {
        match self.ty.base {
            Base::Enum(id) => Some(id),
            Base::Known(_) | Base::Newtype(..) => None,
        }
    }
}

/// What the client puts in a column.
pub(super) enum Fill {
    /// An id.
    Id(ClientDefault),
    /// The time.
    Now,
    /// A value that the database would put in elsewhere.
    Literal(Code),
}

/// A relation, seen from one of its models.
pub(super) struct End {
    /// The field, where the format has relations as fields.
    pub(super) field: Ident,
    /// The variant of `Relation`.
    pub(super) variant: Ident,
    /// Its documentation.
    pub(super) docs: Vec<String>,
    /// The entity on the other end.
    pub(super) target: usize,
    /// How it gets there.
    pub(super) way: Way,
    /// Whether `Related` leads there: it is the only relation between the two.
    pub(super) related: bool,
    /// The `Linked` that leads there where `Related` does not.
    pub(super) link: Option<Ident>,
}

/// How an end gets to its target.
pub(super) enum Way {
    /// By its own foreign key.
    BelongsTo(ForeignKey),
    /// By a foreign key of the target.
    Has {
        /// To many rows, or to one at most.
        many: bool,
        /// The end over there.
        back: usize,
        /// The columns that the key over there references.
        from: Vec<usize>,
        /// The columns of the key over there.
        to: Vec<usize>,
    },
    /// By a join table.
    Join {
        /// The join.
        join: usize,
        /// Which of its two ends points here.
        here: usize,
        /// Which of them points at the target.
        there: usize,
    },
}

/// A foreign key.
pub(super) struct ForeignKey {
    /// Columns here.
    pub(super) from: Vec<usize>,
    /// Columns of the target.
    pub(super) to: Vec<usize>,
    /// `ON DELETE`
    pub(super) on_delete: ReferentialAction,
    /// `ON UPDATE`
    pub(super) on_update: ReferentialAction,
    /// `relationMode = "prisma"`: the database has no such key.
    pub(super) virtual_: bool,
}

/// A many-to-many by way of a model of the schema.
#[derive(Clone)]
pub(super) struct Through {
    /// The entity on the other end.
    pub(super) target: usize,
    /// The entity between.
    pub(super) join: usize,
    /// Its end that points here.
    pub(super) here: usize,
    /// Its end that points at the target.
    pub(super) there: usize,
}

/// A `find_by_…` function.
pub(super) struct Finder {
    /// Its name.
    pub(super) name: Ident,
    /// The columns, which together are unique.
    pub(super) columns: Vec<usize>,
}

/// An enum: one file.
pub(super) struct Enum<'a> {
    /// The enum of the data model.
    pub(super) source: &'a crate::model::Enum,
    /// Its module.
    pub(super) module: Ident,
    /// Its name.
    pub(super) name: Ident,
    /// Its variants.
    pub(super) variants: Vec<Ident>,
}

/// Plans the whole crate.
pub(super) fn plan<'a>(data_model: &'a DataModel, diagnostics: &mut Diagnostics) -> Plan<'a> {
    let mut planner = Planner {
        data_model,
        diagnostics,
        entities: Vec::new(),
        of_model: vec![None; data_model.models.len()],
        types: HashMap::new(),
        modules: HashSet::new(),
        aliases: HashSet::new(),
    };
    // By name, since the order in which a schema declares things must not show in what is written.
    let mut models: Vec<(ModelId, &Model)> = data_model.iter_models().collect();
    models.sort_by_key(|(_, model)| &model.name);
    for (id, model) in models {
        planner.model(id, model);
    }
    let enums = planner.enums();
    planner.names(&enums);
    planner.relations();
    Plan {
        entities: planner.entities,
        enums,
    }
}

struct Planner<'a, 'd> {
    data_model: &'a DataModel,
    diagnostics: &'d mut Diagnostics,
    entities: Vec<Entity<'a>>,
    of_model: Vec<Option<usize>>,
    /// The types of columns that were met.
    types: HashMap<columns::TypeKey<'a>, Rc<RustType>>,
    /// Names that are taken: of files, and in the prelude.
    modules: HashSet<Ident>,
    aliases: HashSet<Ident>,
}

impl<'a> Planner<'a, '_> {
    fn enums(&mut self) -> Vec<Enum<'a>> {
        self.data_model
            .enums
            .iter()
            .filter_map(|source| self.enumeration(source))
            .collect()
    }

    fn enumeration(&mut self, source: &'a crate::model::Enum) -> Option<Enum<'a>> {
        let Some(name) = name::enumeration(source) else {
            self.diagnostics
                .push(code::name_not_in_rust(source.span, &source.name));
            return None;
        };
        let mut variants: Vec<Ident> = Vec::new();
        // SeaORM's derive makes a second enum, whose variants come from the database's names.
        let mut derived = BTreeMap::new();
        for value in &source.values {
            let Some(variant) = name::variant(&value.name) else {
                self.diagnostics
                    .push(code::name_not_in_rust(value.span, &value.name));
                continue;
            };
            if let Some(first) = variants.iter().position(|other| *other == variant) {
                let first = source.values[first].span;
                self.diagnostics.push(code::same_name_in_rust(
                    value.span,
                    first,
                    "values",
                    variant.as_str(),
                ));
                variants.push(variant);
                continue;
            }
            variants.push(variant);
            let iden = name::derived_value(&value.database_name);
            if iden == "Self" {
                self.diagnostics
                    .push(code::value_not_in_sea_orm(value.span, &value.database_name));
            } else if let Some(first) = derived.insert(iden, value.span) {
                self.diagnostics.push(code::values_alike_in_sea_orm(
                    value.span,
                    first,
                    &value.database_name,
                ));
            }
        }
        Some(Enum {
            source,
            module: name::module(&source.name),
            name,
            variants,
        })
    }

    /// Takes the names of models and enums; two files of one name, or two names of the prelude
    /// that are one, are faults. Joins give way.
    fn names(&mut self, enums: &[Enum<'a>]) {
        let entities = self
            .entities
            .iter()
            .map(|entity| (&entity.module, &entity.alias, entity.span));
        let enums = enums
            .iter()
            .map(|item| (&item.module, &item.name, item.source.span));
        let count = entities.len() + enums.len();
        let mut modules = HashMap::with_capacity(count);
        let mut aliases = HashMap::with_capacity(count);
        for (module, alias, span) in entities.chain(enums) {
            let clash = match (modules.insert(module, span), aliases.insert(alias, span)) {
                (Some(first), _) => Some((first, "modules", module)),
                (None, Some(first)) => Some((first, "types", alias)),
                (None, None) => None,
            };
            if let Some((first, things, name)) = clash {
                self.diagnostics
                    .push(code::same_name_in_rust(span, first, things, name.as_str()));
            }
        }
        self.modules = modules.into_keys().cloned().collect();
        self.aliases = aliases.into_keys().cloned().collect();
    }
}
