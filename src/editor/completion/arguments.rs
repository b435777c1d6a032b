//! What stands between the brackets of an attribute, those of keys and indexes apart.

use super::super::cursor::{Bracket, Brackets};
use super::super::occurrences::type_of;
use super::super::outline::{setting, string_setting};
use super::super::vocabulary::{self as words, Word};
use super::{
    Completion, CompletionKind, Scene, is_list, item, named_words, of_words, plain, scalar,
};
use crate::dialect::Scalar;
use crate::model::ReferentialAction;
use crate::syntax::SyntaxKind;
use crate::syntax::ast::{Block, EnumValue, Field, Value, ValueKind};

impl Scene<'_, '_> {
    /// Between the brackets of an attribute.
    pub(super) fn arguments(&self, brackets: &Brackets) -> Vec<Completion> {
        let Brackets {
            member,
            attribute,
            open,
            ..
        } = brackets;
        let [outer, inner @ ..] = open.as_slice() else {
            return Vec::new();
        };
        match (*attribute, member.and_then(|member| self.field(member))) {
            ("@map" | "@@map", _) => self.names(words::NAME_ARGUMENT, &["name"], outer),
            ("@@schema", _) => self.schemas(),
            ("@relation", Some(field)) => self.relation(field, outer, inner),
            ("@default", Some(field)) => self.default(field, inner),
            ("@id" | "@unique", Some(field)) if inner.is_empty() => match outer.key {
                Some(_) => self.option(brackets, field, outer),
                None => self.options(attribute, outer),
            },
            ("@unique", Some(_)) => self.condition(inner),
            ("@@id" | "@@unique" | "@@index" | "@@fulltext" | "@@shardKey", None) => {
                self.key(brackets, outer, inner)
            }
            _ => Vec::new(),
        }
    }

    /// Names of arguments, where one can begin.
    pub(super) fn names(
        &self,
        words: &[Word],
        names: &[&str],
        bracket: &Bracket,
    ) -> Vec<Completion> {
        match bracket.key {
            None if !self.quoted => named(words, names, &bracket.given),
            _ => Vec::new(),
        }
    }

    fn schemas(&self) -> Vec<Completion> {
        let schemas = self
            .datasource
            .and_then(|datasource| setting(datasource, "schemas"));
        let Some(Value {
            kind: ValueKind::Array(items),
            ..
        }) = schemas
        else {
            return Vec::new();
        };
        let name = |item: &Value| match &item.kind {
            ValueKind::String(text) => {
                Some(plain(CompletionKind::Value, text, "schema", "").quoted())
            }
            _ => None,
        };
        items.iter().filter_map(name).collect()
    }

    fn relation(&self, field: &Field, outer: &Bracket, inner: &[Bracket]) -> Vec<Completion> {
        let (key, given) = match inner {
            [] => (outer.key, &[][..]),
            [list] => (outer.key, list.given.as_slice()),
            _ => return Vec::new(),
        };
        let alone = inner.is_empty();
        match key {
            None => {
                let names = [
                    "fields",
                    "references",
                    "name",
                    "onDelete",
                    "onUpdate",
                    "map",
                ];
                self.names(words::RELATION_ARGUMENTS, &names, outer)
            }
            Some("fields") => self.fields(self.block.as_ref(), given, alone),
            Some("references") => {
                let target = type_of(field).and_then(|ty| self.outline.named(ty));
                let target = target.and_then(|header| self.outline.block(header));
                self.fields(target.as_ref(), given, alone)
            }
            Some("onDelete" | "onUpdate") => {
                let mode = self
                    .datasource
                    .and_then(|datasource| string_setting(datasource, "relationMode"));
                let known: &[ReferentialAction] = match self.language() {
                    None => &[],
                    Some(language) if mode == Some("prisma") => language.emulated_actions,
                    Some(_) => &ReferentialAction::ALL,
                };
                named_words(words::ACTIONS, known.iter().map(|action| action.name()))
            }
            Some(_) => Vec::new(),
        }
    }

