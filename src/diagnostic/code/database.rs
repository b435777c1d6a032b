//! `E06xx`: what an engine cannot hold, found while lowering to a database schema.

use super::super::{Diagnostic, Label, Severity};
use crate::dialect::Engine;
use crate::source::Span;

fn at(
    code: &'static str,
    severity: Severity,
    span: Span,
    message: String,
    help: &[&str],
) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        message,
        labels: vec![Label {
            span,
            text: String::new(),
        }],
        help: help.iter().map(|&text| text.to_owned()).collect(),
        suggestions: Vec::new(),
    }
}

/// The engine has no such thing, as in "full-text indexes".
pub fn unsupported_by_engine(engine: Engine, what: &str, span: Span) -> Diagnostic {
    let message = format!("{} has no {what}", engine.name());
    let help = format!(
        "leave it out, or take `{}` out of `engines` in the generator block",
        engine.name()
    );
    at("E0601", Severity::Error, span, message, &[&help])
}

/// A name is longer than the engine keeps.
pub fn name_too_long(
    engine: Engine,
    what: &str,
    name: &str,
    limit: usize,
    span: Span,
) -> Diagnostic {
    let message = format!(
        "the {what} name \"{name}\" is too long for {}, which keeps {limit} bytes of one",
        engine.name()
    );
    at(
        "E0602",
        Severity::Error,
        span,
        message,
        &["give it a shorter name with `@map`, `@@map` or `map:`"],
    )
}

/// Two things would have one name in the database.
pub fn names_collide(
    engine: Engine,
    what: [&str; 2],
    name: &str,
    span: Span,
    other: Span,
) -> Diagnostic {
    let message = format!(
        "{} cannot hold both: the {} \"{name}\" and the {} have one name",
        engine.name(),
        what[0],
        what[1]
    );
    let mut diagnostic = at(
        "E0603",
        Severity::Error,
        span,
        message,
        &["give one of them another name with `@map`, `@@map` or `map:`"],
    );
    diagnostic.labels.push(Label {
        span: other,
        text: format!("the {}", what[1]),
    });
    diagnostic
}

/// Two tables differ only in case, which MySQL keeps apart on some systems and not on others.
pub fn names_differ_in_case(name: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!(
        "mysql tells the table \"{name}\" from another only where its file system tells case apart"
    );
    let mut diagnostic = at(
        "E0604",
        Severity::Warning,
        span,
        message,
        &["give one of them another name with `@@map`"],
    );
    diagnostic.labels.push(Label {
        span: other,
        text: "the other table".to_owned(),
    });
    diagnostic
}

/// A carriage return in a name, where no engine has an escape for it.
pub fn carriage_return(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} holds a carriage return, which a file of SQL does not keep");
    at(
        "E0612",
        Severity::Error,
        span,
        message,
        &["take it out of `@map` or `map:`"],
    )
}

/// A NUL character, which no engine takes in a name, in text or in SQL.
pub fn nul_character(what: &str, span: Span) -> Diagnostic {
    at(
        "E0605",
        Severity::Error,
        span,
        format!("{what} holds a NUL character, which no database takes"),
        &[],
    )
}

/// MySQL indexes text and bytes of no fixed limit only by a prefix. MariaDB does without one but
/// for a primary key.
pub fn key_needs_length(column: &str, primary: bool, span: Span) -> Diagnostic {
    let (severity, who) = if primary {
        (Severity::Error, "mysql")
    } else {
        (Severity::Warning, "MySQL, unlike MariaDB,")
    };
    let message = format!("{who} needs a length to index \"{column}\", whose type has no limit");
    let help = "give the field in the index a length, as in `name(length: 100)`, or its column a shorter type, as in `@db.VarChar(191)`";
    at("E0606", severity, span, message, &[help])
}

/// A key is longer than InnoDB takes. MariaDB makes a hash of a unique one, and a prefix of a
/// column that is too long alone.
pub fn key_too_long(bytes: u64, limit: u64, mariadb_takes_it: bool, span: Span) -> Diagnostic {
    let (severity, who) = if mariadb_takes_it {
        (Severity::Warning, "MySQL, unlike MariaDB,")
    } else {
        (Severity::Error, "mysql")
    };
    let message = format!("the key takes {bytes} bytes, and {who} takes {limit} at most");
    let help = "give its fields a length, as in `name(length: 100)`, or shorter types, as in `@db.VarChar(100)`";
    at("E0607", severity, span, message, &[help])
}

