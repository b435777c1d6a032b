//! What stands between the brackets of keys and indexes: their columns, the options of these, and
//! conditions.

use super::super::cursor::{Bracket, Brackets};
use super::super::vocabulary as words;
use super::{Completion, CompletionKind, Scene, is_list, named_words, of_words, plain, scalar};
use crate::model::{self, IndexMethod, Indexed, OperatorClasses};
use crate::syntax::SyntaxKind;
use crate::syntax::ast::Field;

impl Scene<'_, '_> {
    /// Names of the options of a column in a key or an index.
    pub(super) fn options(&self, owner: &str, bracket: &Bracket) -> Vec<Completion> {
        let primary = matches!(owner, "@id" | "@@id");
        let field_level = !owner.starts_with("@@");
        let fits = |name: &&str| match *name {
            "map" => field_level && (!primary || self.can(|it| it.named_primary_keys)),
            "length" => self.can(|it| it.index_length),
            "sort" => !primary && owner != "@@shardKey",
            "ops" => {
                owner == "@@index" && self.can(|it| it.operator_classes == OperatorClasses::Known)
            }
            _ => owner == "@unique" && self.can(|it| it.partial_indexes),
        };
        let names: Vec<&str> = ["map", "length", "sort", "ops", "where"]
            .into_iter()
            .filter(fits)
            .collect();
        self.names(words::INDEX_ARGUMENTS, &names, bracket)
    }

    /// The value of an option of a column in a key or an index.
    pub(super) fn option(
        &self,
        brackets: &Brackets,
        field: &Field,
        bracket: &Bracket,
    ) -> Vec<Completion> {
        match bracket.key {
            Some("sort") => of_words(CompletionKind::Value, words::SORT_ORDERS),
            Some("ops") => self.operator_classes(brackets, field),
            Some("where") => where_values(),
            _ => Vec::new(),
        }
    }

    fn operator_classes(&self, brackets: &Brackets, field: &Field) -> Vec<Completion> {
        let raw = plain(
            CompletionKind::Function,
            "raw",
            "",
            "An operator class by its SQL name.",
        )
        .inserting("raw(\"|\")");
        let Some(scalar) = scalar(field) else {
            return vec![raw];
        };
        let prefix = self.native_prefix;
        let native = field.attributes.iter().find_map(|attribute| {
            let (before, name) = attribute.name.text.split_once('.')?;
            (Some(before) == prefix).then_some(name)
        });
        // The type of the index often follows; until it does, every class is offered.
        let chosen = brackets.words.iter().find(|(key, _)| *key == "type");
        let column = Indexed {
            scalar: Some(scalar),
            native,
            list: is_list(field),
        };
        let mut classes: Vec<&str> = Vec::new();
        for method in self.index_methods() {
            if chosen.is_none_or(|(_, chosen)| *chosen == method.name()) {
                classes.extend(model::operator_classes(*method, column));
            }
        }
        classes.sort_unstable();
        classes.dedup();
        let items = classes
            .iter()
            .map(|class| plain(CompletionKind::Value, class, "operator class", ""));
        items.chain([raw]).collect()
    }

    /// What `type:` of an index can be.
    fn index_methods(&self) -> &'static [IndexMethod] {
        self.language()
            .map_or(&[], |language| language.index_methods)
    }

    /// `{ field: value }`
    pub(super) fn condition(&self, inner: &[Bracket]) -> Vec<Completion> {
        let [object, inner @ ..] = inner else {
            return Vec::new();
        };
        if object.kind != SyntaxKind::OpenBrace {
            return Vec::new();
        }
        let not = |kind| plain(kind, "not", "", "The opposite of a value.");
        match (object.key, inner) {
            (None, []) => {
                let mut items = self.fields(self.block.as_ref(), &object.given, false);
                for item in &mut items {
                    item.insert += ": ";
                }
                items
            }
            (Some(field), []) => {
                let mut items = self.compared(field);
                items.push(not(CompletionKind::Value).inserting("{ not: | }"));
                items
            }
            (Some(field), [negation]) => match negation.key {
                Some("not") => self.compared(field),
                Some(_) => Vec::new(),
                None => vec![not(CompletionKind::Argument).inserting("not: |")],
            },
            _ => Vec::new(),
        }
    }

    /// What a field can be compared with.
    fn compared(&self, field: &str) -> Vec<Completion> {
        let field = self.field(field);
        let mut items = field.map_or_else(Vec::new, |field| self.literals(field));
        items.push(plain(
            CompletionKind::Value,
            "null",
            "",
            "The column is NULL.",
        ));
        items
    }

    /// Between the brackets of `@@index` and its kin.
    pub(super) fn key(
        &self,
        brackets: &Brackets,
        outer: &Bracket,
        inner: &[Bracket],
    ) -> Vec<Completion> {
        let owner = brackets.attribute;
        match (outer.key, inner) {
            (None, []) => {
                let mut items = Vec::new();
                if outer.position == 0 && !self.quoted {
                    items = self.fields(self.block.as_ref(), &[], true);
                }
                let fits = |name: &&str| match (*name, owner) {
                    ("fields", _) => outer.position == 0,
                    (_, "@@shardKey") => false,
                    ("map", "@@id") => self.can(|it| it.named_primary_keys),
                    ("map", _) => true,
                    ("name", owner) => owner != "@@fulltext",
                    ("type", owner) => owner == "@@index",
                    _ => {
                        matches!(owner, "@@index" | "@@unique") && self.can(|it| it.partial_indexes)
                    }
                };
                let names: Vec<&str> = ["fields", "map", "name", "type", "where"]
                    .into_iter()
                    .filter(fits)
                    .collect();
                items.extend(self.names(words::INDEX_ARGUMENTS, &names, outer));
                items
            }
            (Some("type"), []) => {
                let names = self.index_methods().iter().map(|method| method.name());
                named_words(words::INDEX_METHODS, names)
            }
            (Some("where"), []) => where_values(),
            (Some("where"), inner) => self.condition(inner),
            (None | Some("fields"), [list]) if list.kind == SyntaxKind::OpenBracket => {
                self.fields(self.block.as_ref(), &list.given, false)
            }
            (None | Some("fields"), [_, column]) => match (column.key, self.field(column.name)) {
                (None, _) => self.options(owner, column),
                (Some(_), Some(field)) => self.option(brackets, field, column),
                _ => Vec::new(),
            },
            (Some("fields"), []) => self.fields(self.block.as_ref(), &[], true),
            _ => Vec::new(),
        }
    }
}

fn where_values() -> Vec<Completion> {
    let raw = plain(CompletionKind::Function, "raw", "", "A condition in SQL.");
    let object = plain(CompletionKind::Value, "{}", "", "Fields and their values.");
    vec![raw.inserting("raw(\"|\")"), object.inserting("{ | }")]
}