    /// Columns of a model, those of relations left out.
    pub(super) fn fields(
        &self,
        block: Option<&Block>,
        given: &[&str],
        bracketed: bool,
    ) -> Vec<Completion> {
        let Some(block) = block else {
            return Vec::new();
        };
        let is_column = |field: &&Field| match type_of(field) {
            None => true,
            Some(ty) => {
                let named = self.outline.named(ty);
                named.is_some_and(|header| header.keyword.text == "enum")
            }
        };
        let columns = block.fields.iter().filter(is_column);
        columns
            .filter(|field| !given.contains(&field.name.text))
            .map(|field| {
                let ty = field
                    .ty
                    .as_ref()
                    .map_or("", |ty| self.sources.text(ty.span));
                let docs: Vec<&str> = field.docs.iter().map(|doc| doc.text.trim()).collect();
                let item = plain(CompletionKind::Field, field.name.text, ty, &docs.join("\n"));
                match bracketed {
                    true => item.with("[", "|]"),
                    false => item,
                }
            })
            .collect()
    }

    fn default(&self, field: &Field, inner: &[Bracket]) -> Vec<Completion> {
        match inner {
            [] if is_list(field) => {
                let mut items = self.functions(field);
                items.retain(|item| item.label == "dbgenerated");
                let list = plain(
                    CompletionKind::Value,
                    "[]",
                    "",
                    "An empty list, or one of values.",
                );
                items.insert(0, list.inserting("[|]"));
                items
            }
            [] => {
                let mut items = self.literals(field);
                items.extend(self.functions(field));
                items
            }
            [list] if list.kind == SyntaxKind::OpenBracket => self.literals(field),
            [function] => match (function.name, function.key) {
                ("uuid", None) => versions(&["4", "7"]),
                ("cuid", None) => versions(&["1", "2"]),
                ("sequence", None) => {
                    let names = words::SEQUENCE_ARGUMENTS.iter().map(|word| word.name);
                    let names: Vec<&str> = names.collect();
                    self.names(words::SEQUENCE_ARGUMENTS, &names, function)
                }
                ("sequence", Some("virtual")) => of_words(CompletionKind::Value, words::BOOLEANS),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Values of a field that have names.
    pub(super) fn literals(&self, field: &Field) -> Vec<Completion> {
        if scalar(field) == Some(Scalar::Boolean) {
            return of_words(CompletionKind::Value, words::BOOLEANS);
        }
        let header = type_of(field).and_then(|ty| self.outline.named(ty));
        let Some(block) = header.and_then(|header| self.outline.block(header)) else {
            return Vec::new();
        };
        let name = block.name.map_or("", |name| name.text);
        let value = |value: &EnumValue| {
            let docs: Vec<&str> = value.docs.iter().map(|doc| doc.text.trim()).collect();
            plain(
                CompletionKind::EnumValue,
                value.name.text,
                name,
                &docs.join("\n"),
            )
        };
        block.values.iter().map(value).collect()
    }

    fn functions(&self, field: &Field) -> Vec<Completion> {
        let scalar = scalar(field);
        let fits = |word: &&Word| match word.name {
            "autoincrement" => scalar.is_some_and(|scalar| {
                let language = self.language();
                language.is_some_and(|language| language.autoincrement.contains(&scalar))
            }),
            "now" => scalar == Some(Scalar::DateTime),
            "sequence" => scalar.is_some() && self.can(|it| it.sequences),
            "dbgenerated" => true,
            _ => scalar == Some(Scalar::String),
        };
        let complete = |word: &Word| {
            let arguments = match word.name {
                "dbgenerated" => "(\"|\")",
                _ => "()",
            };
            item(CompletionKind::Function, word).with("", arguments)
        };
        words::FUNCTIONS.iter().filter(fits).map(complete).collect()
    }
}

/// Arguments by name, without those that were given.
fn named(words: &[Word], names: &[&str], given: &[&str]) -> Vec<Completion> {
    names
        .iter()
        .filter(|name| !given.contains(name))
        .filter_map(|name| words::find(words, name))
        .map(|word| {
            let value = match word.name {
                "fields" | "references" => "[|]",
                "map" | "name" => "\"|\"",
                _ => "|",
            };
            item(CompletionKind::Argument, word).with("", &format!(": {value}"))
        })
        .collect()
}

fn versions(numbers: &[&str]) -> Vec<Completion> {
    let items = numbers
        .iter()
        .map(|number| plain(CompletionKind::Value, number, "version", ""));
    items.collect()
}
