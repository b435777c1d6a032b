//! Names: what the things of a schema are called in Rust, and what must not be called so.
//!
//! *module*: a file's name, `[a-z0-9_]`, the same on every file system. Where two names of the
//! schema would become one in Rust, that is a diagnostic, made where the plan is.

use super::case::{camel, is_camel, snake};
use super::rust::Ident;

/// The longest module name.
const LONGEST_MODULE: usize = 100;

/// A module's name, which is also its file's: ASCII alone, since rustc looks for no other file.
pub(super) fn module(name: &str) -> Ident {
    let name = snake(name);
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            slug.push(c);
        } else {
            if !slug.is_empty() && !slug.ends_with('_') {
                slug.push('_');
            }
            slug.push_str(&format!("u{:x}_", u32::from(c)));
        }
    }
    slug.truncate(LONGEST_MODULE);
    let slug = slug.trim_matches('_');
    let ident = Ident::new(slug).unwrap_or_else(|| Ident::fixed("unnamed"));
    match is_reserved_file(ident.as_str()) {
        true => ident.with("_"),
        false => ident,
    }
}

/// Whether Windows keeps a name for a device, or the crate keeps it for itself.
fn is_reserved_file(name: &str) -> bool {
    let device = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    let own = [
        "lib",
        "main",
        "prelude",
        "saving",
        "types",
        "relations",
        "hooks",
        "iterable",
        "custom",
        "sea_orm",
        "std",
        "core",
        "alloc",
    ];
    own.contains(&name)
        || ["con", "prn", "aux", "nul"].contains(&name)
        || device("com")
        || device("lpt")
}

/// A field, in snake_case.
pub(super) fn field(name: &str) -> Option<Ident> {
    Ident::new(snake(name))
}

/// A variant, in UpperCamelCase.
pub(super) fn variant(name: &str) -> Option<Ident> {
    Ident::new(camel(name))
}

/// A variant of `Relation`: SeaORM's dense format turns it into UpperCamelCase once more, which
/// must not change it.
pub(super) fn relation(name: &str) -> Option<Ident> {
    let mut name = camel(name);
    while !is_camel(&name) {
        name = camel(&name);
    }
    Ident::new(name)
}

/// Whether a relation field has both a [`field`] and a [`relation`].
pub(super) fn is_of_relation(name: &str) -> bool {
    // Of ASCII, letters, digits and `_` are left of it, all of which a name can go on with.
    match name.is_ascii() {
        true => {
            let mut bytes = name.bytes();
            let first = bytes.find(u8::is_ascii_alphanumeric);
            first.is_some_and(|first| first.is_ascii_alphabetic())
        }
        false => field(name).is_some() && relation(name).is_some(),
    }
}

/// A type that is visible outside of its module: an enum, or an entity in the prelude. A name
/// that would hide one of Rust's own, or one of ours in the prelude, gets a word after it.
pub(super) fn public_type(name: &str, suffix: &'static str) -> Option<Ident> {
    let ident = variant(name)?;
    let taken = |name: &str| is_rust_prelude(name) || ["LoadLinked", "Prepare"].contains(&name);
    Some(if taken(ident.as_str()) {
        ident.with(suffix)
    } else {
        ident
    })
}

/// The type of an enum. SeaORM takes a field for a relation by the last word of its type alone, and
/// makes types of its own of an enum's name, in which `Self_` would be no UpperCamelCase.
pub(super) fn enumeration(item: &crate::model::Enum) -> Option<Ident> {
    let name = camel(&item.name);
    match name.as_str() {
        "BelongsTo" | "HasMany" | "HasOne" | "Self" => Ident::new(name + "Enum"),
        _ => public_type(&item.name, "Enum"),
    }
}

/// Whether an enum that SeaORM implements traits for has a type of this name, as in
/// `Self::Column`: a variant of that name would make it ambiguous.
pub(super) fn is_associated_type(variant: &str) -> bool {
    [
        "Column",
        "EntityName",
        "Err",
        "Error",
        "Iterator",
        "Value",
        "ValueType",
        "ValueVec",
    ]
    .contains(&variant)
}

/// Whether a type's name can stand in an entity's file without hiding what is used there.
pub(super) fn is_free_in_entity(name: &Ident) -> bool {
    let name = name.as_str();
    !is_rust_prelude(name) && ENTITY_SCOPE.binary_search(&name).is_err()
}

