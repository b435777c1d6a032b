//! Columns: types, defaults and counting up.

use super::distinct::{Kind, Scope};
use super::lower::Lowering;
use super::{
    Column, ColumnDefault, ColumnType, ColumnTypeKind, Domain, PartOfMoment, QualifiedName, instant,
};
use crate::diagnostic::code;
use crate::dialect::{self, Engine, SQLITE_ENUM, Scalar, SqlType, names};
use crate::model::{
    Arity, DefaultKind, DefaultValue, Enum, EnumId, Field, FieldId, IndexField, Literal, Model,
    ScalarField, ScalarType,
};
use crate::source::Span;

pub(super) fn columns<'a>(
    lowering: &mut Lowering<'a>,
    model: &'a Model,
    scope: Scope,
) -> Vec<Column> {
    let columns = model
        .columns()
        .map(|(id, field, scalar)| column(lowering, model, scope, id, field, scalar));
    columns.collect()
}

fn column<'a>(
    lowering: &mut Lowering<'a>,
    model: &Model,
    scope: Scope,
    id: FieldId,
    field: &Field,
    scalar: &'a ScalarField,
) -> Column {
    let name = lowering.name(Kind::Column, scope, &scalar.database_name, field.span);
    let array = field.arity == Arity::List;
    if array && lowering.engine != Engine::Postgresql {
        lowering.unsupported("arrays", scalar.type_span);
    }
    let mut kind = column_type(lowering, scalar);
    let auto_increment = counts_up(lowering, model, id, scalar);
    if auto_increment && lowering.engine == Engine::Sqlite {
        // Only a column of exactly this type is SQLite's row id; it holds 64 bits all the same.
        kind = ColumnTypeKind::Native("INTEGER", Vec::new());
    }
    let given = scalar.default.as_ref();
    let value = given.and_then(|default| column_default(lowering, scalar, default, &kind));
    let (default, backfill) = match given {
        Some(given) if is_left_out(lowering, scalar, given) => {
            // What was written for another engine may say nothing to this one.
            let is_ours = lowering.provider.engine() == Some(lowering.engine);
            let is_sql = matches!(value, Some(ColumnDefault::Expression(_)));
            (None, value.filter(|_| is_ours || !is_sql))
        }
        _ => (value, None),
    };
    // Prisma lets a list be NULL in the database, and reads that as an empty one.
    // An ignored model may have a key of fields that can be empty, but its database may not. Of
    // SQLite's keys, only the row id is never NULL.
    let mut keys = model.primary_key.iter().flat_map(|key| &key.fields);
    let never_null =
        keys.any(|key| key.field == id) && (lowering.engine != Engine::Sqlite || auto_increment);
    let nullable = field.arity != Arity::Required && !never_null;
    Column {
        name,
        ty: ColumnType { kind, array },
        nullable,
        default,
        backfill,
        auto_increment,
        domain: domain(lowering, scalar),
    }
}

/// The values that a column holds.
pub(super) fn domain(lowering: &Lowering, scalar: &ScalarField) -> Domain {
    match &scalar.ty {
        ScalarType::Enum(id) => {
            let item = lowering.data_model.enumeration(*id);
            let values = item.values.iter().map(|value| value.database_name.clone());
            Domain::Enum(enum_name(lowering.engine, item), values.collect())
        }
        ScalarType::BuiltIn(Scalar::DateTime) => match part_of_moment(lowering, scalar) {
            Some(part) => Domain::PartOfMoment(part),
            None => Domain::Scalar(Scalar::DateTime),
        },
        ScalarType::BuiltIn(scalar) => Domain::Scalar(*scalar),
        ScalarType::Unsupported(_) => Domain::Unsupported,
    }
}

/// The type of a column that points at this one.
pub(super) fn reference_type(lowering: &mut Lowering, key: &ScalarField) -> ColumnType {
    ColumnType {
        kind: column_type(lowering, key),
        array: false,
    }
}

