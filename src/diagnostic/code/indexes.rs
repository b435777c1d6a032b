//! E03xx: keys and indexes.

use super::{article, list};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// `@id` on an optional field.
pub fn optional_primary_key(span: Span, attribute: &str) -> Diagnostic {
    Diagnostic::error(
        "E0318",
        span,
        format!("a field with `{attribute}` must be required"),
    )
}

/// `@@id` with optional fields.
pub fn optional_fields_in_primary_key(span: Span, fields: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0319",
        span,
        format!(
            "`@@id` takes required fields only, and {} can be empty",
            list(fields)
        ),
    )
}

/// Two primary keys.
pub fn second_primary_key(model: Span, kind: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error(
        "E0320",
        model,
        format!("{} has one primary key", article(kind)),
    )
    .label(first, "one is here")
    .label(second, "another is here")
    .help("a key of several fields is written `@@id([a, b])`")
}

/// A list of fields with nothing in it.
pub fn no_fields(span: Span, owner: &str) -> Diagnostic {
    Diagnostic::error("E0327", span, format!("`{owner}` needs at least one field"))
}

/// A field that is listed twice.
pub fn field_twice(span: Span, name: &str, owner: &str) -> Diagnostic {
    Diagnostic::error(
        "E0328",
        span,
        format!("`{owner}` names the field `{name}` twice"),
    )
}

/// A field that is not there.
pub fn unknown_field<'n>(
    span: Span,
    name: &str,
    kind: &str,
    model: &str,
    owner: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        "E0329",
        span,
        format!("the {kind} `{model}` has no field `{name}` for `{owner}`"),
    )
    .suggest_nearest(span, name, known)
}

/// A relation field where a column must stand.
pub fn relation_field_in_key(
    span: Span,
    name: &str,
    owner: &str,
    columns: &[String],
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0330",
        span,
        format!("`{owner}` takes columns, and `{name}` is a relation"),
    );
    match columns {
        [] => fault,
        _ => fault.suggest(span, columns.join(", "), "name its columns"),
    }
}

/// A `name:` that cannot be a name in code.
pub fn invalid_client_name(span: Span, name: &str, owner: &str) -> Diagnostic {
    Diagnostic::error(
        "E0331",
        span,
        format!("`{name}` cannot be the `name` of `{owner}`"),
    )
    .help("it takes letters, digits and `_` only; `map` gives a name in the database")
}

/// A `name:` that a field has.
pub fn client_name_of_field(
    span: Span,
    name: &str,
    owner: &str,
    key: Span,
    field: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0332",
        span,
        format!("a key and a field of this model are both called `{name}`"),
    )
    .label(key, format!("the name of `{owner}`"))
    .label(field, "the field")
}

/// `clustered:`
pub fn clustered(span: Span) -> Diagnostic {
    Diagnostic::error("E0333", span, "`clustered` is for `sqlserver` only")
}

/// An index type that the provider does not have.
pub fn index_method_not_for_provider(span: Span, name: &str, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0334",
        span,
        format!("{provider} has no indexes of type `{name}`"),
    )
}

/// `ops:` where there is none.
pub fn operator_class_not_for_provider(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error("E0335", span, format!("{provider} has no operator classes"))
}

/// `ops:` where it says nothing.
pub fn operator_class_ignored(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0379",
        span,
        format!("{provider} has no operator classes, so this one says nothing"),
    )
}

/// `where:` without its preview feature.
pub fn partial_index_without_preview(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0336",
        span,
        "`where` needs the preview feature `partialIndexes`",
    )
    .help("add `previewFeatures = [\"partialIndexes\"]` to a generator")
}

/// `where:` where there is none.
pub fn partial_index_not_for_provider(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0337",
        span,
        format!("{provider} has no indexes with a condition"),
    )
}

/// `where:` with nothing in it.
pub fn empty_predicate(span: Span) -> Diagnostic {
    Diagnostic::error("E0338", span, "this condition is empty")
}

/// `name:` and `map:` of an index, which mean the same.
pub fn index_name_twice(span: Span, owner: &str) -> Diagnostic {
    Diagnostic::error(
        "E0350",
        span,
        format!("`name` and `map` mean the same in `{owner}`"),
    )
    .help("keep `map`")
}

/// A name of a primary key where it has none.
pub fn named_primary_key(span: Span, key: Span, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0352",
        span,
        format!("the primary key has no name of its own on {provider}"),
    )
    .label(key, "it is named here")
}

/// `@id` in a view.
pub fn primary_key_of_view(span: Span) -> Diagnostic {
    Diagnostic::error("E0353", span, "a view has no primary key")
        .help("say with `@unique` what tells its rows apart")
}

/// `@@index` in a view.
pub fn index_of_view(span: Span) -> Diagnostic {
    Diagnostic::error("E0354", span, "a view has no indexes")
}

/// `map:` of a unique in a view.
pub fn named_unique_of_view(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0377",
        span,
        "a unique of a view has no name in the database, since there is no index behind it",
    )
}

/// `sort:` or `length:` in a unique of a view.
pub fn index_options_of_view(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0378",
        span,
        "a unique of a view has no `sort` and no `length`, since there is no index behind it",
    )
}

