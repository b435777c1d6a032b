//! E05xx: datasource, generators and directives.

use super::{article, choice, list};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Two datasources.
pub fn second_datasource(span: Span, second: Span) -> Diagnostic {
    Diagnostic::error("E0501", span, "a schema has one datasource").label(second, "here is another")
}

/// Two generators of ketch.
pub fn second_ketch_generator(span: Span, other: Span) -> Diagnostic {
    Diagnostic::error("E0502", span, "a schema has one generator of ketch")
        .label(other, "the first one is here")
}

/// A setting that stands twice.
pub fn duplicate_setting(span: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error("E0503", span, format!("`{name}` is set twice"))
        .label(other, "the first one is here")
}

/// A setting that is required.
pub fn missing_setting(span: Span, block: &str, name: &str, setting: &str) -> Diagnostic {
    Diagnostic::error(
        "E0504",
        span,
        format!("the {block} `{name}` needs the setting `{setting}`"),
    )
}

/// A setting that is not there.
pub fn unknown_setting(span: Span, name: &str, block: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("E0505", span, format!("a {block} has no setting `{name}`")).suggest_nearest(
        span,
        name,
        known.iter().copied(),
    )
}

/// `provider = env("…")`
pub fn env_in_provider(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0506",
        span,
        "the provider cannot come from the environment, since the schema depends on it",
    )
}

/// A provider that is not there.
pub fn unknown_provider(span: Span, name: &str) -> Diagnostic {
    let known = ["cockroachdb", "mysql", "postgresql", "sqlite"];
    let fault = Diagnostic::error("E0507", span, format!("there is no provider `{name}`"))
        .help(format!("it can be {}", choice(known)));
    match name {
        "mariadb" => fault.mend(span, "\"mysql\"", "MariaDB is written as `mysql`"),
        "libsql" | "d1" | "turso" => {
            fault.suggest(span, "\"sqlite\"", "it speaks the language of `sqlite`")
        }
        _ => fault.suggest_nearest_word(span, name, known),
    }
}

/// A provider that is understood and not generated from.
pub fn unsupported_provider(span: Span, name: &str) -> Diagnostic {
    let fault = Diagnostic::error("E0508", span, format!("ketch does not support `{name}`"));
    fault.help("it generates for `sqlite`, `postgresql` and `mysql`, and from `cockroachdb` where the SQL is that of PostgreSQL")
}

/// `relationMode` and `referentialIntegrity` at once.
pub fn two_relation_modes(span: Span, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0509",
        span,
        "`referentialIntegrity` is the old name of `relationMode`; set one of them",
    )
    .label(other, "the other one is here")
}

/// A setting that another provider has.
pub fn setting_not_for_provider(span: Span, name: &str) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0510",
        span,
        format!("this datasource cannot have the setting `{name}`"),
    );
    match name {
        "extensions" => {
            fault.help("it is for `postgresql`, with the preview feature `postgresqlExtensions`")
        }
        _ => fault.help("it is for `postgresql` and `cockroachdb`"),
    }
}

/// `schemas = []`
pub fn empty_schemas(span: Span) -> Diagnostic {
    Diagnostic::error("E0511", span, "`schemas` needs at least one name")
}

/// A schema that is listed twice.
pub fn duplicate_schema(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0512",
        span,
        format!("the schema `{name}` is listed twice"),
    )
}

/// A schema that says of no database what it is for.
pub fn no_datasource(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0528",
        span,
        "there is no datasource, so nothing can be generated",
    )
    .help("say what the databases are: `datasource db { provider = \"sqlite\" }`, on lines of their own")
}

/// `citext("public")`
pub fn extension_argument_without_name(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0513",
        span,
        "this argument needs a name: `map`, `schema` or `version`",
    )
}

/// A preview feature that is not there.
pub fn unknown_preview_feature(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0514",
        span,
        format!("there is no preview feature `{name}`"),
    )
    .suggest_nearest_word(span, name, known.iter().copied())
}