fn column_type(lowering: &mut Lowering, scalar: &ScalarField) -> ColumnTypeKind {
    let engine = lowering.engine;
    let plain = match &scalar.ty {
        ScalarType::Enum(id) => return enum_type(lowering, *id),
        ScalarType::Unsupported(sql) => {
            lowering.refuse_nul("the type", sql, scalar.type_span);
            if lowering.provider.engine() != Some(engine) {
                lowering.diagnostics.push(code::type_of_another_engine(
                    engine,
                    sql,
                    scalar.type_span,
                ));
            }
            return ColumnTypeKind::Raw(sql.clone());
        }
        ScalarType::BuiltIn(plain) => *plain,
    };
    let native = lowering.data_model.native(scalar, engine);
    let native = native.map(|native| (native.name.as_str(), native.args.as_slice()));
    dialect::column_type(engine, plain, native).into()
}

fn enum_type(lowering: &Lowering, id: EnumId) -> ColumnTypeKind {
    let item = lowering.data_model.enumeration(id);
    match lowering.engine {
        Engine::Sqlite => SQLITE_ENUM.into(),
        Engine::Postgresql => ColumnTypeKind::Enum(enum_name(lowering.engine, item)),
        Engine::Mysql => ColumnTypeKind::InlineEnum(
            item.values
                .iter()
                .map(|value| value.database_name.clone())
                .collect(),
        ),
    }
}

/// The name of an enum; engines that have no schemas know none.
fn enum_name(engine: Engine, item: &Enum) -> QualifiedName {
    QualifiedName {
        namespace: item.schema.clone().filter(|_| engine == Engine::Postgresql),
        name: names::stored(engine, &item.database_name).to_owned(),
    }
}

impl From<SqlType> for ColumnTypeKind {
    fn from(ty: SqlType) -> Self {
        ColumnTypeKind::Native(ty.name, ty.arguments)
    }
}

/// Whether the engine fills the column by counting.
fn counts_up(lowering: &mut Lowering, model: &Model, id: FieldId, scalar: &ScalarField) -> bool {
    let explicit = scalar.autoincrement();
    let is_first = |fields: &[IndexField]| fields.first().is_some_and(|first| first.field == id);
    let primary = model
        .primary_key
        .as_ref()
        .map_or(&[][..], |key| &key.fields);
    match lowering.engine {
        Engine::Sqlite => {
            let is_key = primary.len() == 1 && is_first(primary);
            if let (Some(span), false) = (explicit, is_key) {
                lowering
                    .diagnostics
                    .push(code::autoincrement_misplaced(Engine::Sqlite, span));
                return false;
            }
            // As Prisma has it: an Int key counts up whether the schema says so or not.
            is_key && (explicit.is_some() || scalar.ty == ScalarType::BuiltIn(Scalar::Int))
        }
        Engine::Mysql => {
            let Some(span) = explicit else {
                return false;
            };
            let indexed =
                is_first(primary) || model.indexes.iter().any(|index| is_first(&index.fields));
            let counters = model
                .columns()
                .filter_map(|(_, _, scalar)| scalar.autoincrement());
            if !indexed || counters.count() > 1 {
                lowering
                    .diagnostics
                    .push(code::autoincrement_misplaced(Engine::Mysql, span));
            }
            true
        }
        Engine::Postgresql => explicit.is_some(),
    }
}

/// Whether the database gets no such default, which is told: Prisma leaves these out on MySQL, and the
/// client fills in literals instead.
fn is_left_out(lowering: &mut Lowering, scalar: &ScalarField, default: &DefaultValue) -> bool {
    let (ty, by_client) = match (scalar.ty.built_in(), &default.kind) {
        _ if lowering.engine != Engine::Mysql => return false,
        (Some(Scalar::Json), DefaultKind::Literal(_)) => ("Json", true),
        (Some(Scalar::Json), DefaultKind::DbGenerated(Some(_))) => ("Json", false),
        (Some(Scalar::Bytes), DefaultKind::Literal(_)) => ("Bytes", true),
        _ => return false,
    };
    let fault = code::default_left_out(ty, by_client, default.span);
    lowering.diagnostics.push(fault);
    true
}

