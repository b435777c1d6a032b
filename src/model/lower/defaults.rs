//! `@default(…)`: functions, and literals checked against their field's type.

use super::super::{
    Arity, ClientDefault, DefaultKind, DefaultValue, FieldId, Literal, ModelId, ScalarType,
    Sequence,
};
use super::{Lowering, arguments, literals};
use crate::diagnostic::code;
use crate::dialect::Scalar;
use crate::source::Span;
use crate::syntax::ast::{Argument, Attribute, Ident, Value, ValueKind};

/// Functions that a default can call.
const FUNCTIONS: &[&str] = &[
    "autoincrement",
    "cuid",
    "dbgenerated",
    "nanoid",
    "now",
    "sequence",
    "ulid",
    "uuid",
];

/// The default of a column.
pub(super) fn lower(
    l: &mut Lowering,
    model: ModelId,
    field: FieldId,
    attribute: &Attribute,
) -> Option<DefaultValue> {
    let arguments = arguments::of_attribute(l, attribute, "@", true, &["value", "map"]);
    if let Some(map) = arguments.get("map")
        && l.language().is_some()
    {
        l.report(code::named_default(map.span));
    }
    let value = arguments.require(l, "value")?;
    let list = l.model.model(model).field(field).arity == Arity::List;
    let ty = l.model.model(model).scalar(field)?.ty.clone();
    Some(DefaultValue {
        kind: kind(l, value, &ty, list)?,
        span: value.span,
    })
}

/// What the argument of `@default` is, for a field of a type.
pub(super) fn kind(
    l: &mut Lowering,
    value: &Value,
    ty: &ScalarType,
    list: bool,
) -> Option<DefaultKind> {
    match &value.kind {
        ValueKind::Call(function, given) => {
            let call = Call {
                function: *function,
                given,
                span: value.span,
            };
            call_default(l, call, ty, list)
        }
        ValueKind::Array(items) if list => {
            let literals = items.iter().map(|item| literal(l, item, ty));
            // All of them are looked at, so that all faults are found.
            let literals: Vec<Option<Literal>> = literals.collect();
            literals
                .into_iter()
                .collect::<Option<_>>()
                .map(DefaultKind::List)
        }
        ValueKind::Array(_) => {
            l.report(code::list_default_of_one(value.span));
            None
        }
        _ if list => {
            let text = l.sources.text(value.span);
            l.report(code::single_default_of_list(value.span, text));
            None
        }
        _ => literal(l, value, ty).map(DefaultKind::Literal),
    }
}

/// A function that a default calls.
#[derive(Clone, Copy)]
struct Call<'a, 's> {
    function: Ident<'s>,
    given: &'a [Argument<'s>],
    /// All of it.
    span: Span,
}

fn call_default(l: &mut Lowering, call: Call, ty: &ScalarType, list: bool) -> Option<DefaultKind> {
    let span = call.span;
    let name = call.function.text;
    let takes: &[Scalar] = match name {
        "autoincrement" => l
            .language()
            .map_or(&[Scalar::Int, Scalar::BigInt], |language| {
                language.autoincrement
            }),
        "now" => &[Scalar::DateTime],
        "cuid" | "nanoid" | "ulid" | "uuid" => &[Scalar::String],
        "dbgenerated" | "sequence" => &Scalar::ALL,
        // Whatever is called: an enum takes its values.
        _ if matches!(ty, ScalarType::Enum(_)) => &[],
        _ => {
            l.report(code::unknown_function(call.function.span, name, FUNCTIONS));
            return None;
        }
    };
    if name == "sequence" && l.language().is_some_and(|language| !language.sequences) {
        l.report(code::function_not_for_provider(span, name));
        return None;
    }
    let fits = match ty {
        ScalarType::BuiltIn(scalar) => takes.contains(scalar),
        ScalarType::Enum(_) | ScalarType::Unsupported(_) => name == "dbgenerated",
    };
    if !fits || list && name != "dbgenerated" {
        let type_name = l.type_name(ty);
        let takes: Vec<&str> = takes.iter().map(|scalar| scalar.name()).collect();
        l.report(code::function_of_other_type(
            span, name, &type_name, &takes, list,
        ));
        return None;
    }
    Some(match name {
        "autoincrement" => {
            no_arguments(l, call);
            DefaultKind::Autoincrement
        }
        "now" => {
            no_arguments(l, call);
            DefaultKind::Now
        }
        "dbgenerated" => dbgenerated(l, call)?,
        "sequence" => DefaultKind::Sequence(Box::new(sequence(l, call))),
        "ulid" => {
            no_arguments(l, call);
            DefaultKind::Client(ClientDefault::Ulid)
        }
        _ => DefaultKind::Client(client_default(l, call)?),
    })
}

