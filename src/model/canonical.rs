//! The data model as canonical text, and its digest.
//!
//! Two schemas have the same text if nothing that ketch makes of them differs: layout, comments
//! that are no documentation, the split into files and the order of blocks leave it as it is.
//! Every line holds words, numbers and quoted strings, so that no name can look like another line.
//! The text is kept stable, since digests of it are committed; it is not for people.

use super::{
    Arity, Condition, DataModel, DefaultKind, Enum, Field, FieldId, FieldKind, ForeignKey, Index,
    IndexField, IndexKind, IndexMethod, Literal, Model, NativeType, OldName, OperatorClass,
    Predicate, ReferentialAction, Relation, RelationKind, ScalarField, ScalarType, Side,
};
use super::{ClientDefault, ModelId};
use crate::digest::Digest;
use std::fmt::Write;

impl DataModel {
    /// SHA-256 of the canonical text.
    pub fn digest(&self) -> Digest {
        Digest::of(self.canonical_text())
    }

    /// The canonical text: blocks in the order of their names, everything else in its own order.
    pub fn canonical_text(&self) -> String {
        let fields: usize = self.models.iter().map(|model| model.fields.len()).sum();
        let mut text = Text::new(Names::Schema, 80 * fields);
        text.line(0, "ketch-data-model 1");
        datasource(&mut text, self);
        settings(&mut text, self);
        let mut enums: Vec<&Enum> = self.enums.iter().collect();
        enums.sort_by(|a, b| a.name.cmp(&b.name));
        for item in enums {
            enumeration(&mut text, item);
        }
        let mut models: Vec<&Model> = self.models.iter().collect();
        models.sort_by(|a, b| a.name.cmp(&b.name));
        for item in models {
            model(&mut text, self, item);
        }
        text.text
    }
}

/// Which names of fields, enums and their values a text shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those of the schema.
    Schema,
    /// Those of the database.
    Database,
}

/// The text so far.
pub(super) struct Text {
    pub(super) text: String,
    names: Names,
}

impl Text {
    pub(super) fn new(names: Names, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            names,
        }
    }

    /// The name of a column.
    pub(super) fn column(&mut self, model: &Model, id: FieldId) -> &mut Self {
        let field = model.field(id);
        match (self.names, &field.kind) {
            (Names::Database, FieldKind::Scalar(scalar)) => self.string(&scalar.database_name),
            _ => self.string(&field.name),
        }
    }

    /// Begins a line; what follows on it is added by the other methods.
    pub(super) fn line(&mut self, indent: usize, word: &str) -> &mut Self {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(word);
        self
    }

    pub(super) fn word(&mut self, word: &str) -> &mut Self {
        self.text.push(' ');
        self.text.push_str(word);
        self
    }

    pub(super) fn flag(&mut self, word: &str, on: bool) -> &mut Self {
        if on { self.word(word) } else { self }
    }

    pub(super) fn string(&mut self, text: &str) -> &mut Self {
        self.text.push_str(" \"");
        let mut rest = text;
        while let Some(at) = rest.find(['"', '\\', '\n', '\r']) {
            self.text.push_str(&rest[..at]);
            self.text.push_str(match rest.as_bytes()[at] {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                _ => "\\r",
            });
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
        self
    }

    /// A string with a word before it, where there is one.
    pub(super) fn optional(&mut self, word: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.word(word).string(text),
            None => self,
        }
    }

    fn renamed_from(&mut self, old: Option<&OldName>) -> &mut Self {
        self.optional("renamed-from", old.map(|old| old.name.as_str()))
    }

    /// A database name that is not simply the name.
    fn mapped(&mut self, name: &str, database_name: &str) -> &mut Self {
        self.optional("map", (name != database_name).then_some(database_name))
    }

    fn number(&mut self, number: impl std::fmt::Display) -> &mut Self {
        // Writing to a string does not fail.
        let _ = write!(self.text, " {number}");
        self
    }

    fn docs(&mut self, indent: usize, docs: &[String]) {
        for line in docs {
            self.line(indent, "doc").string(line);
        }
    }
}

pub(super) fn datasource(text: &mut Text, model: &DataModel) {
    let Some(datasource) = &model.datasource else {
        return;
    };
    text.line(0, "datasource")
        .word(datasource.provider.name())
        .flag("no-foreign-keys", !datasource.foreign_keys);
    for schema in &datasource.schemas {
        text.line(1, "schema").string(schema);
    }
    for extension in &datasource.extensions {
        text.line(1, "extension")
            .string(&extension.name)
            .optional("schema", extension.schema.as_deref())
            .optional("version", extension.version.as_deref());
    }
}

fn settings(text: &mut Text, model: &DataModel) {
    let settings = &model.settings;
    text.line(0, "settings")
        .word(settings.format.name())
        .flag("serde", settings.serde);
    for engine in &settings.engines {
        text.line(1, "engine").word(engine.name());
    }
    text.line(1, "entity").string(&settings.entity);
    text.line(1, "migration").string(&settings.migration);
    for owner in &settings.owner {
        text.line(1, "owner").string(owner);
    }
}

