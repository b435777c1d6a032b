//! The validated meaning of a schema, free of any engine: flat lists, and ids into them.
//!
//! [`DataModel`] is what every later stage reads. Lowering (`lower`) makes it from syntax trees
//! in named passes; it never fails, and what is wrong becomes diagnostics.
//!
//! Not for tables and columns: `database` derives those, an engine at a time.
//!
//! *name*: what the schema calls a thing. *database name*: what `@map` or `@@map` calls it, or
//! else its name. *constraint name*: an explicit `map:` of a key, index or relation; where there
//! is none, `database` derives it. *client name*: the `name:` of a composite key.

mod canonical;
mod index;
mod language;
mod lower;
mod operator_class;
mod relation;
mod rules;
mod stored;

pub use index::{
    Condition, Index, IndexField, IndexKind, IndexMethod, OperatorClass, Predicate, PrimaryKey,
};
pub(crate) use language::{Language, OperatorClasses, language_of};
pub(crate) use lower::{ENVIRONMENTS, PREVIEW_FEATURES};
pub use lower::{load, lower};
pub(crate) use operator_class::{Indexed, fitting as operator_classes};
pub use relation::{
    ForeignKey, ReferentialAction, Relation, RelationField, RelationId, RelationKind, Side,
};

use crate::dialect::{Engine, Provider, Scalar};
use crate::source::Span;

/// Index of a [`Model`] in [`DataModel::models`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub u32);

/// Index of an [`Enum`] in [`DataModel::enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub u32);

/// Index of a [`Field`] in its model's [`Model::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// A schema's meaning. Models, enums and relations stand in the order of the source files'
/// paths and of the text in them.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DataModel {
    /// The datasource; without one nothing can be generated.
    pub datasource: Option<Datasource>,
    /// What the `generator` block of ketch sets, with defaults filled in.
    pub settings: Settings,
    /// Models and views.
    pub models: Vec<Model>,
    /// Enums.
    pub enums: Vec<Enum>,
    /// Every relation once, however many fields show it.
    pub relations: Vec<Relation>,
}

/// The `datasource` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Datasource {
    /// Its name: the prefix of native types, mostly `db`.
    pub name: String,
    /// The language.
    pub provider: Provider,
    /// Whether relations are foreign keys in the database: not with `relationMode = "prisma"`.
    pub foreign_keys: bool,
    /// `schemas = […]`, in the order written. Empty where it is not set.
    pub schemas: Vec<String>,
    /// `extensions = […]`.
    pub extensions: Vec<Extension>,
    /// The block's name.
    pub span: Span,
}

/// A PostgreSQL extension that the datasource asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The name in the database.
    pub name: String,
    /// `schema:`
    pub schema: Option<String>,
    /// `version:`
    pub version: Option<String>,
}

/// Every option that shapes the output, from ketch's `generator` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Engines that SQL is written for; the first is the development default. Never empty in a
    /// model without errors.
    pub engines: Vec<Engine>,
    /// Where the entity crate goes, relative to the schema directory.
    pub entity: String,
    /// Where the migration crate goes, relative to the schema directory.
    pub migration: String,
    /// Kinds of environment that may write. Empty: whoever claims it first, in `ketch.lock`.
    pub owner: Vec<String>,
    /// The format of entities that do not say otherwise.
    pub format: Format,
    /// Whether models and enums derive serde's traits.
    pub serde: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            engines: Vec::new(),
            entity: "../entity".to_owned(),
            migration: "../migration".to_owned(),
            owner: Vec::new(),
            format: Format::Compact,
            serde: false,
        }
    }
}

/// How an entity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// SeaORM's derives on `Model`, with relations in a `Relation` enum.
    Compact,
    /// `#[sea_orm::model]`, with relations as fields.
    Dense,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 2] = [Format::Compact, Format::Dense];

    /// The name in a schema.
    pub fn name(self) -> &'static str {
        match self {
            Format::Compact => "compact",
            Format::Dense => "dense",
        }
    }

    /// The format of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// A `model` or a `view`.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The name.
    pub name: String,
    /// `@@map`, or else the name.
    pub database_name: String,
    /// `@@schema`.
    pub schema: Option<String>,
    /// The `///` lines above it, without directives, one string a line.
    pub docs: Vec<String>,
    /// Whether it is a view, and how it is defined.
    pub view: Option<View>,
    /// `@@ignore`.
    pub ignored: bool,
    /// `/// @ketch.dense` or the settings' format.
    pub format: Format,
    /// `/// @ketch.hooks`: a generated entity calls the user's hooks.
    pub hooks: bool,
    /// `/// @ketch.renamedFrom("old")`.
    pub renamed_from: Option<OldName>,
    /// Fields in the order written.
    pub fields: Vec<Field>,
    /// `@id` or `@@id`. None: only uniques, or a view without any.
    pub primary_key: Option<PrimaryKey>,
    /// `@unique` in the order of the fields, then `@@unique`, `@@index` and `@@fulltext`, those of
    /// one kind in the order of the source.
    pub indexes: Vec<Index>,
    /// `/// @ketch.check(…)` of the model and its fields.
    pub checks: Vec<Check>,
    /// The model's name in the source.
    pub span: Span,
}