/// Types, traits and variants that every Rust file sees.
fn is_rust_prelude(name: &str) -> bool {
    RUST_PRELUDE.binary_search(&name).is_ok()
}

const RUST_PRELUDE: [&str; 50] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "bool",
    "char",
    "i32",
    "str",
    "u8",
];

/// Names that an entity's file defines, or takes from SeaORM and serde.
const ENTITY_SCOPE: [&str; 102] = [
    "ActiveBelongsTo",
    "ActiveEnum",
    "ActiveHasMany",
    "ActiveHasOne",
    "ActiveModel",
    "ActiveModelBehavior",
    "ActiveModelEx",
    "ActiveModelTrait",
    "BelongsTo",
    "BigDecimal",
    "ChronoUtc",
    "Column",
    "ColumnDef",
    "ColumnTrait",
    "ColumnType",
    "ColumnTypeTrait",
    "Condition",
    "ConnectionTrait",
    "CursorTrait",
    "DatabaseConnection",
    "Date",
    "DateTime",
    "DateTimeUtc",
    "DateTimeWithTimeZone",
    "DbConn",
    "DbErr",
    "Decimal",
    "DeriveActiveEnum",
    "DeriveActiveModel",
    "DeriveActiveModelBehavior",
    "DeriveActiveModelEx",
    "DeriveColumn",
    "DeriveEntity",
    "DeriveEntityModel",
    "DeriveModel",
    "DeriveModelEx",
    "DerivePrimaryKey",
    "DeriveRelatedEntity",
    "DeriveRelation",
    "Deserialize",
    "DynIden",
    "Entity",
    "EntityLoader",
    "EntityLoaderWith",
    "EntityName",
    "EntityTrait",
    "EnumIter",
    "Expr",
    "ForeignKeyAction",
    "HasMany",
    "HasOne",
    "Hooks",
    "Iden",
    "IdenStatic",
    "Inet",
    "IntoActiveModel",
    "IpNetwork",
    "Iterable",
    "Json",
    "Limit",
    "Linked",
    "LoaderTrait",
    "Model",
    "ModelEx",
    "ModelTrait",
    "NotSet",
    "PaginatorTrait",
    "PartialModelTrait",
    "PgVector",
    "PortableUuid",
    "Prepare",
    "PrimaryKey",
    "PrimaryKeyArity",
    "PrimaryKeyToColumn",
    "PrimaryKeyTrait",
    "QueryFilter",
    "QueryResult",
    "RcOrArc",
    "Related",
    "RelatedEntity",
    "RelatedSelfVia",
    "Relation",
    "RelationDef",
    "RelationTrait",
    "RuntimeErr",
    "SeaRc",
    "Select",
    "SelectExt",
    "Serialize",
    "Set",
    "StringLen",
    "TextUuid",
    "Time",
    "TimeTz",
    "Timestamp",
    "TimestampTz",
    "TryIntoModel",
    "TypedColumn",
    "Unchanged",
    "UnsignedBigInt",
    "Uuid",
    "Value",
];

/// The variant that SeaORM's derive makes of an enum value's name in the database: characters
/// that no identifier has as their code points, and all of it in UpperCamelCase.
pub(super) fn derived_value(value: &str) -> String {
    let mut spelled = String::with_capacity(value.len());
    for (index, c) in value.chars().enumerate() {
        let fits = if index == 0 {
            unicode_ident::is_xid_start(c)
        } else {
            unicode_ident::is_xid_continue(c)
        };
        if fits && c != '_' && c != ' ' {
            spelled.push(c);
        } else {
            spelled.push_str(&format!("{:#X}", u32::from(c)));
        }
    }
    let name = if value.is_empty() {
        "__Empty".to_owned()
    } else {
        camel(&spelled)
    };
    if name.starts_with(char::is_numeric) {
        format!("_{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn a_relation_has_both_names_or_none_is_asked_for(name in "[aB1_é]{0,5}|[a-zA-Z0-9_]{0,8}") {
            let both = field(&name).is_some() && relation(&name).is_some();
            prop_assert_eq!(is_of_relation(&name), both);
        }
    }
}