/// A preview feature that is always on by now.
pub fn graduated_preview_feature(span: Span, name: &str, item: Span) -> Diagnostic {
    Diagnostic::warning(
        "W0515",
        span,
        format!("the preview feature `{name}` is always on by now"),
    )
    .mend(item, "", "remove it")
}

/// A preview feature that is gone.
pub fn removed_preview_feature(span: Span, name: &str, item: Span) -> Diagnostic {
    Diagnostic::warning(
        "W0516",
        span,
        format!("the preview feature `{name}` is gone from Prisma"),
    )
    .mend(item, "", "remove it; ketch does not look at it")
}

/// `engines = []`
pub fn no_engines(span: Span) -> Diagnostic {
    Diagnostic::error("E0517", span, "`engines` needs at least one engine")
        .help("it takes `sqlite`, `postgresql` and `mysql`")
}

/// A folder that would not be the same on every machine.
pub fn invalid_folder(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        "E0518",
        span,
        format!("`{path}` is no relative path with `/`"),
    )
    .help("the folder is found from the schema's folder, on every machine")
}

/// A directive that is not there.
pub fn unknown_directive(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let bare = name.split_once('.').map_or(name, |(_, bare)| bare);
    let known: Vec<String> = known.iter().map(|name| format!("ketch.{name}")).collect();
    Diagnostic::error("E0519", span, format!("there is no directive `@{name}`")).suggest_nearest(
        span,
        &format!("ketch.{bare}"),
        known.iter().map(String::as_str),
    )
}

/// A directive where it cannot act.
pub fn misplaced_directive(span: Span, name: &str, on: &str, places: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0520",
        span,
        format!("`@ketch.{name}` cannot stand on {}", article(on)),
    )
    .help(format!("it is for a {}", places.join(", a ")))
}

/// Wrong arguments of a directive.
pub fn directive_arguments(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::error("E0521", span, format!("`@ketch.{name}` takes {what}"))
}

/// A directive that stands twice.
pub fn repeated_directive(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0522",
        span,
        format!("`@ketch.{name}` can stand here only once"),
    )
}

/// A directive that stands above nothing.
pub fn stray_directive(span: Span) -> Diagnostic {
    Diagnostic::error("E0523", span, "this directive belongs to nothing")
        .help("put it into the lines directly above a model, a view, an enum, or one of their fields and values")
}

/// Something after a directive on its line.
pub fn text_after_directive(span: Span) -> Diagnostic {
    Diagnostic::error("E0524", span, "a directive stands alone on its line")
}

/// Two checks with one name.
pub fn duplicate_check(span: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0525",
        span,
        format!("the check `{name}` stands twice in this model"),
    )
    .label(other, "the first one is here")
}

/// `@ketch.native` for the engine that `@db.` is for.
pub fn native_of_own_engine(span: Span, engine: &str) -> Diagnostic {
    Diagnostic::error(
        "E0526",
        span,
        format!("the native type for `{engine}`, the provider's own engine, is written `@db.…`"),
    )
}

/// `env()`
pub fn env_arguments(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0527",
        span,
        "`env` takes the name of one environment variable as a string",
    )
}

/// `@ketch.renamedFrom("…")` on something new, with a name that nothing has lost.
///
/// The directive acts once, in the migration in which the old name goes. It may stay above what it renamed.
pub fn idle_rename(
    span: Span,
    new: &str,
    old: &str,
    gone: &[String],
    is_there: bool,
) -> Diagnostic {
    let what = match is_there {
        true => format!("`{new}` is new, and `{old}` is still there: nothing is renamed"),
        false => {
            let there = if new.contains('.') { " there" } else { "" };
            format!("`{new}` is new, and nothing{there} was called `{old}`: nothing is renamed")
        }
    };
    let fault = Diagnostic::warning("W0529", span, what);
    let fault = match gone {
        [] => fault.help("nothing beside it is gone since the last migration: without the directive it means the same"),
        gone => fault.help(format!("gone since the last migration: {}", list(gone))),
    };
    let gone = gone.iter().map(String::as_str);
    fault.suggest_nearest_in(span, "\"", old, "\"", gone)
}
