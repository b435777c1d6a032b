//! E04xx: relations.

use super::{choice, list};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A relation field whose model does not refer back.
pub fn missing_opposite(
    span: Span,
    field: &str,
    model: &str,
    target: &str,
    target_span: Span,
    line: Option<(Span, String)>,
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0401",
        span,
        format!("the relation `{model}.{field}` has no opposite field on `{target}`"),
    )
    .label(
        target_span,
        format!("a field of type `{model}`, `{model}?` or `{model}[]` belongs here"),
    );
    match line {
        Some((place, line)) => fault.suggest(place, line, "add it"),
        None => fault,
    }
}

/// Relation fields of which it cannot be said what belongs together.
pub fn ambiguous_relation(
    spans: &[Span],
    fields: &[&str],
    name: Option<&str>,
    own: bool,
) -> Diagnostic {
    let (first, others) = (spans[0], &spans[1..]);
    let fields = list(fields);
    let message = match name {
        Some(name) => format!("too many fields belong to the relation \"{name}\": {fields}"),
        None => format!("it is ambiguous which relations {fields} belong to"),
    };
    let mut fault = Diagnostic::error("E0402", first, message);
    for other in others {
        fault = fault.label(*other, "");
    }
    fault.help(match (own, name) {
        (true, None) if spans.len() == 2 => "if they are the two ends of one relation, give both the same name: `@relation(\"…\")`",
        _ => "give each relation a name of its own, the same on both of its fields: `@relation(\"…\")`",
    })
}

/// `fields: []`
pub fn empty_relation_list(span: Span, argument: &str) -> Diagnostic {
    Diagnostic::error(
        "E0403",
        span,
        format!("`{argument}` needs at least one field"),
    )
}

/// A relation to what is ignored.
pub fn relation_to_ignored(span: Span, field: &str, model: &str) -> Diagnostic {
    Diagnostic::error(
        "E0404",
        span,
        format!("`{field}` must have `@ignore`, since `{model}` is ignored"),
    )
}

/// An action that is not emulated.
pub fn action_not_emulated(span: Span, action: &str, known: &[&str], provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0405",
        span,
        format!("`{action}` cannot be used on {provider} with `relationMode = \"prisma\"`"),
    )
    .help(format!("it can be {}", choice(known)))
}

/// `fields:` in a many-to-many relation.
pub fn fields_of_many_to_many(span: Span, argument: &str) -> Diagnostic {
    Diagnostic::error(
        "E0406",
        span,
        format!("a many-to-many relation has no `{argument}`"),
    )
    .help("its table has them; for columns of your own, write that table as a model")
}

/// `onDelete:` in a many-to-many relation.
pub fn actions_of_many_to_many(span: Span) -> Diagnostic {
    Diagnostic::error("E0407", span, "a many-to-many relation has no actions")
        .help("for actions of your own, write its table as a model")
}

/// A many-to-many relation of a view.
pub fn many_to_many_of_view(span: Span, field: &str) -> Diagnostic {
    Diagnostic::error(
        "E0408",
        span,
        format!("`{field}` cannot be many-to-many, since a view has no table that joins it"),
    )
}

/// A many-to-many relation to a model without a key of one field.
pub fn many_to_many_without_key(span: Span, field: &str, target: &str) -> Diagnostic {
    Diagnostic::error(
        "E0409",
        span,
        format!("`{field}` cannot be many-to-many, since `{target}` has no `@id` of one field"),
    )
    .help("write the table that joins them as a model")
}

/// `fields:` on the side of the list.
pub fn foreign_key_on_list(span: Span, list_side: &str, key_side: &str) -> Diagnostic {
    Diagnostic::error(
        "E0410",
        span,
        format!("`{list_side}` is a list and has no foreign key"),
    )
    .help(format!("`fields` and `references` belong to `{key_side}`"))
}

/// `onDelete:` on the side without the foreign key.
pub fn actions_on_wrong_side(span: Span, this: &str, key_side: &str) -> Diagnostic {
    Diagnostic::error(
        "E0411",
        span,
        format!("`{this}` has no foreign key and so no actions"),
    )
    .help(format!("`onDelete` and `onUpdate` belong to `{key_side}`"))
}

/// A foreign key without one of its lists.
pub fn missing_relation_list(span: Span, field: &str, argument: &str) -> Diagnostic {
    Diagnostic::error(
        "E0412",
        span,
        format!("`{field}` needs `{argument}` in its `@relation`"),
    )
    .help("write `@relation(fields: [its columns], references: [the key of the other model])`")
}

/// A foreign key on both sides.
pub fn foreign_key_on_both_sides(
    span: Span,
    a: &str,
    b: &str,
    argument: &str,
    other: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0413",
        span,
        format!("`{a}` and `{b}` are one relation and both have `{argument}`"),
    )
    .label(other, "")
    .help("keep it on the side that has the foreign key")
}

