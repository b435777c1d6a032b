//! Enums whose variants can be gone through.

/// What strum's `EnumIter` implements, by a list of the variants. The derive writes an iterator
/// with eight impls beside each enum, all of which the compiler has to check.
macro_rules! iterable {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl sea_orm::strum::IntoEnumIterator for $name {
            type Iterator = std::vec::IntoIter<Self>;

            fn iter() -> Self::Iterator {
                Vec::from([$($name::$variant),*]).into_iter()
            }
        }
    };
}

pub(super) use iterable;
