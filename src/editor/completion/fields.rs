//! What stands in a declaration outside of all brackets: types and attributes, native types among
//! them.

use super::super::occurrences::type_of;
use super::super::outline::is_type;
use super::super::vocabulary::{self as words, Word};
use super::{Completion, CompletionKind, Scene, is_list, item, plain, scalar};
use crate::dialect::{self, Arguments, NativeType, Provider, Scalar};
use crate::syntax::ast::{Field, Header};

impl Scene<'_, '_> {
    pub(super) fn types(&self) -> Vec<Completion> {
        let has = |word: &&Word| match self.provider {
            Some(Provider::Sqlserver) => word.name != "Json",
            Some(Provider::Mongodb) => word.name != "Decimal",
            _ => true,
        };
        let scalars = words::SCALARS.iter().filter(has);
        let scalars = scalars.map(|word| item(CompletionKind::ScalarType, word));
        let declared = |header: &Header| {
            let name = header.name?;
            let kind = match header.keyword.text {
                "enum" => CompletionKind::Enum,
                keyword if is_type(keyword) => CompletionKind::Model,
                _ => return None,
            };
            Some(plain(kind, name.text, header.keyword.text, ""))
        };
        let unsupported = item(CompletionKind::ScalarType, &words::UNSUPPORTED).with("", "(\"|\")");
        scalars
            .chain(self.outline.headers().filter_map(declared))
            .chain([unsupported])
            .collect()
    }

    pub(super) fn attributes(&self, member: &str) -> Vec<Completion> {
        let field = self.field(member);
        let attribute = |word: &Word| {
            let arguments = match word.name {
                "@default" => "(|)",
                "@relation" if field.is_some_and(is_list) => "(\"|\")",
                "@relation" => "(fields: [|], references: [])",
                "@map" => "(\"|\")",
                _ => "",
            };
            item(CompletionKind::Attribute, word).with("", arguments)
        };
        if self.keyword == "enum" {
            let map = words::find(words::FIELD_ATTRIBUTES, "@map");
            return map.into_iter().map(attribute).collect();
        }
        let Some(field) = field else {
            return Vec::new();
        };
        let related = type_of(field).is_some_and(|ty| {
            let named = self.outline.named(ty);
            named.is_none_or(|header| header.keyword.text != "enum")
        });
        let block = self.block.as_ref();
        let ignored = block.is_some_and(|block| block.attribute("ignore").is_some());
        let required = field.ty.as_ref().is_some_and(|ty| !ty.optional && !ty.list);
        let fits = |word: &&Word| match word.name {
            "@relation" => related,
            "@ignore" => related || !ignored,
            "@updatedAt" => scalar(field) == Some(Scalar::DateTime) && !is_list(field),
            "@shardKey" => !related && self.can(|it| it.shard_keys),
            "@id" => !related && (required || ignored),
            _ => !related,
        };
        let mut items: Vec<Completion> = words::FIELD_ATTRIBUTES
            .iter()
            .filter(fits)
            .map(attribute)
            .collect();
        items.extend(self.native_types(field));
        items
    }

    /// `@db.…`
    fn native_types(&self, field: &Field) -> Vec<Completion> {
        let (Some(provider), Some(scalar), Some(prefix)) =
            (self.provider, scalar(field), self.native_prefix)
        else {
            return Vec::new();
        };
        let natives = dialect::native_types(provider).iter();
        let fitting = natives.filter(|native| native.scalars.contains(&scalar));
        let complete = |native: &NativeType| {
            let detail = native.sql;
            let (range, arguments) = match native.arguments {
                Arguments::None => (String::new(), ""),
                Arguments::Optional(from, to) => (between(from, to, "Takes"), ""),
                Arguments::OptionalOrMax(from, to) => (between(from, to, "Takes `Max` or"), ""),
                Arguments::Required(from, to) => (between(from, to, "Needs"), "(|)"),
                Arguments::Decimal { .. } => ("Takes a precision and a scale.".to_owned(), "(|)"),
            };
            let label = format!("@{prefix}.{}", native.name);
            plain(CompletionKind::NativeType, &label, detail, &range).with("", arguments)
        };
        fitting.map(complete).collect()
    }

    pub(super) fn block_attributes(&self) -> Vec<Completion> {
        let fits = |word: &&Word| match (self.keyword, word.name) {
            (_, "@@schema") => self.can(|it| it.schemas),
            ("enum", name) => name == "@@map",
            (_, "@@fulltext") => self.can(|it| it.fulltext),
            (_, "@@shardKey") => self.can(|it| it.shard_keys),
            _ => true,
        };
        let complete = |word: &Word| {
            let arguments = match word.name {
                "@@ignore" => "",
                "@@map" | "@@schema" => "(\"|\")",
                _ => "([|])",
            };
            item(CompletionKind::Attribute, word).with("", arguments)
        };
        let words = words::BLOCK_ATTRIBUTES.iter().filter(fits);
        words.map(complete).collect()
    }
}

/// As in "Takes a number from 1 to 6."; an end beyond what a database has is left out.
fn between(from: u32, to: u32, verb: &str) -> String {
    match to {
        0..=65_535 => format!("{verb} a number from {from} to {to}."),
        _ => format!("{verb} a number from {from} on."),
    }
}
