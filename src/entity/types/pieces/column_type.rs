//! What SeaORM asks of a newtype that is stored as a type of SeaORM's own.

/// Implements what SeaORM asks of a column's type, by way of a type that it stores itself. The
/// newtype has `store`, `restore` and `read`.
macro_rules! column_type {
    ($name:ident $(<$($n:ident),+>)?, $stored:ty) => {
        impl$(<$(const $n: u32),+>)? From<$name$(<$($n),+>)?> for Value {
            fn from(value: $name$(<$($n),+>)?) -> Self {
                value.store().into()
            }
        }

        impl$(<$(const $n: u32),+>)? TryGetable for $name$(<$($n),+>)? {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                Self::read(row, index)
            }
        }

        impl$(<$(const $n: u32),+>)? ValueType for $name$(<$($n),+>)? {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                Self::restore(<$stored as ValueType>::try_from(value)?).map_err(|_| ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> ArrayType {
                <$stored as ValueType>::array_type()
            }

            fn column_type() -> ColumnType {
                <$stored as ValueType>::column_type()
            }
        }

        impl$(<$(const $n: u32),+>)? Nullable for $name$(<$($n),+>)? {
            fn null() -> Value {
                <$stored as Nullable>::null()
            }
        }

        impl$(<$(const $n: u32),+>)? IntoActiveValue<Self> for $name$(<$($n),+>)? {
            fn into_active_value(self) -> ActiveValue<Self> {
                ActiveValue::Set(self)
            }
        }

        impl$(<$(const $n: u32),+>)? TryFromU64 for $name$(<$($n),+>)? {
            fn try_from_u64(id: u64) -> Result<Self, DbErr> {
                Ok(Self::restore(<$stored as TryFromU64>::try_from_u64(id)?)?)
            }
        }
    };
}
