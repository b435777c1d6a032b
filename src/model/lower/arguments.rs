//! Arguments of attributes and functions: which there are, and what their values are read as.

use super::Lowering;
use crate::diagnostic::code;
use crate::source::Span;
use crate::syntax::ast::{Argument, Attribute, Value, ValueKind};

/// The arguments of an attribute or a function by name.
pub(super) struct Arguments<'a, 's> {
    /// `@`, `@@`, or nothing before a function.
    sign: &'static str,
    name: &'a str,
    /// The attribute or the function.
    pub(super) span: Span,
    /// Whether one of them could not be told, so that none may be called missing.
    pub(super) unknown: bool,
    list: Vec<(&'static str, &'a Value<'s>)>,
}

impl<'a, 's> Arguments<'a, 's> {
    pub(super) fn get(&self, name: &str) -> Option<&'a Value<'s>> {
        let found = self.list.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| *value)
    }

    /// An argument without which the attribute or function says nothing.
    pub(super) fn require(&self, l: &mut Lowering, name: &str) -> Option<&'a Value<'s>> {
        let value = self.get(name);
        if value.is_none() && !self.unknown {
            l.report(code::missing_argument(self.span, name, &self.owner()));
        }
        value
    }

    fn owner(&self) -> String {
        format!("{}{}", self.sign, self.name)
    }
}

/// Arguments of an attribute that takes those of the given names. The first may be given without
/// its name if `positional`.
pub(super) fn of_attribute<'a, 's>(
    l: &mut Lowering,
    attribute: &'a Attribute<'s>,
    sign: &'static str,
    positional: bool,
    names: &[&'static str],
) -> Arguments<'a, 's> {
    let (name, span) = (attribute.name.text, attribute.span);
    let arguments = Arguments {
        sign,
        name,
        span,
        unknown: false,
        list: Vec::new(),
    };
    read(l, arguments, &attribute.arguments, positional, names)
}

/// Arguments of a function, likewise.
pub(super) fn of_function<'a, 's>(
    l: &mut Lowering,
    name: &'a str,
    span: Span,
    given: &'a [Argument<'s>],
    positional: bool,
    names: &[&'static str],
) -> Arguments<'a, 's> {
    let arguments = Arguments {
        sign: "",
        name,
        span,
        unknown: false,
        list: Vec::new(),
    };
    read(l, arguments, given, positional, names)
}

fn read<'a, 's>(
    l: &mut Lowering,
    mut arguments: Arguments<'a, 's>,
    given: &'a [Argument<'s>],
    positional: bool,
    names: &[&'static str],
) -> Arguments<'a, 's> {
    arguments.list.reserve_exact(given.len());
    let mut unnamed = 0;
    for argument in given {
        let known = match argument.name {
            Some(name) => names.iter().find(|known| **known == name.text),
            None if positional => {
                unnamed += 1;
                names.first()
            }
            None => None,
        };
        let owner = || arguments.owner();
        match (known, argument.name) {
            _ if unnamed > 1 && argument.name.is_none() => {}
            (None, Some(name)) => {
                l.report(code::unknown_argument(
                    name.span,
                    name.text,
                    &owner(),
                    names,
                ));
                arguments.unknown = true;
            }
            (None, None) => {
                l.report(code::unnamed_argument(argument.span, &owner()));
                arguments.unknown = true;
            }
            (Some(known), _) if arguments.get(known).is_some() => {
                l.report(code::duplicate_argument(argument.span, known));
            }
            (Some(known), _) => arguments.list.push((*known, &argument.value)),
        }
    }
    if unnamed > 1 {
        l.report(code::several_unnamed_arguments(
            arguments.span,
            &arguments.owner(),
        ));
    }
    arguments
}

/// A string.
pub(super) fn string<'a>(l: &mut Lowering, value: &'a Value) -> Option<&'a str> {
    match &value.kind {
        ValueKind::String(text) => Some(text),
        _ => {
            l.report(code::expected(value.span, "a string"));
            None
        }
    }
}

/// A name in the database: a string that is not empty.
pub(super) fn database_name<'a>(
    l: &mut Lowering,
    value: &'a Value,
    argument: &str,
) -> Option<&'a str> {
    let text = database_text(l, value)?;
    if text.is_empty() {
        l.report(code::empty_name(value.span, argument));
        return None;
    }
    Some(text)
}

/// What the database calls an enum value: a string, which may be empty.
pub(super) fn database_text<'a>(l: &mut Lowering, value: &'a Value) -> Option<&'a str> {
    let text = string(l, value)?;
    if text.contains('\0') {
        l.report(code::nul_in_name(value.span));
        return None;
    }
    Some(text)
}

/// A number without sign.
pub(super) fn natural(l: &mut Lowering, value: &Value) -> Option<u32> {
    let number = match &value.kind {
        ValueKind::Number(text) => text.parse().ok(),
        _ => None,
    };
    if number.is_none() {
        l.report(code::expected(
            value.span,
            "a whole number that is not negative",
        ));
    }
    number
}

/// A whole number.
pub(super) fn integer(l: &mut Lowering, value: &Value) -> Option<i64> {
    let number = match &value.kind {
        ValueKind::Number(text) => text.parse().ok(),
        _ => None,
    };
    if number.is_none() {
        l.report(code::expected(value.span, "a whole number"));
    }
    number
}

/// A truth value.
pub(super) fn boolean(l: &mut Lowering, value: &Value) -> Option<bool> {
    match value.kind {
        ValueKind::Path("true") => Some(true),
        ValueKind::Path("false") => Some(false),
        _ => {
            l.report(code::expected(value.span, "`true` or `false`"));
            None
        }
    }
}

/// A name.
pub(super) fn word<'a>(l: &mut Lowering, value: &'a Value, what: &str) -> Option<&'a str> {
    match &value.kind {
        ValueKind::Path(text) => Some(text),
        ValueKind::String(text) => {
            l.report(code::quoted_word(value.span, what, text));
            None
        }
        _ => {
            l.report(code::expected(value.span, what));
            None
        }
    }
}

/// A list; a value alone is a list of one.
pub(super) fn items<'a, 's>(value: &'a Value<'s>) -> &'a [Value<'s>] {
    match &value.kind {
        ValueKind::Array(items) => items,
        _ => std::slice::from_ref(value),
    }
}
