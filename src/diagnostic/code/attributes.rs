//! E03xx: attributes, their arguments, and defaults. Those of keys and indexes are in `indexes`.

use super::{choice, list};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An attribute that is not there.
pub fn unknown_attribute(span: Span, sign: &str, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0301",
        span,
        format!("there is no attribute `{sign}{name}` here"),
    )
    .suggest_nearest(span, name, known.iter().copied())
}

/// An attribute that stands twice.
pub fn repeated_attribute(span: Span, sign: &str, name: &str, again: Span) -> Diagnostic {
    Diagnostic::error(
        "E0302",
        span,
        format!("`{sign}{name}` can stand here only once"),
    )
    .label(again, "here it stands again")
}

/// An argument that is not there.
pub fn unknown_argument(span: Span, name: &str, owner: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("E0303", span, format!("`{owner}` has no argument `{name}`")).suggest_nearest(
        span,
        name,
        known.iter().copied(),
    )
}

/// An argument that must have a name.
pub fn unnamed_argument(span: Span, owner: &str) -> Diagnostic {
    Diagnostic::error("E0304", span, format!("`{owner}` takes no such argument"))
}

/// An argument that is given twice.
pub fn duplicate_argument(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0305",
        span,
        format!("the argument `{name}` is given twice"),
    )
}

/// `@@id(a, b)`
pub fn several_unnamed_arguments(span: Span, owner: &str) -> Diagnostic {
    Diagnostic::error(
        "E0306",
        span,
        format!("`{owner}` takes one argument without a name"),
    )
    .help("put brackets around a list: `[a, b]`")
}

/// An argument that is required.
pub fn missing_argument(span: Span, name: &str, owner: &str) -> Diagnostic {
    Diagnostic::error(
        "E0307",
        span,
        format!("`{owner}` needs its argument `{name}`"),
    )
}

/// A value of another kind.
pub fn expected(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("E0308", span, format!("expected {what}"))
}

/// A name in quotes.
pub fn quoted_word(span: Span, what: &str, text: &str) -> Diagnostic {
    Diagnostic::error("E0309", span, format!("expected {what}, without quotes")).mend(
        span,
        text,
        "remove the quotes",
    )
}

/// A word that is none of those that may stand here.
pub fn unknown_word(span: Span, what: &str, word: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("E0310", span, format!("`{word}` is no {what}"))
        .help(format!("it can be {}", choice(known)))
        .suggest_nearest_word(span, word, known.iter().copied())
}

/// A word that stands twice.
pub fn duplicate_word(span: Span, what: &str, word: &str) -> Diagnostic {
    Diagnostic::error(
        "E0311",
        span,
        format!("the {what} `{word}` is listed twice"),
    )
}

/// An empty name.
pub fn empty_name(span: Span, argument: &str) -> Diagnostic {
    Diagnostic::error(
        "E0312",
        span,
        format!("the argument `{argument}` cannot be empty"),
    )
}

/// A name with NUL in it, which no database takes.
pub fn nul_in_name(span: Span) -> Diagnostic {
    Diagnostic::error("E0313", span, "a name cannot hold the character NUL")
}

/// A name beyond the limit of the provider.
pub fn long_name(span: Span, name: &str, max: usize) -> Diagnostic {
    Diagnostic::error(
        "E0314",
        span,
        format!("`{name}` is longer than {max} bytes, the limit of the database"),
    )
}

/// `@ignore` where it says nothing.
pub fn ignore_on_unsupported(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0315",
        span,
        "a field of type `Unsupported` is ignored without `@ignore`",
    )
}

/// `@ignore` in a block that is ignored.
pub fn ignore_in_ignored(span: Span, kind: &str) -> Diagnostic {
    Diagnostic::error(
        "E0380",
        span,
        format!("the {kind} is ignored, and its columns with it"),
    )
    .mend(span, "", "take out `@ignore`")
}

/// An attribute for columns on a relation field.
pub fn attribute_on_relation(
    span: Span,
    attribute: &str,
    field: &str,
    columns: &[String],
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0316",
        span,
        format!("`@{attribute}` cannot stand on `{field}`, which is a relation and not a column"),
    );
    match columns {
        [] => fault,
        _ => fault.help(format!("its columns are {}", list(columns))),
    }
}

/// `@relation` on a column.
pub fn relation_on_scalar(span: Span, field: &str) -> Diagnostic {
    Diagnostic::error(
        "E0317",
        span,
        format!("`@relation` cannot stand on `{field}`, which is a column and not a relation"),
    )
}