fn column_default(
    lowering: &mut Lowering,
    scalar: &ScalarField,
    default: &DefaultValue,
    ty: &ColumnTypeKind,
) -> Option<ColumnDefault> {
    match &default.kind {
        DefaultKind::Literal(literal) => {
            Some(self::literal(lowering, scalar, literal, default.span))
        }
        DefaultKind::List(literals) => {
            let items = literals
                .iter()
                .map(|item| self::literal(lowering, scalar, item, default.span));
            Some(ColumnDefault::Array(items.collect()))
        }
        DefaultKind::Now => Some(match part_of_moment(lowering, scalar) {
            Some(PartOfMoment::Date) => ColumnDefault::Expression("CURRENT_DATE".to_owned()),
            Some(PartOfMoment::Time) => ColumnDefault::Expression("CURRENT_TIME".to_owned()),
            Some(PartOfMoment::TimeTz) => {
                ColumnDefault::Expression("CURRENT_TIME || '+00:00'".to_owned())
            }
            None => ColumnDefault::Now,
        }),
        DefaultKind::DbGenerated(Some(sql)) => {
            lowering.refuse_nul("the default", sql, default.span);
            Some(ColumnDefault::Expression(sql.clone())).filter(|_| !sql.trim().is_empty())
        }
        DefaultKind::Sequence(_) => {
            lowering.unsupported("`sequence()`", default.span);
            None
        }
        DefaultKind::Autoincrement => {
            let counts = ["INTEGER", "BIGINT", "SMALLINT"];
            let can_count = matches!(ty, ColumnTypeKind::Native(name, _) if counts.contains(name));
            if lowering.engine == Engine::Postgresql && !can_count {
                lowering.diagnostics.push(code::autoincrement_misplaced(
                    Engine::Postgresql,
                    default.span,
                ));
            }
            None
        }
        DefaultKind::DbGenerated(None) | DefaultKind::Client(_) => None,
    }
}

/// The part of a moment that a column of SQLite holds. Its declared type is the same for all; its
/// text is what the other engine's type has the entities write.
fn part_of_moment(lowering: &Lowering, scalar: &ScalarField) -> Option<PartOfMoment> {
    if lowering.engine != Engine::Sqlite {
        return None;
    }
    let engines = &lowering.data_model.settings.engines;
    let native = [Engine::Postgresql, Engine::Mysql]
        .into_iter()
        .filter(|engine| engines.contains(engine))
        .find_map(|engine| lowering.data_model.native(scalar, engine));
    match native?.name.as_str() {
        "Date" => Some(PartOfMoment::Date),
        "Time" => Some(PartOfMoment::Time),
        "Timetz" => Some(PartOfMoment::TimeTz),
        _ => None,
    }
}

/// A decimal number without needless zeros: the one text that the entities write for it.
fn shortest(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match fraction.trim_end_matches('0') {
        "" if whole == "0" => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// A literal of the schema as a value of the column.
pub(super) fn literal(
    lowering: &mut Lowering,
    scalar: &ScalarField,
    literal: &Literal,
    span: Span,
) -> ColumnDefault {
    let is_text =
        lowering.engine == Engine::Sqlite && scalar.ty == ScalarType::BuiltIn(Scalar::Decimal);
    let value = match literal {
        // A number here would pass through binary floating point.
        Literal::Integer(number) | Literal::Decimal(number) if is_text => {
            ColumnDefault::Text(shortest(number))
        }
        Literal::String(text) | Literal::Json(text) => ColumnDefault::Text(text.clone()),
        Literal::DateTime(text) => {
            let moment = instant::in_utc(lowering.engine, text);
            ColumnDefault::Text(match part_of_moment(lowering, scalar) {
                Some(PartOfMoment::Date) => moment.chars().take(10).collect(),
                Some(PartOfMoment::Time) => moment.chars().skip(11).collect(),
                Some(PartOfMoment::TimeTz) => {
                    moment.chars().skip(11).chain("+00:00".chars()).collect()
                }
                None => moment,
            })
        }
        Literal::Boolean(value) => ColumnDefault::Boolean(*value),
        Literal::Integer(number) | Literal::Decimal(number) => {
            ColumnDefault::Number(number.clone())
        }
        Literal::Bytes(bytes) => ColumnDefault::Bytes(bytes.clone()),
        Literal::EnumValue(index) => match &scalar.ty {
            ScalarType::Enum(id) => {
                let value = lowering
                    .data_model
                    .enumeration(*id)
                    .values
                    .get(*index as usize);
                ColumnDefault::Text(
                    value
                        .map(|value| value.database_name.clone())
                        .unwrap_or_default(),
                )
            }
            _ => ColumnDefault::Text(String::new()),
        },
    };
    if let ColumnDefault::Text(text) = &value {
        lowering.refuse_nul("the default", text, span);
    }
    value
}
