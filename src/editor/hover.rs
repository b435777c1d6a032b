//! What something in a schema is: its documentation, and what becomes of it in Rust and in SQL.

use super::completion::candidates;
use super::cursor;
use super::occurrences::{Symbol, occurrences, symbol_at};
use super::outline::Outline;
use crate::database::{self, Table};
use crate::entity;
use crate::migration::sql;
use crate::model::{
    DataModel, Enum, Field, FieldId, FieldKind, ForeignKey, Model, ModelId, Relation,
    RelationField, RelationKind, ScalarField, ScalarType,
};
use crate::source::{FileId, Sources, Span};
use crate::syntax::{Parsed, SyntaxKind};

/// What there is to say of something in a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is said of.
    pub span: Span,
    /// Markdown.
    pub text: String,
}

/// What stands at an offset. The data model is that of the same schema.
pub fn hover(
    schema: &Parsed<'_>,
    data_model: &DataModel,
    file: FileId,
    offset: u32,
) -> Option<Hover> {
    let sources = schema.sources;
    let outline = Outline::of(schema);
    let span = word(&outline, file, offset)?;
    let all = occurrences(schema);
    let text = match symbol_at(&all, file, span.start) {
        Some(Symbol::Type(name)) => named_type(data_model, name),
        Some(Symbol::Member(of, name)) => member(sources, data_model, of, name),
        Some(Symbol::Config(_)) | None => None,
    };
    match text {
        Some(text) => Some(Hover { span, text }),
        None => vocabulary(sources, &outline, span),
    }
}

/// The name or the string at an offset.
fn word(outline: &Outline, file: FileId, offset: u32) -> Option<Span> {
    let tokens = outline.parse(file).tokens(offset..offset);
    let mut touched = tokens.filter(|(kind, _)| {
        matches!(
            kind,
            SyntaxKind::Ident | SyntaxKind::String | SyntaxKind::DocComment
        )
    });
    touched.next().map(|(_, span)| span)
}

/// A word of the language: what completion would say of it.
fn vocabulary(sources: &Sources, outline: &Outline, word: Span) -> Option<Hover> {
    let text = sources.text(word);
    // A string is looked at inside of its quotes, a directive behind its slashes.
    let end = match text.strip_prefix("///").map(str::trim_start) {
        Some(line) => {
            let name = line.find(|char: char| !char.is_alphanumeric() && !"@.".contains(char));
            let start = word.end - line.len() as u32;
            start + name.unwrap_or(line.len()) as u32
        }
        None if text.starts_with('"') => word.end - 1,
        None => word.end,
    };
    let cursor = cursor::cursor(sources, outline, word.file, end);
    let name = sources.text(cursor.word);
    let found = candidates(sources, outline, &cursor)
        .into_iter()
        .find(|item| item.label == name)?;
    let mut paragraphs = vec![match found.detail.as_str() {
        "" => format!("`{name}`"),
        detail => format!("`{name}`: {detail}"),
    }];
    paragraphs.extend(Some(found.docs).filter(|docs| !docs.is_empty()));
    Some(Hover {
        span: cursor.word,
        text: paragraphs.join("\n\n"),
    })
}

/// A model, a view or an enum.
fn named_type(data_model: &DataModel, name: &str) -> Option<String> {
    let model = data_model.models.iter().find(|model| model.name == name);
    match model {
        Some(model) => Some(self::model(data_model, model)),
        None => {
            let item = data_model.enums.iter().find(|item| item.name == name)?;
            Some(enumeration(item))
        }
    }
}

fn model(data_model: &DataModel, model: &Model) -> String {
    let mut rows = Vec::new();
    if !model.ignored {
        let module = entity::module_name(&model.name);
        rows.push(("Rust".to_owned(), format!("`{module}::Entity`")));
    }
    let table = match &model.schema {
        Some(schema) => format!("`{schema}.{}`", model.database_name),
        None => format!("`{}`", model.database_name),
    };
    rows.push(("table".to_owned(), table));
    let related: Vec<String> = model
        .fields
        .iter()
        .filter_map(|field| match &field.kind {
            FieldKind::Relation(relation) => {
                let target = opposite(data_model, *relation)?.0;
                Some(format!("`{}`", target.name))
            }
            FieldKind::Scalar(_) => None,
        })
        .collect();
    if !related.is_empty() {
        rows.push(("related".to_owned(), related.join(", ")));
    }
    markdown(
        &format!("{} {}", model.keyword(), model.name),
        &model.docs,
        &rows,
    )
}

fn enumeration(item: &Enum) -> String {
    let mut rows = vec![(
        "Rust".to_owned(),
        format!(
            "`{}::{}`",
            entity::module_name(&item.name),
            entity::enum_name(item)
        ),
    )];
    let values: Vec<String> = item
        .values
        .iter()
        .map(|value| format!("`{}`", value.database_name))
        .collect();
    rows.push(("values".to_owned(), values.join(", ")));
    if item.database_name != item.name {
        rows.push(("type".to_owned(), format!("`{}`", item.database_name)));
    }
    markdown(&format!("enum {}", item.name), &item.docs, &rows)
}

