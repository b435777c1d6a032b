//! E06xx: what an engine cannot hold, found while lowering to a database schema.

use crate::diagnostic::{Diagnostic, Severity};
use crate::dialect::Engine;
use crate::source::Span;

/// The engine has no such thing, as in "full-text indexes".
pub fn unsupported_by_engine(engine: Engine, what: &str, span: Span) -> Diagnostic {
    let message = format!("{} has no {what}", engine.name());
    let help = format!(
        "leave it out, or take `{}` out of `engines` in the generator block",
        engine.name()
    );
    Diagnostic::error("E0601", span, message).help(help)
}

/// A name is longer than the engine keeps.
pub fn name_too_long(
    engine: Engine,
    what: &str,
    name: &str,
    limit: usize,
    span: Span,
) -> Diagnostic {
    let units = match engine {
        Engine::Mysql => "characters",
        Engine::Sqlite | Engine::Postgresql => "bytes",
    };
    let message = format!(
        "the {what} name \"{name}\" is too long for {}, which keeps {limit} {units} of one",
        engine.name()
    );
    Diagnostic::error("E0602", span, message)
        .help("give it a shorter name with `@map`, `@@map` or `map:`")
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
    Diagnostic::error("E0603", span, message)
        .help("give one of them another name with `@map`, `@@map` or `map:`")
        .label(other, format!("the {}", what[1]))
}

/// Two values of an enum differ only in what MySQL's collation does not look at.
pub fn values_collate(value: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!(
        "mysql takes the enum value \"{value}\" for another one: its collation tells neither accents nor case apart"
    );
    Diagnostic::error("E0619", span, message)
        .help("give one of them another name with `@map`")
        .label(other, "the other one")
}

/// Two tables differ only in case, which MySQL keeps apart on some systems and not on others.
pub fn names_differ_in_case(name: &str, span: Span, other: Span) -> Diagnostic {
    let message = format!(
        "mysql tells the table \"{name}\" from another only where its file system tells case apart"
    );
    Diagnostic::warning("E0604", span, message)
        .help("give one of them another name with `@@map`")
        .label(other, "the other table")
}

/// A carriage return in a name, where no engine has an escape for it.
pub fn carriage_return(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} holds a carriage return, which a file of SQL does not keep");
    Diagnostic::error("E0612", span, message).help("take it out of `@map` or `map:`")
}

/// A NUL character, which no engine takes in a name, in text or in SQL.
pub fn nul_character(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0605",
        span,
        format!("{what} holds a NUL character, which no database takes"),
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
    Diagnostic::new(severity, "E0606", span, message).help(help)
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
    Diagnostic::new(severity, "E0607", span, message).help(help)
}

/// The columns of a table are together longer than MySQL takes.
pub fn row_too_long(bytes: u64, limit: u64, span: Span) -> Diagnostic {
    let message = format!("a row takes up to {bytes} bytes, and mysql takes {limit} at most");
    let help = "give long text a type that is kept beside the row, as with `@db.Text`, or shorter types, as in `@db.VarChar(100)`";
    Diagnostic::error("E0617", span, message).help(help)
}

/// `SetDefault`, which InnoDB reads and does not do.
pub fn set_default_is_ignored(span: Span) -> Diagnostic {
    let message =
        "mysql does not carry out `SetDefault`: it refuses the change, as with `Restrict`";
    Diagnostic::warning("E0613", span, message).help("choose another action")
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
    Diagnostic::new(severity, "E0608", span, message)
        .help("make the field optional, or choose another action")
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
    Diagnostic::error("E0609", span, message).help(help)
}

/// MySQL before 8.0.13 takes no default here, so Prisma writes none, and neither does ketch. The
/// client can put in a literal, and not what an expression of SQL gives. Where the column is added to a
/// table that has rows, these get the value all the same.
pub fn default_left_out(ty: &str, by_client: bool, span: Span) -> Diagnostic {
    let instead = match by_client {
        true => "the generated code sets it on insert",
        false => "set the field on insert",
    };
    let message = format!("mysql has no default for a {ty} column: {instead}");
    Diagnostic::warning("E0610", span, message)
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
    Diagnostic::error("E0611", span, message).help(help)
}

/// MySQL finds the row that a foreign key names only by an index that starts with the columns
/// named, in their order.
pub fn references_out_of_order(span: Span) -> Diagnostic {
    let message =
        "mysql needs a key or an index that starts with the fields of `references:` in their order";
    let help = "name the fields in the order in which the key has them, in `fields:` and `references:` alike";
    Diagnostic::error("E0614", span, message).help(help)
}

/// The two columns of a foreign key have types that the engine does not compare.
pub fn foreign_key_types_differ(engine: Engine, fields: [&str; 2], span: Span) -> Diagnostic {
    let [from, to] = fields;
    let message = format!(
        "{} cannot point from `{from}` to `{to}`: their column types differ",
        engine.name()
    );
    Diagnostic::error("E0615", span, message).help("give both fields the same native type")
}

/// A name that belongs to the engine or to the tools that apply migrations.
pub fn name_reserved(what: &str, name: &str, whose: &str, span: Span) -> Diagnostic {
    let message = format!("no {what} can be called \"{name}\": the name is for {whose}");
    Diagnostic::error("E0616", span, message).help("give it another name with `@@map` or `map:`")
}

/// A name that the engine takes for nothing, whatever its length.
pub fn name_refused(engine: Engine, what: &str, name: &str, fault: &str, span: Span) -> Diagnostic {
    let engine = engine.name();
    let message = format!("{engine} has no {what} called \"{name}\": the name {fault}");
    Diagnostic::error("E0618", span, message)
        .help("give it another name with `@map`, `@@map` or `map:`")
}
