//! What SeaORM asks of a newtype that is stored as text.

/// Implements what SeaORM asks of a column's type, by way of text: PostgreSQL gets the text with
/// a cast to the type of the given name, the others get it as it is. The newtype has `Display`
/// and `FromStr` for the text, and `read`.
macro_rules! text_type {
    ($name:ident $(<$($n:ident),+>)?, $sql:literal, $column_type:expr) => {
        impl$(<$(const $n: u32),+>)? From<$name$(<$($n),+>)?> for Value {
            fn from(value: $name$(<$($n),+>)?) -> Self {
                let value = value.to_string().into();
                sea_query::Enum { type_name: $sql.into(), value }.into()
            }
        }

        impl$(<$(const $n: u32),+>)? TryGetable for $name$(<$($n),+>)? {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                Self::read(row, index)
            }
        }

        impl$(<$(const $n: u32),+>)? ValueType for $name$(<$($n),+>)? {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                match value {
                    Value::Enum(OptionEnum::Some(value)) => value.value.parse(),
                    Value::String(Some(text)) => text.parse(),
                    _ => return Err(ValueTypeErr),
                }
                .map_err(|_| ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> ArrayType {
                ArrayType::Enum(Box::new($sql.into()))
            }

            fn column_type() -> ColumnType {
                $column_type
            }
        }

        impl$(<$(const $n: u32),+>)? Nullable for $name$(<$($n),+>)? {
            fn null() -> Value {
                Value::Enum(OptionEnum::None($sql.into()))
            }
        }

        impl$(<$(const $n: u32),+>)? IntoActiveValue<Self> for $name$(<$($n),+>)? {
            fn into_active_value(self) -> ActiveValue<Self> {
                ActiveValue::Set(self)
            }
        }

        impl$(<$(const $n: u32),+>)? TryFromU64 for $name$(<$($n),+>)? {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}
