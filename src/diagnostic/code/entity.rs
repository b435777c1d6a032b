//! E08xx: what SeaORM or Rust cannot have, and what is generated instead.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Span;

fn fault(
    severity: Severity,
    code: &'static str,
    span: Span,
    message: String,
    help: String,
) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        message,
        labels: vec![Label {
            span,
            text: String::new(),
        }],
        help: vec![help],
        suggestions: Vec::new(),
    }
}

/// A name that is no identifier of Rust.
pub fn name_not_in_rust(span: Span, name: &str) -> Diagnostic {
    fault(
        Severity::Error,
        "E0801",
        span,
        format!("`{name}` has no spelling in Rust"),
        "rename it, and keep the name in the database with `@map` or `@@map`".to_owned(),
    )
}

/// Two names that are one in Rust; `things` says of what, in the plural.
pub fn same_name_in_rust(span: Span, first: Span, things: &str, name: &str) -> Diagnostic {
    let mut diagnostic = fault(
        Severity::Error,
        "E0802",
        span,
        format!("two {things} are called `{name}` in Rust"),
        "rename one of them, and keep its name in the database with `@map` or `@@map`".to_owned(),
    );
    if first != span {
        diagnostic.labels.push(Label {
            span: first,
            text: "the other one".to_owned(),
        });
    }
    diagnostic
}

/// An enum value whose name in the database SeaORM's derive cannot take.
pub fn value_not_in_sea_orm(span: Span, value: &str) -> Diagnostic {
    fault(
        Severity::Error,
        "E0803",
        span,
        format!("SeaORM cannot have an enum value that the database calls `{value}`"),
        "give it another name in the database with `@map`".to_owned(),
    )
}

/// Two enum values whose names in the database differ in case alone.
pub fn values_alike_in_sea_orm(span: Span, first: Span, value: &str) -> Diagnostic {
    let mut diagnostic = fault(
        Severity::Error,
        "E0804",
        span,
        format!("SeaORM cannot tell the enum value `{value}` in the database from another one"),
        "give one of them a name in the database that differs in more than case, with `@map`"
            .to_owned(),
    );
    diagnostic.labels.push(Label {
        span: first,
        text: "the other one".to_owned(),
    });
    diagnostic
}

/// A model of which no entity can be made.
pub fn no_entity(span: Span, model: &str, reason: &str) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0805",
        span,
        format!("`{model}` has no entity: {reason}"),
        "SeaORM finds rows by a primary key: add `@id` or a `@unique` on required fields; the table is in the migration all the same"
            .to_owned(),
    )
}

/// A model without an id, which has a unique.
pub fn unique_as_key(span: Span, model: &str, fields: &[&str]) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0806",
        span,
        format!(
            "`{model}` has no id: its entity takes the unique `{}` for one",
            fields.join(", ")
        ),
        "the table itself gets no primary key; add `@id` if it should have one".to_owned(),
    )
}

/// `relationMode = "prisma"`, where a relation would have a foreign key.
pub fn actions_not_kept(span: Span) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0813",
        span,
        "nothing does what `onDelete` and `onUpdate` say: this database has no foreign keys"
            .to_owned(),
        "with `relationMode = \"prisma\"` Prisma's client does it, and SeaORM does not: delete and change what belongs to a row yourself, or leave the mode out"
            .to_owned(),
    )
}

/// A view without a unique.
pub fn columns_as_key(span: Span, view: &str, fields: &[&str]) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0807",
        span,
        format!(
            "`{view}` has no unique: its entity takes `{}` together for a primary key",
            fields.join(", ")
        ),
        "mark what identifies a row with `@unique`, so that rows that are alike are kept apart"
            .to_owned(),
    )
}

/// A key that the database makes and MySQL does not tell.
pub fn key_not_told(span: Span, field: &str) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0808",
        span,
        format!("MySQL does not tell what it puts into `{field}`, so SeaORM could not find the row"),
        "the generated code refuses to insert a row there without it: set it, or let the client make it, as with `@default(uuid())`"
            .to_owned(),
    )
}

/// A dense model that relates to one that is not.
pub fn dense_beside_compact(span: Span, other: Span, model: &str, target: &str) -> Diagnostic {
    let mut diagnostic = fault(
        Severity::Error,
        "E0809",
        span,
        format!("`{model}` is dense and relates to `{target}`, which is not"),
        format!(
            "SeaORM's dense entities relate to dense entities alone: put `/// @ketch.dense` on `{target}` too, or on neither"
        ),
    );
    diagnostic.labels.push(Label {
        span: other,
        text: "this is compact".to_owned(),
    });
    diagnostic
}

/// An id that the client makes and the column cannot take.
pub fn id_not_in_type(span: Span, field: &str) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0810",
        span,
        format!("the column of `{field}` does not take such an id, so the generated code makes none"),
        "set the field on insert, or give it a type that takes the id: `uuid()` for a UUID, text that is long enough for the others"
            .to_owned(),
    )
}

/// A column that has another name on PostgreSQL than elsewhere.
pub fn column_name_is_cut(span: Span, kept: &str) -> Diagnostic {
    fault(
        Severity::Error,
        "E0811",
        span,
        format!(
            "PostgreSQL cuts the column's name to `{kept}`, and the other engines do not: no entity can have both names"
        ),
        "give it a shorter name with `@map`".to_owned(),
    )
}

/// A column that SeaORM cannot read beside those of another model.
pub fn column_name_is_long(span: Span, kept: &str) -> Diagnostic {
    fault(
        Severity::Warning,
        "W0812",
        span,
        format!(
            "SeaORM's `find_also_related` and its like cannot read the column `{kept}`: they put two letters before its name, and PostgreSQL cuts one that is then longer than 63 bytes"
        ),
        "give it a shorter name with `@map`".to_owned(),
    )
}