/// `@updatedAt` on another type.
pub fn updated_at_on_other_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0321",
        span,
        "`@updatedAt` is for fields of type `DateTime`",
    )
}

/// `@updatedAt` on a list.
pub fn updated_at_on_list(span: Span) -> Diagnostic {
    Diagnostic::error("E0322", span, "`@updatedAt` cannot stand on a list")
}

/// A shard key where there is none.
pub fn shard_keys_not_for_provider(span: Span) -> Diagnostic {
    Diagnostic::error("E0323", span, "shard keys are for `mysql` only")
}

/// A shard key without its preview feature.
pub fn shard_keys_without_preview(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0324",
        span,
        "shard keys need the preview feature `shardKeys`",
    )
}

/// `@@schema` where there are no schemas.
pub fn schema_not_for_provider(span: Span) -> Diagnostic {
    Diagnostic::error("E0325", span, "the provider has no schemas")
}

/// `@@schema` that the datasource does not list.
pub fn unknown_schema<'n>(
    span: Span,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        "E0326",
        span,
        format!("the datasource does not list the schema `{name}`"),
    )
    .help("add it to `schemas = […]` in the datasource")
    .suggest_nearest_word(span, name, known)
}

/// `@default(map:)`
pub fn named_default(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0339",
        span,
        "the default of a column has a name on `sqlserver` only",
    )
}

/// A list as the default of one value.
pub fn list_default_of_one(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0340",
        span,
        "the default of a field that is no list cannot be a list",
    )
}

/// One value as the default of a list.
pub fn single_default_of_list(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error("E0341", span, "the default of a list is a list").mend(
        span,
        format!("[{value}]"),
        "put brackets around it",
    )
}

/// A function that is not there.
pub fn unknown_function(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::error("E0342", span, format!("there is no function `{name}`")).suggest_nearest(
        span,
        name,
        known.iter().copied(),
    )
}

/// A function that the provider does not have.
pub fn function_not_for_provider(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0343",
        span,
        format!("`{name}()` is for `cockroachdb` only"),
    )
}

/// A function on a field of another type.
pub fn function_of_other_type(
    span: Span,
    name: &str,
    ty: &str,
    takes: &[&str],
    is_list: bool,
) -> Diagnostic {
    let what = if is_list {
        format!("a list of `{ty}`")
    } else {
        format!("a field of type `{ty}`")
    };
    let fault = Diagnostic::error(
        "E0344",
        span,
        format!("`{name}()` cannot be the default of {what}"),
    );
    if takes.is_empty() {
        fault
    } else {
        fault.help(format!("it is for fields of type {}", list(takes)))
    }
}

/// A wrong argument of a function.
pub fn function_argument(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::error(
        "E0345",
        span,
        format!("`{name}()` takes no argument, or {what}"),
    )
}

/// `dbgenerated("")`
pub fn empty_dbgenerated(span: Span) -> Diagnostic {
    Diagnostic::error("E0346", span, "the SQL of `dbgenerated` is empty")
        .help("leave out the argument where the database decides")
}

/// A literal as the default of a field of type `Unsupported`.
pub fn default_of_unsupported(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0347",
        span,
        "the default of a field of type `Unsupported` is written `dbgenerated(\"…\")`",
    )
}

/// A value that is none of an enum's.
pub fn unknown_enum_value<'n>(
    span: Span,
    name: &str,
    ty: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        "E0348",
        span,
        format!("the enum `{ty}` has no value `{name}`"),
    )
    .suggest_nearest(span, name, known)
}

/// A literal of another type than its field's.
pub fn literal_of_other_type(
    span: Span,
    ty: &str,
    form: &str,
    rewritten: Option<String>,
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0349",
        span,
        format!("a value of type `{ty}` is written as {form}"),
    );
    match rewritten {
        Some(value) => fault.mend(span, value, "write it so"),
        None => fault,
    }
}

/// A string that holds no value of its field's type.
pub fn text_without_value(span: Span, ty: &str, form: &str) -> Diagnostic {
    Diagnostic::error(
        "E0381",
        span,
        format!("this is no value of type `{ty}`, which is written as {form}"),
    )
}

/// `now(1)`
pub fn function_without_arguments(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("E0351", span, format!("`{name}()` takes no argument"))
}

/// The default of a field of a composite type.
pub fn default_of_composite(span: Span) -> Diagnostic {
    Diagnostic::error("E0376", span, "a field of a composite type has no default")
}