/// `cuid()`, `nanoid()` and `uuid()`, which take a number or nothing.
fn client_default(l: &mut Lowering, call: Call) -> Option<ClientDefault> {
    enum Given {
        Nothing,
        Number(u8),
        Other,
    }
    let given = match call.given {
        [] => Given::Nothing,
        [argument] => match &argument.value.kind {
            ValueKind::Number(text) => text.parse().map_or(Given::Other, Given::Number),
            _ => Given::Other,
        },
        _ => Given::Other,
    };
    let name = call.function.text;
    let takes = match (name, given) {
        ("cuid", Given::Nothing | Given::Number(1)) => return Some(ClientDefault::Cuid1),
        ("cuid", Given::Number(2)) => return Some(ClientDefault::Cuid2),
        ("cuid", _) => "1 or 2",
        ("nanoid", Given::Nothing) => return Some(ClientDefault::Nanoid(21)),
        ("nanoid", Given::Number(length @ 2..)) => return Some(ClientDefault::Nanoid(length)),
        ("nanoid", _) => "a length from 2 to 255",
        (_, Given::Nothing | Given::Number(4)) => return Some(ClientDefault::Uuid4),
        (_, Given::Number(7)) => return Some(ClientDefault::Uuid7),
        (_, _) => "4 or 7",
    };
    l.report(code::function_argument(call.span, name, takes));
    None
}

fn no_arguments(l: &mut Lowering, call: Call) {
    if let Some(argument) = call.given.first() {
        l.report(code::function_without_arguments(
            argument.span,
            call.function.text,
        ));
    }
}

/// `dbgenerated("now()")`
fn dbgenerated(l: &mut Lowering, call: Call) -> Option<DefaultKind> {
    match call.given {
        [] => Some(DefaultKind::DbGenerated(None)),
        [Argument { value, .. }] => {
            let sql = arguments::string(l, value)?;
            if sql.trim().is_empty() {
                l.report(code::empty_dbgenerated(call.span));
                return None;
            }
            Some(DefaultKind::DbGenerated(Some(sql.to_owned())))
        }
        _ => {
            l.report(code::function_argument(
                call.span,
                "dbgenerated",
                "one string of SQL",
            ));
            None
        }
    }
}

fn sequence(l: &mut Lowering, call: Call) -> Sequence {
    let names = [
        "virtual",
        "cache",
        "increment",
        "minValue",
        "maxValue",
        "start",
    ];
    let arguments = arguments::of_function(l, "sequence", call.span, call.given, false, &names);
    let mut number = |name| {
        arguments
            .get(name)
            .and_then(|value| arguments::integer(l, value))
    };
    let (cache, increment, start) = (number("cache"), number("increment"), number("start"));
    let (min_value, max_value) = (number("minValue"), number("maxValue"));
    let virtual_ = arguments
        .get("virtual")
        .and_then(|value| arguments::boolean(l, value))
        .unwrap_or(false);
    Sequence {
        virtual_,
        cache,
        increment,
        min_value,
        max_value,
        start,
    }
}