/// A field, or a value of an enum.
fn member(sources: &Sources, data_model: &DataModel, of: &str, name: &str) -> Option<String> {
    if let Some((id, model)) = data_model.iter_models().find(|(_, model)| model.name == of) {
        let field = model.fields.iter().find(|field| field.name == name)?;
        let head = line(sources, field.span);
        let rows = match &field.kind {
            // Of a type that does not exist nothing comes.
            FieldKind::Scalar(column) if matches!(&column.ty, ScalarType::Unsupported(name) if name.is_empty()) => {
                Vec::new()
            }
            FieldKind::Scalar(column) => column_rows(data_model, id, field, column),
            FieldKind::Relation(relation) => relation_rows(data_model, field, *relation),
        };
        return Some(markdown(head, &field.docs, &rows));
    }
    let item = data_model.enums.iter().find(|item| item.name == of)?;
    let value = item.values.iter().find(|value| value.name == name)?;
    let rows = [("database".to_owned(), format!("`{}`", value.database_name))];
    Some(markdown(&format!("{of}.{name}"), &value.docs, &rows))
}

/// The line of a declaration from its name on, without what is commented beside it.
fn line(sources: &Sources, name: Span) -> &str {
    let rest = &sources.file(name.file).text[name.start as usize..];
    let line = rest.lines().next().unwrap_or_default();
    let comment = line.find(" //").unwrap_or(line.len());
    line[..comment].trim_end()
}

/// The Rust type, and the column on each engine.
fn column_rows(
    data_model: &DataModel,
    id: ModelId,
    field: &Field,
    column: &ScalarField,
) -> Vec<(String, String)> {
    let rust = match entity::field_type(data_model, field, column) {
        _ if field.ignored => "left out".to_owned(),
        Ok(Some(ty)) => format!("`{ty}`"),
        Ok(None) => "left out: the type has no counterpart".to_owned(),
        Err(fault) => fault.message,
    };
    let mut rows = vec![("Rust".to_owned(), rust)];
    for engine in &data_model.settings.engines {
        let (schema, _) = database::lower(data_model, *engine);
        let model = data_model.model(id);
        let is_table = |table: &&Table| {
            table.name.name == model.database_name
                && (table.name.namespace.is_none() || table.name.namespace == model.schema)
        };
        let table = schema.tables.iter().find(is_table);
        if let Some(found) = table.and_then(|table| table.column(&column.database_name)) {
            let sql = sql::column(*engine, found);
            rows.push((engine.name().to_owned(), code(&sql)));
        }
    }
    rows
}

fn opposite(data_model: &DataModel, relation: RelationField) -> Option<(&Model, &Field)> {
    let found = data_model.relations.get(relation.relation.0 as usize)?;
    let (model, field) = found.opposite(relation.side);
    let model = data_model.models.get(model.0 as usize)?;
    Some((model, model.fields.get(field.0 as usize)?))
}

/// The other side, and the foreign key.
fn relation_rows(
    data_model: &DataModel,
    field: &Field,
    side: RelationField,
) -> Vec<(String, String)> {
    // A relation that could not be understood is none of the data model's.
    let (Some(relation), Some((model, back))) = (
        data_model.relations.get(side.relation.0 as usize),
        opposite(data_model, side),
    ) else {
        return Vec::new();
    };
    let sides = [
        (relation.forward, relation.forward_field),
        (relation.back, relation.back_field),
    ];
    let is_own = |(model, id)| data_model.model(model).field(id).span == field.span;
    if !sides.into_iter().any(is_own) {
        return Vec::new();
    }
    let kind = match relation.kind {
        RelationKind::OneToOne(_) => "one to one",
        RelationKind::OneToMany(_) => "one to many",
        RelationKind::ManyToMany => "many to many, through a table of its own",
    };
    let mut rows = vec![
        ("relation".to_owned(), kind.to_owned()),
        (
            "other side".to_owned(),
            format!("`{}.{}`", model.name, back.name),
        ),
    ];
    if let Some(key) = relation.foreign_key() {
        rows.push((
            "foreign key".to_owned(),
            foreign_key(data_model, relation, key),
        ));
    }
    rows
}

fn foreign_key(data_model: &DataModel, relation: &Relation, key: &ForeignKey) -> String {
    let names = |model: ModelId, fields: &[FieldId]| {
        let model = data_model.model(model);
        let names: Vec<&str> = fields
            .iter()
            .map(|id| model.field(*id).name.as_str())
            .collect();
        format!("{}({})", model.name, names.join(", "))
    };
    format!(
        "`{}` → `{}`",
        names(relation.forward, &key.fields),
        names(relation.back, &key.references)
    )
}

/// A line of schema, its documentation, and a table of what becomes of it.
fn markdown(head: &str, docs: &[String], rows: &[(String, String)]) -> String {
    let mut text = format!("```prisma\n{head}\n```\n");
    if !docs.is_empty() {
        text += &format!("\n{}\n", docs.join("\n"));
    }
    if !rows.is_empty() {
        text += "\n| | |\n|---|---|\n";
        for (what, is) in rows {
            text += &format!(
                "| {what} | {} |\n",
                is.replace('|', "\\|").replace('\n', " ")
            );
        }
    }
    text
}

/// Text as code, whatever backticks it holds.
fn code(text: &str) -> String {
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}