/// The name that something had, as `/// @ketch.renamedFrom("old")` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldName {
    /// The name.
    pub name: String,
    /// The string in the source.
    pub span: Span,
}

/// What makes a model a view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// `/// @ketch.sql("…")`; without it the view is the user's own.
    pub sql: Option<String>,
}

/// A field of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The `///` lines above it and beside it, without directives.
    pub docs: Vec<String>,
    /// Required, optional or list.
    pub arity: Arity,
    /// `@ignore`.
    pub ignored: bool,
    /// A column or a relation.
    pub kind: FieldKind,
    /// The field's name in the source.
    pub span: Span,
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arity {
    /// One.
    Required,
    /// One or none: `?`.
    Optional,
    /// Any number: `[]`.
    List,
}

/// What a field is.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // Most fields are columns.
pub enum FieldKind {
    /// A column.
    Scalar(ScalarField),
    /// One side of a relation.
    Relation(RelationField),
}

/// A field that is a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ScalarField {
    /// `@map`, or else the field's name.
    pub database_name: String,
    /// Its type.
    pub ty: ScalarType,
    /// `@db.…`: holds for the provider's engine.
    pub native: Option<Box<NativeType>>,
    /// `/// @ketch.native(engine: "…")`: holds for the engines named.
    pub native_for: Vec<(Engine, NativeType)>,
    /// `@default(…)`.
    pub default: Option<DefaultValue>,
    /// `@updatedAt`.
    pub updated_at: bool,
    /// `/// @ketch.renamedFrom("old")`.
    pub renamed_from: Option<OldName>,
    /// The type in the source.
    pub type_span: Span,
}

impl ScalarField {
    /// Where `autoincrement()` stands, if that is the default.
    pub fn autoincrement(&self) -> Option<Span> {
        let default = self.default.as_ref()?;
        (default.kind == DefaultKind::Autoincrement).then_some(default.span)
    }
}

/// The type of a scalar field.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarType {
    /// A type of the language.
    BuiltIn(Scalar),
    /// An enum of the schema.
    Enum(EnumId),
    /// `Unsupported("…")`: the database's own name of the type.
    Unsupported(String),
}

impl ScalarType {
    /// The type of the language, which an enum and an unsupported type are not.
    pub fn built_in(&self) -> Option<Scalar> {
        match self {
            ScalarType::BuiltIn(scalar) => Some(*scalar),
            ScalarType::Enum(_) | ScalarType::Unsupported(_) => None,
        }
    }
}

/// A native type as written: `@db.VarChar(191)` is `VarChar` with `[191]`. The name is one that
/// the provider knows, and the number of arguments is one that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeType {
    /// Without the datasource's name.
    pub name: String,
    /// Numbers, as written.
    pub args: Vec<u32>,
    /// Where it stands.
    pub span: Span,
}

/// A field's default.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultValue {
    /// What it is.
    pub kind: DefaultKind,
    /// The argument of `@default`.
    pub span: Span,
}

/// What a default is.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultKind {
    /// A literal.
    Literal(Literal),
    /// A list of literals, for a list field.
    List(Vec<Literal>),
    /// `autoincrement()`
    Autoincrement,
    /// `sequence(…)` of CockroachDB.
    Sequence(Box<Sequence>),
    /// `now()`: by the database.
    Now,
    /// `dbgenerated("…")`: an SQL expression. None: `dbgenerated()`, which the schema leaves open.
    DbGenerated(Option<String>),
    /// Made by the client, never by the database.
    Client(ClientDefault),
}

/// Arguments of `sequence(…)`.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Sequence {
    pub virtual_: bool,
    pub cache: Option<i64>,
    pub increment: Option<i64>,
    pub min_value: Option<i64>,
    pub max_value: Option<i64>,
    pub start: Option<i64>,
}

/// An id that the client makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientDefault {
    /// `uuid()`, `uuid(4)`
    Uuid4,
    /// `uuid(7)`
    Uuid7,
    /// `cuid()`, `cuid(1)`
    Cuid1,
    /// `cuid(2)`
    Cuid2,
    /// `ulid()`
    Ulid,
    /// `nanoid(n)`; 21 where it is not said.
    Nanoid(u8),
}