fn enumeration(text: &mut Text, item: &Enum) {
    text.line(0, "enum")
        .string(&item.name)
        .mapped(&item.name, &item.database_name)
        .optional("schema", item.schema.as_deref())
        .renamed_from(item.renamed_from.as_ref());
    text.docs(1, &item.docs);
    for value in &item.values {
        text.line(1, "value")
            .string(&value.name)
            .mapped(&value.name, &value.database_name)
            .renamed_from(value.renamed_from.as_ref());
        text.docs(2, &value.docs);
    }
}

fn model(text: &mut Text, all: &DataModel, model: &Model) {
    text.line(0, model.keyword())
        .string(&model.name)
        .mapped(&model.name, &model.database_name)
        .optional("schema", model.schema.as_deref())
        .word(model.format.name())
        .flag("ignored", model.ignored)
        .flag("hooks", model.hooks)
        .renamed_from(model.renamed_from.as_ref());
    if let Some(sql) = model.view.as_ref().and_then(|view| view.sql.as_deref()) {
        text.line(1, "sql").string(sql);
    }
    text.docs(1, &model.docs);
    for item in &model.fields {
        field(text, all, item);
    }
    if let Some(key) = &model.primary_key {
        text.line(1, "id")
            .optional("map", key.constraint_name.as_deref())
            .optional("name", key.client_name.as_deref());
        index_fields(text, model, &key.fields);
    }
    for item in &model.indexes {
        index(text, all, model, item);
    }
    for check in &model.checks {
        text.line(1, "check")
            .string(&check.name)
            .string(&check.expression);
    }
}

fn field(text: &mut Text, all: &DataModel, field: &Field) {
    text.line(1, "field")
        .string(&field.name)
        .word(arity(field.arity))
        .flag("ignored", field.ignored);
    match &field.kind {
        FieldKind::Scalar(scalar) => column(text, all, &field.name, scalar),
        FieldKind::Relation(end) => {
            relation(text, all, all.relation(end.relation), end.side);
        }
    }
    text.docs(2, &field.docs);
}

pub(super) fn arity(arity: Arity) -> &'static str {
    match arity {
        Arity::Required => "one",
        Arity::Optional => "optional",
        Arity::List => "list",
    }
}

fn column(text: &mut Text, all: &DataModel, name: &str, column: &ScalarField) {
    match &column.ty {
        ScalarType::Enum(id) => text.word("enum").string(&all.enumeration(*id).name),
        ScalarType::Unsupported(ty) => text.word("unsupported").string(ty),
        ScalarType::BuiltIn(scalar) => text.word(scalar.name()),
    };
    text.mapped(name, &column.database_name)
        .flag("updated-at", column.updated_at)
        .renamed_from(column.renamed_from.as_ref());
    if let Some(native) = &column.native {
        native_type(text.line(2, "native"), native);
    }
    for (engine, native) in &column.native_for {
        native_type(text.line(2, "native-for").word(engine.name()), native);
    }
    if let Some(value) = &column.default {
        text.line(2, "default");
        default(text, all, column, &value.kind);
    }
}

pub(super) fn native_type(text: &mut Text, native: &NativeType) {
    text.word(&native.name);
    for argument in &native.args {
        text.number(argument);
    }
}

pub(super) fn default(text: &mut Text, all: &DataModel, column: &ScalarField, kind: &DefaultKind) {
    match kind {
        DefaultKind::Literal(value) => literal(text, all, column, value),
        DefaultKind::List(values) => {
            text.word("list");
            for value in values {
                literal(text, all, column, value);
            }
        }
        DefaultKind::Autoincrement => {
            text.word("autoincrement");
        }
        DefaultKind::Sequence(sequence) => {
            text.word("sequence").flag("virtual", sequence.virtual_);
            let numbers = [
                ("cache", sequence.cache),
                ("increment", sequence.increment),
                ("min", sequence.min_value),
                ("max", sequence.max_value),
                ("start", sequence.start),
            ];
            for (word, number) in numbers {
                if let Some(number) = number {
                    text.word(word).number(number);
                }
            }
        }
        DefaultKind::Now => {
            text.word("now");
        }
        DefaultKind::DbGenerated(sql) => {
            text.word("dbgenerated").optional("sql", sql.as_deref());
        }
        DefaultKind::Client(client) => {
            match client {
                ClientDefault::Uuid4 => text.word("uuid4"),
                ClientDefault::Uuid7 => text.word("uuid7"),
                ClientDefault::Cuid1 => text.word("cuid1"),
                ClientDefault::Cuid2 => text.word("cuid2"),
                ClientDefault::Ulid => text.word("ulid"),
                ClientDefault::Nanoid(length) => text.word("nanoid").number(length),
            };
        }
    }
}