/// The columns of a table are together longer than MySQL takes.
pub fn row_too_long(bytes: u64, limit: u64, span: Span) -> Diagnostic {
    let message = format!("a row takes up to {bytes} bytes, and mysql takes {limit} at most");
    let help = "give long text a type that is kept beside the row, as with `@db.Text`, or shorter types, as in `@db.VarChar(100)`";
    at("E0617", Severity::Error, span, message, &[help])
}

/// `SetDefault`, which InnoDB reads and does not do.
pub fn set_default_is_ignored(span: Span) -> Diagnostic {
    let message =
        "mysql does not carry out `SetDefault`: it refuses the change, as with `Restrict`";
    at(
        "E0613",
        Severity::Warning,
        span,
        message.to_owned(),
        &["choose another action"],
    )
}

/// `SetNull` where a column does not take NULL. MySQL refuses the foreign key; elsewhere the
/// deletion or update fails when it comes.
pub fn set_null_on_required(engine: Engine, field: &str, span: Span) -> Diagnostic {
    let severity = match engine {
        Engine::Mysql => Severity::Error,
        Engine::Sqlite | Engine::Postgresql => Severity::Warning,
    };
    let message =
        format!("the field `{field}` is required and can never be set to NULL by `SetNull`");
    at(
        "E0608",
        severity,
        span,
        message,
        &["make the field optional, or choose another action"],
    )
}

/// `autoincrement()` where the engine cannot count.
pub fn autoincrement_misplaced(engine: Engine, span: Span) -> Diagnostic {
    let (message, help) = match engine {
        Engine::Sqlite => (
            "sqlite counts up only in a primary key of one field",
            "mark the field `@id`, or leave the default out",
        ),
        Engine::Mysql => (
            "mysql counts up only in one field of a table, and that must come first in a key or an index",
            "mark the field `@id` or `@unique`, or leave the default out",
        ),
        Engine::Postgresql => (
            "postgresql counts up only in a field of type Int or BigInt",
            "change the type",
        ),
    };
    at("E0609", Severity::Error, span, message.to_owned(), &[help])
}

/// MySQL before 8.0.13 takes no default here, so Prisma writes none, and neither does ketch. The
/// client can put in a literal, and not what an expression of SQL gives.
pub fn default_left_out(ty: &str, by_client: bool, span: Span) -> Diagnostic {
    let instead = match by_client {
        true => "the generated code sets it on insert",
        false => "set the field on insert",
    };
    let message = format!("mysql has no default for a {ty} column: {instead}");
    at("E0610", Severity::Warning, span, message, &[])
}

/// `Unsupported("…")` or a native type of another engine's own.
pub fn type_of_another_engine(engine: Engine, ty: &str, span: Span) -> Diagnostic {
    let message = format!(
        "\"{ty}\" is a type of the datasource's own engine, and {} is another",
        engine.name()
    );
    let help = format!(
        "take `{}` out of `engines` in the generator block",
        engine.name()
    );
    at("E0611", Severity::Error, span, message, &[&help])
}

/// MySQL finds the row that a foreign key names only by an index that starts with the columns
/// named, in their order.
pub fn references_out_of_order(span: Span) -> Diagnostic {
    let message =
        "mysql needs a key or an index that starts with the fields of `references:` in their order";
    let help = "name the fields in the order in which the key has them, in `fields:` and `references:` alike";
    at("E0614", Severity::Error, span, message.to_owned(), &[help])
}

/// The two columns of a foreign key have types that the engine does not compare.
pub fn foreign_key_types_differ(engine: Engine, fields: [&str; 2], span: Span) -> Diagnostic {
    let [from, to] = fields;
    let message = format!(
        "{} cannot point from `{from}` to `{to}`: their column types differ",
        engine.name()
    );
    at(
        "E0615",
        Severity::Error,
        span,
        message,
        &["give both fields the same native type"],
    )
}

/// A name that belongs to the engine or to the tools that apply migrations.
pub fn name_reserved(what: &str, name: &str, whose: &str, span: Span) -> Diagnostic {
    let message = format!("no {what} can be called \"{name}\": the name is for {whose}");
    at(
        "E0616",
        Severity::Error,
        span,
        message,
        &["give it another name with `@@map` or `map:`"],
    )
}