/// A literal, checked against its field's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Unescaped.
    String(String),
    /// `true` or `false`
    Boolean(bool),
    /// A whole number as written; it may be beyond the column's range.
    Integer(String),
    /// A number as written, for `Float` and `Decimal`.
    Decimal(String),
    /// RFC 3339, as written.
    DateTime(String),
    /// JSON text, as written.
    Json(String),
    /// Decoded from base64.
    Bytes(Vec<u8>),
    /// Index of a value in [`Enum::values`] of the field's enum.
    EnumValue(u32),
}

/// `/// @ketch.check("name", "expression")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name.
    pub name: String,
    /// SQL.
    pub expression: String,
    /// Where it stands.
    pub span: Span,
}

/// An `enum`.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// The name.
    pub name: String,
    /// `@@map`, or else the name.
    pub database_name: String,
    /// `@@schema`.
    pub schema: Option<String>,
    /// The `///` lines above it.
    pub docs: Vec<String>,
    /// Values in the order written; never empty in a model without errors.
    pub values: Vec<EnumValue>,
    /// `/// @ketch.renamedFrom("old")`.
    pub renamed_from: Option<OldName>,
    /// The enum's name in the source.
    pub span: Span,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The name.
    pub name: String,
    /// `@map`, or else the name.
    pub database_name: String,
    /// The `///` lines above it.
    pub docs: Vec<String>,
    /// `/// @ketch.renamedFrom("old")`.
    pub renamed_from: Option<OldName>,
    /// The value's name in the source.
    pub span: Span,
}

impl DataModel {
    /// The model behind an id.
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.0 as usize]
    }

    /// Whether relations are kept by the client instead of by foreign keys: `relationMode = "prisma"`.
    pub fn emulates_foreign_keys(&self) -> bool {
        self.datasource
            .as_ref()
            .is_some_and(|datasource| !datasource.foreign_keys)
    }

    /// The native type that holds for a column on an engine: that of `@ketch.native`, or else that
    /// of `@db.` on the datasource's own engine.
    pub fn native<'a>(&self, column: &'a ScalarField, engine: Engine) -> Option<&'a NativeType> {
        let own = self
            .datasource
            .as_ref()
            .and_then(|datasource| datasource.provider.engine());
        let for_engine = column.native_for.iter().find(|(named, _)| *named == engine);
        match for_engine {
            Some((_, native)) => Some(native),
            None => column.native.as_deref().filter(|_| own == Some(engine)),
        }
    }

    /// The enum behind an id.
    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.0 as usize]
    }

    /// The relation behind an id.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }

    /// For every model, in order: the relations whose forward side it is, in the order of its fields.
    pub fn relations_by_forward_model(&self) -> Vec<Vec<&Relation>> {
        let mut relations = vec![Vec::new(); self.models.len()];
        for relation in &self.relations {
            relations[relation.forward.0 as usize].push(relation);
        }
        for relations in &mut relations {
            relations.sort_by_key(|relation: &&Relation| relation.forward_field);
        }
        relations
    }

    /// Every model with its id, in order.
    pub fn iter_models(&self) -> impl Iterator<Item = (ModelId, &Model)> {
        self.models
            .iter()
            .enumerate()
            .map(|(index, model)| (ModelId(index as u32), model))
    }

    /// Every enum with its id, in order.
    pub fn iter_enums(&self) -> impl Iterator<Item = (EnumId, &Enum)> {
        self.enums
            .iter()
            .enumerate()
            .map(|(index, item)| (EnumId(index as u32), item))
    }

    /// Every relation with its id, in order.
    pub fn iter_relations(&self) -> impl Iterator<Item = (RelationId, &Relation)> {
        self.relations
            .iter()
            .enumerate()
            .map(|(index, item)| (RelationId(index as u32), item))
    }
}

impl Model {
    /// `model` or `view`: the word that declares it.
    pub fn keyword(&self) -> &'static str {
        match self.view {
            None => "model",
            Some(_) => "view",
        }
    }

    /// The field behind an id.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0 as usize]
    }

    /// Every field with its id, in order.
    pub fn iter_fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields
            .iter()
            .enumerate()
            .map(|(index, field)| (FieldId(index as u32), field))
    }

    /// Every column, in order.
    pub fn columns(&self) -> impl Iterator<Item = (FieldId, &Field, &ScalarField)> {
        self.iter_fields()
            .filter_map(|(id, field)| match &field.kind {
                FieldKind::Scalar(scalar) => Some((id, field, scalar)),
                FieldKind::Relation(_) => None,
            })
    }

    /// The column behind an id, or nothing where the field is a relation.
    pub fn scalar(&self, id: FieldId) -> Option<&ScalarField> {
        match &self.field(id).kind {
            FieldKind::Scalar(scalar) => Some(scalar),
            FieldKind::Relation(_) => None,
        }
    }
}