fn literal(text: &mut Text, all: &DataModel, column: &ScalarField, literal: &Literal) {
    match literal {
        Literal::String(value) => text.word("string").string(value),
        Literal::Boolean(value) => text.word(if *value { "true" } else { "false" }),
        Literal::Integer(value) => text.word("integer").string(value),
        Literal::Decimal(value) => text.word("decimal").string(value),
        Literal::DateTime(value) => text.word("time").string(value),
        Literal::Json(value) => text.word("json").string(value),
        Literal::Bytes(bytes) => {
            text.word("bytes ");
            for byte in bytes {
                let _ = write!(text.text, "{byte:02x}");
            }
            text
        }
        Literal::EnumValue(index) => {
            let values = match &column.ty {
                ScalarType::Enum(id) => all.enumeration(*id).values.as_slice(),
                _ => &[],
            };
            let value = values.get(*index as usize);
            let name = value.map_or("", |value| match text.names {
                Names::Schema => &value.name,
                Names::Database => &value.database_name,
            });
            text.word("value").string(name)
        }
    };
}

fn relation(text: &mut Text, all: &DataModel, relation: &Relation, side: Side) {
    let (target, opposite) = relation.opposite(side);
    text.word("to").string(&all.model(target).name);
    text.string(&all.model(target).field(opposite).name);
    text.optional("name", relation.name.as_deref());
    let (kind, key) = match &relation.kind {
        RelationKind::OneToOne(key) => ("one-to-one", Some(key)),
        RelationKind::OneToMany(key) => ("one-to-many", Some(key)),
        RelationKind::ManyToMany => ("many-to-many", None),
    };
    text.word(kind).word(match side {
        Side::Forward => "forward",
        Side::Back => "back",
    });
    if let (Some(key), Side::Forward) = (key, side) {
        foreign_key(text, all, relation.forward, target, key);
    }
}

pub(super) fn foreign_key(
    text: &mut Text,
    all: &DataModel,
    from: ModelId,
    to: ModelId,
    key: &ForeignKey,
) {
    text.line(2, "foreign-key")
        .optional("map", key.constraint_name.as_deref());
    for (word, action) in [("on-delete", key.on_delete), ("on-update", key.on_update)] {
        if let Some(action) = action {
            text.word(word).word(match action {
                ReferentialAction::Cascade => "cascade",
                ReferentialAction::Restrict => "restrict",
                ReferentialAction::NoAction => "no-action",
                ReferentialAction::SetNull => "set-null",
                ReferentialAction::SetDefault => "set-default",
            });
        }
    }
    for (word, model, fields) in [
        ("fields", from, &key.fields),
        ("references", to, &key.references),
    ] {
        text.line(3, word);
        for field in fields {
            text.column(all.model(model), *field);
        }
    }
}

pub(super) fn index(text: &mut Text, all: &DataModel, model: &Model, index: &Index) {
    text.line(
        1,
        match index.kind {
            IndexKind::Unique => "unique",
            IndexKind::Normal => "index",
            IndexKind::Fulltext => "fulltext",
        },
    );
    text.optional("map", index.constraint_name.as_deref());
    let mut method = index.method;
    match text.names {
        Names::Schema => {
            text.optional("name", index.client_name.as_deref());
        }
        // An index that says nothing is one.
        Names::Database => method = method.filter(|method| *method != IndexMethod::BTree),
    }
    if let Some(method) = method {
        text.word("using").word(match method {
            IndexMethod::BTree => "btree",
            IndexMethod::Hash => "hash",
            IndexMethod::Gin => "gin",
            IndexMethod::Gist => "gist",
            IndexMethod::SpGist => "spgist",
            IndexMethod::Brin => "brin",
        });
    }
    index_fields(text, model, &index.fields);
    match &index.predicate {
        None => {}
        Some(Predicate::Raw(sql)) => {
            text.line(2, "where").string(sql);
        }
        Some(Predicate::All(conditions)) => {
            for (field, condition) in conditions {
                predicate(text, all, model, *field, condition);
            }
        }
    }
}

fn predicate(
    text: &mut Text,
    all: &DataModel,
    model: &Model,
    field: FieldId,
    condition: &Condition,
) {
    text.line(2, "where-field").column(model, field);
    let (word, value) = match condition {
        Condition::Equals(value) => ("is", Some(value)),
        Condition::NotEquals(value) => ("is-not", Some(value)),
        Condition::IsNull => ("is-null", None),
        Condition::IsNotNull => ("is-not-null", None),
    };
    text.word(word);
    if let (Some(value), Some(column)) = (value, model.scalar(field)) {
        literal(text, all, column, value);
    }
}

pub(super) fn index_fields(text: &mut Text, model: &Model, fields: &[IndexField]) {
    for field in fields {
        text.line(2, "on")
            .column(model, field.field)
            .flag("descending", field.descending);
        if let Some(length) = field.length {
            text.word("length").number(length);
        }
        match &field.operator_class {
            None => {}
            Some(OperatorClass::Named(name)) => {
                text.word("ops").string(name);
            }
            Some(OperatorClass::Raw(sql)) => {
                text.word("raw-ops").string(sql);
            }
        }
    }
}
