//! Enums whose variants can be gone through.

/// What strum's `EnumIter` implements, by a slice of the variants. The derive writes an iterator
/// with eight impls beside each enum, all of which the compiler has to check.
macro_rules! iterable {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl sea_orm::strum::IntoEnumIterator for $name {
            type Iterator = std::iter::Copied<std::slice::Iter<'static, Self>>;

            fn iter() -> Self::Iterator {
                let variants: &'static [Self] = &[$($name::$variant),*];
                if let [first, ..] = variants {
                    // A list that lacks a variant does not compile.
                    match *first { $($name::$variant => {})* }
                }
                variants.iter().copied()
            }
        }
    };
}

pub(super) use iterable;