/// A model of which no key is required.
pub fn no_unique_criterion(span: Span, model: &str, loose: &[String]) -> Diagnostic {
    let fault = Diagnostic::error("E0355", span, format!("nothing tells the rows of `{model}` apart"))
        .help("mark a required field with `@id` or `@unique`, or several with `@@id([…])` or `@@unique([…])`");
    match loose {
        [] => fault,
        _ => fault.help(format!(
            "these uniques can be empty or are of a type that is not supported: {}",
            list(loose)
        )),
    }
}

/// Two keys with one `name:`.
pub fn client_name_twice(span: Span, name: &str, again: Span) -> Diagnostic {
    Diagnostic::error(
        "E0356",
        span,
        format!("two keys of this model have the name `{name}`"),
    )
    .label(again, "here it stands again")
}

/// A key whose name would be that of a field.
pub fn derived_name_of_field(span: Span, attribute: &str, name: &str, field: Span) -> Diagnostic {
    Diagnostic::error(
        "E0357",
        span,
        format!("this key would be called `{name}`, and so is a field"),
    )
    .label(field, "the field")
    .help(format!(
        "give it another name: `{attribute}([…], name: \"…\")`"
    ))
}

/// `autoincrement()` more than once.
pub fn several_counters(span: Span, counters: &[Span], provider: &str) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0358",
        span,
        format!("a table of {provider} has one column that counts up"),
    );
    counters
        .iter()
        .fold(fault, |fault, counter| fault.label(*counter, ""))
}

/// `autoincrement()` outside of the primary key.
pub fn counter_outside_of_key(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0359",
        span,
        format!("on {provider}, only the one column of a primary key counts up"),
    )
}

/// `autoincrement()` on a column that no index begins with.
pub fn counter_without_index(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0360",
        span,
        format!("on {provider}, a column that counts up must be the first of a key or an index"),
    )
}

/// Two shard keys.
pub fn several_shard_keys(span: Span, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("E0361", span, "a model has one shard key")
        .label(first, "one is here")
        .label(second, "another is here")
}

/// A shard key with an optional field.
pub fn optional_shard_key(span: Span, field: &str) -> Diagnostic {
    Diagnostic::error(
        "E0362",
        span,
        format!("a shard key takes required fields only, and `{field}` can be empty"),
    )
}

/// `length:` where there is none.
pub fn index_length_not_for_provider(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("E0363", span, format!("`length` cannot stand in `{what}`"))
}

/// `sort:` where there is none.
pub fn index_sort_not_for_provider(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("E0364", span, format!("`sort` cannot stand in `{what}`"))
}

/// `length:` on a column that has no length.
pub fn index_length_of_other_type(span: Span, field: &str) -> Diagnostic {
    Diagnostic::error(
        "E0365",
        span,
        format!("`length` is for fields of type `String` and `Bytes`, and `{field}` is none"),
    )
}

/// A column that no index takes.
pub fn native_type_not_indexable(
    span: Span,
    index: Span,
    field: &str,
    native: &str,
    provider: &str,
) -> Diagnostic {
    Diagnostic::error(
        "E0366",
        span,
        format!("{provider} has no keys and indexes over `{native}`, the type of `{field}`"),
    )
    .label(index, "")
}

/// A column that an index takes only in part.
pub fn native_type_needs_index_length(
    span: Span,
    field: &str,
    native: &str,
    provider: &str,
) -> Diagnostic {
    Diagnostic::error(
        "E0367",
        span,
        format!("{provider} indexes only a part of `{native}`, the type of `{field}`"),
    )
    .help(format!("say how much of it: `{field}(length: 100)`"))
}

/// `sort: Desc` in a hash index.
pub fn sorted_hash_index(span: Span) -> Diagnostic {
    Diagnostic::error("E0368", span, "an index of type `Hash` has no order")
}

/// `ops:` outside of `@@index`.
pub fn operator_class_outside_of_index(span: Span) -> Diagnostic {
    Diagnostic::error("E0369", span, "`ops` is for `@@index` only")
}

/// An operator class that is not there.
pub fn unknown_operator_class<'n>(
    span: Span,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        "E0370",
        span,
        format!("there is no operator class `{name}`"),
    )
    .help("one that is not listed is written `raw(\"…\")`")
    .offer_nearest(name, known)
}

/// An operator class of another type of index.
pub fn operator_class_of_other_method(span: Span, class: &str, method: &str) -> Diagnostic {
    Diagnostic::error(
        "E0371",
        span,
        format!("the operator class `{class}` is not for indexes of type `{method}`"),
    )
}

/// An operator class of another type of column.
pub fn operator_class_of_other_type(span: Span, class: &str, field: &str) -> Diagnostic {
    Diagnostic::error(
        "E0372",
        span,
        format!("the operator class `{class}` is not for the type of `{field}`"),
    )
}

/// A column that a type of index takes only with an operator class.
pub fn no_default_operator_class(span: Span, field: &str, method: &str) -> Diagnostic {
    Diagnostic::error(
        "E0373",
        span,
        format!("an index of type `{method}` has no operator class for the type of `{field}`"),
    )
    .help("choose another type of index, or an operator class with `ops:`")
}

/// `@@fulltext` where there is none.
pub fn fulltext_not_for_provider(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error("E0374", span, format!("{provider} has no `@@fulltext`"))
}

/// Two constraints with one name.
pub fn constraint_name_twice(span: Span, name: &str, place: &str, others: &[Span]) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0375",
        span,
        format!("the name `{name}` stands more than once in {place}"),
    )
    .help("give one of them another name with `map:`");
    others.iter().fold(fault, |fault, other| {
        fault.label(*other, "here it stands again")
    })
}
