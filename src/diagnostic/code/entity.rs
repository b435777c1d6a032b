//! E08xx: what SeaORM or Rust cannot have, and what is generated instead.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A name that is no identifier of Rust.
pub fn name_not_in_rust(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("E0801", span, format!("`{name}` has no spelling in Rust"))
        .help("rename it, and keep the name in the database with `@map` or `@@map`")
}

/// Two names that are one in Rust; `things` says of what, in the plural.
pub fn same_name_in_rust(span: Span, first: Span, things: &str, name: &str) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0802",
        span,
        format!("two {things} are called `{name}` in Rust"),
    )
    .help("rename one of them, and keep its name in the database with `@map` or `@@map`");
    match first == span {
        true => fault,
        false => fault.label(first, "the other one"),
    }
}

/// An enum value whose name in the database SeaORM's derive cannot take.
pub fn value_not_in_sea_orm(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error(
        "E0803",
        span,
        format!("SeaORM cannot have an enum value that the database calls `{value}`"),
    )
    .help("give it another name in the database with `@map`")
}

/// Two enum values whose names in the database differ in case alone.
pub fn values_alike_in_sea_orm(span: Span, first: Span, value: &str) -> Diagnostic {
    Diagnostic::error(
        "E0804",
        span,
        format!("SeaORM cannot tell the enum value `{value}` in the database from another one"),
    )
    .help("give one of them a name in the database that differs in more than case, with `@map`")
    .label(first, "the other one")
}

/// A model of which no entity can be made.
pub fn no_entity(span: Span, model: &str, reason: &str) -> Diagnostic {
    let help = "SeaORM finds rows by a primary key: add `@id` or a `@unique` on required fields; the table is in the migration all the same";
    Diagnostic::warning("W0805", span, format!("`{model}` has no entity: {reason}")).help(help)
}

/// A model without an id, which has a unique.
pub fn unique_as_key(span: Span, model: &str, fields: &[&str]) -> Diagnostic {
    Diagnostic::warning(
        "W0806",
        span,
        format!(
            "`{model}` has no id: its entity takes the unique `{}` for one",
            fields.join(", ")
        ),
    )
    .help("the table itself gets no primary key; add `@id` if it should have one")
}

/// `relationMode = "prisma"`, where a relation would have a foreign key.
pub fn actions_not_kept(span: Span) -> Diagnostic {
    let help = "with `relationMode = \"prisma\"` Prisma's client does it, and SeaORM does not: delete and change what belongs to a row yourself, or leave the mode out";
    Diagnostic::warning(
        "W0813",
        span,
        "nothing does what `onDelete` and `onUpdate` say: this database has no foreign keys",
    )
    .help(help)
}

/// A view without a unique.
pub fn columns_as_key(span: Span, view: &str, fields: &[&str]) -> Diagnostic {
    Diagnostic::warning(
        "W0807",
        span,
        format!(
            "`{view}` has no unique: its entity takes `{}` together for a primary key",
            fields.join(", ")
        ),
    )
    .help("mark what identifies a row with `@unique`, so that rows that are alike are kept apart")
}

/// A key that the database makes and MySQL does not tell.
pub fn key_not_told(span: Span, field: &str) -> Diagnostic {
    let help = "the generated code refuses to insert a row there without it: set it, or let the client make it, as with `@default(uuid())`";
    Diagnostic::warning(
        "W0808",
        span,
        format!(
            "MySQL does not tell what it puts into `{field}`, so SeaORM could not find the row"
        ),
    )
    .help(help)
}

/// A dense model that relates to one that is not.
pub fn dense_beside_compact(span: Span, other: Span, model: &str, target: &str) -> Diagnostic {
    Diagnostic::error("E0809", span, format!("`{model}` is dense and relates to `{target}`, which is not")).help(format!(
            "SeaORM's dense entities relate to dense entities alone: put `/// @ketch.dense` on `{target}` too, or on neither"
        )).label(other, "this is compact")
}

/// An id that the client makes and the column cannot take.
pub fn id_not_in_type(span: Span, field: &str) -> Diagnostic {
    let help = "set the field on insert, or give it a type that takes the id: `uuid()` for a UUID, text that is long enough for the others";
    Diagnostic::warning(
        "W0810",
        span,
        format!(
            "the column of `{field}` does not take such an id, so the generated code makes none"
        ),
    )
    .help(help)
}

/// A column that has another name on PostgreSQL than elsewhere.
pub fn column_name_is_cut(span: Span, kept: &str) -> Diagnostic {
    Diagnostic::error("E0811", span, format!(
            "PostgreSQL cuts the column's name to `{kept}`, and the other engines do not: no entity can have both names"
        )).help("give it a shorter name with `@map`")
}

/// A column that SeaORM cannot read beside those of another model.
pub fn column_name_is_long(span: Span, kept: &str) -> Diagnostic {
    Diagnostic::warning("W0812", span, format!(
            "SeaORM's `find_also_related` and its like cannot read the column `{kept}`: they put two letters before its name, and PostgreSQL cuts one that is then longer than 63 bytes"
        )).help("give it a shorter name with `@map`")
}
