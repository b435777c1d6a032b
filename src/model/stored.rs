//! What databases see of a data model, as canonical text: the same whatever the order of files,
//! blocks and fields is, whatever things are called in Rust, and whatever the comments say.
//!
//! Digests of it stand in the history of migrations. So its form must never change for what a
//! schema can say today; a new part is left out where a schema does not use it.

use super::canonical::{
    self, Names, Text, datasource, default, foreign_key, index, index_fields, native_type,
};
use super::{
    Arity, DataModel, DefaultKind, Enum, Model, Relation, RelationKind, ScalarField, ScalarType,
};

impl DataModel {
    /// The canonical text of what databases see.
    pub fn stored_text(&self) -> String {
        let mut blocks: Vec<String> = self.enums.iter().map(enumeration).collect();
        let relations = self.relations_by_forward_model();
        let models = self.models.iter().zip(&relations);
        blocks.extend(models.filter_map(|(model, relations)| match &model.view {
            None => Some(table(self, model, relations)),
            // The columns of a view are what its SQL says; one without SQL is the user's own.
            Some(view) => Some(self::view(model, view.sql.as_deref()?)),
        }));
        let joins = self
            .relations
            .iter()
            .filter(|relation| relation.kind == RelationKind::ManyToMany);
        blocks.extend(joins.map(|relation| join_table(self, relation)));
        blocks.sort();
        let mut text = text();
        datasource(&mut text, self);
        text.text + "\n" + &blocks.join("\n") + "\n"
    }
}

fn text() -> Text {
    Text::new(Names::Database, 200)
}

fn qualified<'t>(text: &'t mut Text, schema: Option<&String>, name: &str) -> &'t mut Text {
    if let Some(schema) = schema {
        text.string(schema);
    }
    text.string(name)
}

fn enumeration(item: &Enum) -> String {
    let mut text = text();
    qualified(
        text.line(0, "enum"),
        item.schema.as_ref(),
        &item.database_name,
    );
    for value in &item.values {
        text.line(1, "value").string(&value.database_name);
    }
    text.text
}

fn view(model: &Model, sql: &str) -> String {
    let mut text = text();
    qualified(
        text.line(0, "view"),
        model.schema.as_ref(),
        &model.database_name,
    );
    text.line(1, "sql").string(sql);
    text.text
}

fn table(all: &DataModel, model: &Model, relations: &[&Relation]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (_, field, scalar) in model.columns() {
        parts.push(column(all, field.arity, scalar));
    }
    for item in &model.indexes {
        let mut text = text();
        index(&mut text, all, model, item);
        parts.push(text.text);
    }
    for relation in relations {
        if let Some(key) = relation.foreign_key() {
            let mut text = text();
            let back = all.model(relation.back);
            qualified(
                text.line(1, "to"),
                back.schema.as_ref(),
                &back.database_name,
            );
            foreign_key(&mut text, all, relation.forward, relation.back, key);
            parts.push(text.text);
        }
    }
    for check in &model.checks {
        let mut text = text();
        text.line(1, "check")
            .string(&check.name)
            .string(&check.expression);
        parts.push(text.text);
    }
    parts.sort();

    let mut text = text();
    qualified(
        text.line(0, "table"),
        model.schema.as_ref(),
        &model.database_name,
    );
    if let Some(key) = &model.primary_key {
        text.line(1, "id")
            .optional("map", key.constraint_name.as_deref());
        index_fields(&mut text, model, &key.fields);
    }
    for part in &parts {
        text.text.push('\n');
        text.text.push_str(part);
    }
    text.text
}

fn column(all: &DataModel, arity: Arity, column: &ScalarField) -> String {
    let mut text = text();
    text.line(1, "column")
        .string(&column.database_name)
        .word(canonical::arity(arity));
    match &column.ty {
        ScalarType::Enum(id) => {
            let item = all.enumeration(*id);
            qualified(text.word("enum"), item.schema.as_ref(), &item.database_name);
        }
        ScalarType::Unsupported(ty) => {
            text.word("unsupported").string(ty);
        }
        ScalarType::BuiltIn(scalar) => {
            text.word(scalar.name());
        }
    }
    if let Some(native) = &column.native {
        native_type(text.line(2, "native"), native);
    }
    for (engine, native) in &column.native_for {
        native_type(text.line(2, "native-for").word(engine.name()), native);
    }
    if let Some(value) = &column.default {
        // The others are made by the client.
        if !matches!(
            value.kind,
            DefaultKind::Client(_) | DefaultKind::DbGenerated(None)
        ) {
            text.line(2, "default");
            default(&mut text, all, column, &value.kind);
        }
    }
    text.text
}

fn join_table(all: &DataModel, relation: &Relation) -> String {
    let [forward, back] = [relation.forward, relation.back].map(|id| all.model(id));
    let mut text = text();
    text.line(0, "join-table");
    match &relation.name {
        Some(name) => text.string(name),
        None => text.string(&format!("{}To{}", forward.name, back.name)),
    };
    for model in [forward, back] {
        qualified(
            text.line(1, "to"),
            model.schema.as_ref(),
            &model.database_name,
        );
    }
    text.text
}