/// A literal for a column; reported where it is none of the column's type.
pub(super) fn literal(l: &mut Lowering, value: &Value, ty: &ScalarType) -> Option<Literal> {
    let literal = match (ty, &value.kind) {
        (ScalarType::Unsupported(_), _) => {
            l.report(code::default_of_unsupported(value.span));
            return None;
        }
        (ScalarType::Enum(id), ValueKind::Path(name)) => {
            let found = &l.model.enumeration(*id).values;
            let index = found.iter().position(|value| value.name == *name);
            let count = found.len();
            if index.is_none() && !l.names.enums[id.0 as usize].damaged {
                let names = l.names_to_compare(count);
                let found = l.model.enumeration(*id);
                let known = found
                    .values
                    .iter()
                    .map(|value| value.name.as_str())
                    .take(names);
                let fault = code::unknown_enum_value(value.span, name, &found.name, known);
                l.report(fault);
            }
            return index.map(|index| Literal::EnumValue(index as u32));
        }
        (ScalarType::BuiltIn(Scalar::String), ValueKind::String(text)) => {
            Some(Literal::String(text.clone().into_owned()))
        }
        (ScalarType::BuiltIn(Scalar::Boolean), ValueKind::Path("true")) => {
            Some(Literal::Boolean(true))
        }
        (ScalarType::BuiltIn(Scalar::Boolean), ValueKind::Path("false")) => {
            Some(Literal::Boolean(false))
        }
        (ScalarType::BuiltIn(Scalar::Int | Scalar::BigInt), ValueKind::Number(text)) => {
            (text.parse::<i64>().is_ok()).then(|| Literal::Integer(literals::shortest(text)))
        }
        (ScalarType::BuiltIn(Scalar::Float | Scalar::Decimal), ValueKind::Number(text)) => {
            Some(Literal::Decimal(literals::shortest(text)))
        }
        (ScalarType::BuiltIn(Scalar::Decimal), ValueKind::String(text)) => {
            literals::is_decimal(text).then(|| Literal::Decimal(literals::shortest(text)))
        }
        (ScalarType::BuiltIn(Scalar::DateTime), ValueKind::String(text)) => {
            literals::is_rfc3339(text).then(|| Literal::DateTime(text.clone().into_owned()))
        }
        (ScalarType::BuiltIn(Scalar::Json), ValueKind::String(text)) => {
            literals::is_json(text).then(|| Literal::Json(text.clone().into_owned()))
        }
        (ScalarType::BuiltIn(Scalar::Bytes), ValueKind::String(text)) => {
            literals::base64(text).map(Literal::Bytes)
        }
        _ => None,
    };
    if literal.is_none() {
        let type_name = l.type_name(ty);
        let form = match ty {
            ScalarType::BuiltIn(Scalar::String) => "a string",
            ScalarType::BuiltIn(Scalar::Boolean) => "`true` or `false`",
            ScalarType::BuiltIn(Scalar::Int | Scalar::BigInt) => {
                "a whole number of at most 64 bits"
            }
            ScalarType::BuiltIn(Scalar::Float | Scalar::Decimal) => "a number without exponent",
            ScalarType::BuiltIn(Scalar::DateTime) => "a string like \"2026-01-31T12:00:00.000Z\"",
            ScalarType::BuiltIn(Scalar::Json) => "a string that is JSON",
            ScalarType::BuiltIn(Scalar::Bytes) => "a string in base64",
            ScalarType::Enum(_) | ScalarType::Unsupported(_) => "a value of the enum",
        };
        let is_read_from_text = matches!(
            ty,
            ScalarType::BuiltIn(Scalar::Decimal | Scalar::DateTime | Scalar::Json | Scalar::Bytes)
        );
        l.report(match &value.kind {
            ValueKind::String(_) if is_read_from_text => {
                code::text_without_value(value.span, &type_name, form)
            }
            _ => {
                let rewritten = rewritten(l, value, ty);
                code::literal_of_other_type(value.span, &type_name, form, rewritten)
            }
        });
    }
    literal
}

/// A literal that has quotes too many or too few, as it should be.
fn rewritten(l: &Lowering, value: &Value, ty: &ScalarType) -> Option<String> {
    let number = |text: &str| literals::is_decimal(text).then(|| text.to_owned());
    match (ty, &value.kind) {
        (ScalarType::BuiltIn(Scalar::String), ValueKind::Number(text) | ValueKind::Path(text)) => {
            Some(format!("\"{text}\""))
        }
        (ScalarType::BuiltIn(Scalar::Boolean), ValueKind::String(text)) => boolean(text),
        (ScalarType::BuiltIn(Scalar::Boolean), ValueKind::Path(text)) => boolean(text),
        (ScalarType::BuiltIn(Scalar::Int | Scalar::BigInt), ValueKind::String(text)) => {
            text.parse::<i64>().ok().map(|number| number.to_string())
        }
        (ScalarType::BuiltIn(Scalar::Float), ValueKind::String(text)) => number(text),
        (ScalarType::Enum(id), ValueKind::String(text)) => {
            let mut values = l.model.enumeration(*id).values.iter();
            values
                .find(|value| value.name == **text)
                .map(|value| value.name.clone())
        }
        _ => None,
    }
}

fn boolean(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    matches!(lower.as_str(), "true" | "false").then_some(lower)
}

impl Lowering<'_> {
    /// A type as the schema writes it.
    pub(super) fn type_name(&self, ty: &ScalarType) -> String {
        match ty {
            ScalarType::BuiltIn(scalar) => scalar.name().to_owned(),
            ScalarType::Enum(id) => self.model.enumeration(*id).name.clone(),
            ScalarType::Unsupported(_) => "Unsupported".to_owned(),
        }
    }
}
