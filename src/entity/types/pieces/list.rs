//! Lists of newtypes (PostgreSQL).

/// Implements what SeaORM asks of the items of a list, by way of a list that it reads itself.
macro_rules! list_item {
    ($name:ident $(<$($n:ident),+>)?, $read:ty, $restore:expr) => {
        impl$(<$(const $n: u32),+>)? NotU8 for $name$(<$($n),+>)? {}

        impl$(<$(const $n: u32),+>)? TryGetableArray for $name$(<$($n),+>)? {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Vec<Self>, TryGetError> {
                let items = <Vec<$read> as TryGetable>::try_get_by(row, index)?.into_iter();
                items.map($restore).collect::<Result<_, _>>().map_err(|refused| DbErr::from(refused).into())
            }
        }
    };
}