/// A one-to-one relation without a foreign key.
pub fn no_foreign_key(span: Span, a: &str, b: &str, argument: &str) -> Diagnostic {
    Diagnostic::error(
        "E0414",
        span,
        format!("neither `{a}` nor `{b}` has `{argument}`"),
    )
    .help("one side of a one-to-one relation has the foreign key")
}

/// `fields:` on one side, `references:` on the other.
pub fn foreign_key_on_two_sides(span: Span, a: &str, b: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0415",
        span,
        format!("of `{a}` and `{b}`, one has `fields` and the other has `references`"),
    )
    .label(other, "")
    .help("both belong to the side that has the foreign key")
}

/// Actions on both sides.
pub fn actions_on_both_sides(span: Span, a: &str, b: &str, other: Span) -> Diagnostic {
    Diagnostic::error(
        "E0416",
        span,
        format!("`{a}` and `{b}` are one relation and both have actions"),
    )
    .label(other, "")
    .help("keep them on the side that has the foreign key")
}

/// A foreign key on the optional side of a one-to-one relation whose other side is required.
pub fn foreign_key_on_optional_side(span: Span, forward: &str, back: &str) -> Diagnostic {
    Diagnostic::error(
        "E0417",
        span,
        format!("`{forward}` is optional and has the foreign key, but `{back}` is required"),
    )
    .help("no database can hold to that; give the foreign key to the required side")
}

/// A required side of a one-to-one relation without the foreign key.
pub fn required_back_side(span: Span, back: &str, target: &str, after_type: Span) -> Diagnostic {
    Diagnostic::error(
        "E0418",
        span,
        format!("`{back}` must be optional, since the other side has the foreign key"),
    )
    .suggest(
        after_type,
        "?",
        format!("no database can hold to it; write `{target}?`"),
    )
}

/// Lists of different lengths.
pub fn relation_lists_of_other_lengths(span: Span, fields: usize, references: usize) -> Diagnostic {
    Diagnostic::error(
        "E0419",
        span,
        format!("`fields` names {fields} and `references` names {references}"),
    )
}

/// A required relation over optional columns.
pub fn required_relation_of_optional(span: Span, field: &str, optional: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0420",
        span,
        format!("`{field}` is required, but {} can be empty", list(optional)),
    )
    .help("make both optional, or neither")
}

/// Columns of different types.
pub fn relation_of_other_types(
    span: Span,
    from: &str,
    from_type: Span,
    to: &str,
    to_type: Span,
) -> Diagnostic {
    Diagnostic::error(
        "E0421",
        span,
        format!("`{from}` and `{to}` are not of the same type"),
    )
    .label(from_type, "")
    .label(to_type, "")
}

/// `references:` to what is no key.
pub fn references_not_unique(
    span: Span,
    model: &str,
    fields: &[&str],
    after_field: Span,
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0422",
        span,
        format!("{} is no key of `{model}`", list(fields)),
    );
    match fields {
        [field] => fault.suggest(
            after_field,
            " @unique",
            format!("mark `{field}` with `@unique`, or refer to a key"),
        ),
        _ => fault.help(format!(
            "add `@@unique([{}])` to `{model}`, or refer to a key",
            fields.join(", ")
        )),
    }
}

/// `SetNull` on a column that cannot be NULL.
pub fn set_null_refused(span: Span, argument: &str, required: &[&str]) -> Diagnostic {
    Diagnostic::error(
        "E0423",
        span,
        format!(
            "`{argument}: SetNull` cannot be, since {} cannot be empty",
            list(required)
        ),
    )
    .help("make it optional, or choose another action")
}

/// A one-to-one relation whose columns are no key.
pub fn one_to_one_not_unique(
    span: Span,
    field: &str,
    fields: &[&str],
    after_field: Span,
) -> Diagnostic {
    let fault = Diagnostic::error(
        "E0424",
        span,
        format!("`{field}` is one-to-one, but {} is no key", list(fields)),
    );
    match fields {
        [field] => fault.suggest(
            after_field,
            " @unique",
            format!("mark `{field}` with `@unique`, or make the other side a list"),
        ),
        _ => fault.help(format!(
            "add `@@unique([{}])`, or make the other side a list",
            fields.join(", ")
        )),
    }
}

/// A cycle of actions with `relationMode = "prisma"`.
pub fn cycle_of_actions(span: Span, field: &str, own: bool) -> Diagnostic {
    let message = if own {
        format!("the actions of `{field}` lead back to its own model")
    } else {
        format!("the actions of `{field}` lead back to its model through others")
    };
    Diagnostic::error("E0425", span, message)
        .help("with `relationMode = \"prisma\"`, one relation of a cycle needs `NoAction` or `Restrict` for both `onDelete` and `onUpdate`")
}

/// `map:` where a foreign key has no name.
pub fn named_foreign_key(span: Span, provider: &str) -> Diagnostic {
    Diagnostic::error(
        "E0426",
        span,
        format!("{provider} has no names for foreign keys"),
    )
}
