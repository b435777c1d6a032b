//! What could be written at a cursor.
//!
//! Which words the language has is in `vocabulary`; which of them a provider allows is asked of
//! `model` and `dialect`. What is already there is offered no second time.

use super::cursor::{self, Bracket, Brackets, Cursor, Place};
use super::occurrences::type_of;
use super::outline::{Outline, is_type, provider, setting, string_setting};
use super::symbols::holds_letters;
use super::vocabulary::{self as words, Word};
use crate::dialect::{self, Arguments, Engine, NativeType, Provider, Scalar};
use crate::model::{self, Choices, ENVIRONMENTS, IndexMethod, PREVIEW_FEATURES};
use crate::source::{FileId, Sources, Span};
use crate::syntax::SyntaxKind;
use crate::syntax::ast::{Block, Field, Header, Value, ValueKind};

/// What a completion is, for its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum CompletionKind {
    Keyword,
    ScalarType,
    Model,
    Enum,
    Attribute,
    NativeType,
    Argument,
    Field,
    EnumValue,
    Function,
    Value,
    Setting,
    Directive,
}

/// Something that could be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What there is to say in a word; may be empty.
    pub detail: String,
    /// What there is to say in a sentence, as Markdown; may be empty.
    pub docs: String,
    /// The text that it stands for.
    pub insert: String,
    /// Where in that text the cursor goes; at its end where nothing is said.
    pub cursor: Option<usize>,
}

/// Everything that could be written at a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What each of them replaces.
    pub span: Span,
    /// The most likely first.
    pub items: Vec<Completion>,
    /// Whether others are left out since they do not fit the word so far.
    pub filtered: bool,
}

/// What could be written at an offset.
pub fn complete(sources: &Sources, file: FileId, offset: u32) -> Completions {
    let outline = Outline::of(sources);
    let cursor = cursor::cursor(sources, &outline, file, offset);
    let mut items = candidates(sources, &outline, &cursor);
    let before = Span {
        end: cursor.offset,
        ..cursor.word
    };
    let (all, typed) = (items.len(), sources.text(before));
    items.retain(|item| holds_letters(&item.label, typed));
    // What begins with the word is meant more often than what only holds its letters.
    items.sort_by_key(|item| !begins_with(&item.label, typed));
    Completions {
        span: cursor.word,
        filtered: items.len() < all,
        items,
    }
}

fn begins_with(label: &str, typed: &str) -> bool {
    let start = label.get(..typed.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

/// What could stand at a cursor, whatever its word is.
pub(super) fn candidates(sources: &Sources, outline: &Outline, cursor: &Cursor) -> Vec<Completion> {
    let header = outline.header_at(cursor.word.file, cursor.offset);
    let datasource = outline.datasource();
    let scene = Scene {
        sources,
        outline,
        provider: datasource.as_ref().and_then(provider),
        native_prefix: datasource
            .as_ref()
            .and_then(|datasource| Some(datasource.name?.text)),
        datasource: datasource.as_ref(),
        block: header.and_then(|header| outline.block(header)),
        keyword: header.map_or("", |header| header.keyword.text),
        quoted: cursor.quoted,
    };
    let items = match &cursor.place {
        Place::Keyword if !cursor.quoted => words::KEYWORDS.iter().map(keyword).collect(),
        Place::Directive { inside } => scene.directives(*inside),
        Place::Setting if !cursor.quoted => scene.settings(),
        Place::SettingValue { key, list } => scene.setting_values(key, *list),
        Place::Type => scene.types(),
        Place::Attribute { member } if !cursor.quoted => scene.attributes(member),
        Place::BlockAttribute if !cursor.quoted => scene.block_attributes(),
        Place::Argument(brackets) => scene.arguments(brackets),
        _ => Vec::new(),
    };
    // Between quotes only what has quotes can stand, and without them.
    if !cursor.quoted {
        return items;
    }
    let unquote = |mut item: Completion| {
        let text = item.insert.strip_prefix('"')?.strip_suffix('"')?;
        (item.insert, item.cursor) = (text.to_owned(), None);
        Some(item)
    };
    items.into_iter().filter_map(unquote).collect()
}

/// A word as it stands.
fn item(kind: CompletionKind, word: &Word) -> Completion {
    plain(kind, word.name, "", word.docs)
}

fn plain(kind: CompletionKind, label: &str, detail: &str, docs: &str) -> Completion {
    Completion {
        label: label.to_owned(),
        kind,
        detail: detail.to_owned(),
        docs: docs.to_owned(),
        insert: label.to_owned(),
        cursor: None,
    }
}

impl Completion {
    /// Writes another text; a `|` in it is where the cursor goes.
    fn inserting(mut self, text: &str) -> Self {
        self.cursor = text.find('|');
        self.insert = text.replacen('|', "", 1);
        self
    }

    fn with(self, before: &str, after: &str) -> Self {
        let text = format!("{before}{}{after}", self.label);
        self.inserting(&text)
    }

    /// In quotes, where the label alone is shown.
    fn quoted(self) -> Self {
        self.with("\"", "\"")
    }
}

fn keyword(word: &Word) -> Completion {
    item(CompletionKind::Keyword, word).with("", " | {\n}")
}

fn of_words(kind: CompletionKind, words: &[Word]) -> Vec<Completion> {
    words.iter().map(|word| item(kind, word)).collect()
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

/// What is known where a cursor is.
struct Scene<'a, 's> {
    sources: &'a Sources,
    outline: &'a Outline<'s>,
    datasource: Option<&'a Block<'s>>,
    provider: Option<Provider>,
    native_prefix: Option<&'s str>,
    block: Option<Block<'s>>,
    keyword: &'s str,
    quoted: bool,
}

impl<'s> Scene<'_, 's> {
    fn choices(&self) -> Option<Choices> {
        model::choices(self.provider)
    }

    fn can(&self, what: fn(Choices) -> bool) -> bool {
        self.choices().is_some_and(what)
    }

    fn field(&self, name: &str) -> Option<&Field<'s>> {
        let fields = &self.block.as_ref()?.fields;
        fields.iter().find(|field| field.name.text == name)
    }

    fn directives(&self, inside: bool) -> Vec<Completion> {
        let fitting: &[&str] = match (self.keyword, inside) {
            ("model", false) => &["check", "dense", "hooks", "renamedFrom"],
            ("model", true) => &["check", "native", "renamedFrom"],
            ("view", false) => &["dense", "renamedFrom", "sql"],
            ("view", true) => &["native", "renamedFrom"],
            ("enum", _) => &["renamedFrom"],
            _ => &[],
        };
        let directives = words::DIRECTIVES.iter().filter(|directive| {
            let name = directive.name.trim_start_matches("@ketch.");
            fitting.contains(&name)
        });
        let complete = |directive: &Word| {
            let arguments = match directive.name {
                "@ketch.check" => "(\"|\", \"\")",
                "@ketch.native" => "(|)",
                "@ketch.renamedFrom" | "@ketch.sql" => "(\"|\")",
                _ => "",
            };
            item(CompletionKind::Directive, directive).with("", arguments)
        };
        directives.map(complete).collect()
    }

    fn settings(&self) -> Vec<Completion> {
        let given = self.block.as_ref().map_or(&[][..], |block| &block.settings);
        let words = match self.keyword {
            "datasource" => words::DATASOURCE_SETTINGS,
            _ if self.is_ketch() => words::KETCH_SETTINGS,
            _ => words::GENERATOR_SETTINGS,
        };
        let fits = |word: &&Word| match word.name {
            "schemas" => self.can(Choices::schemas),
            "extensions" => self.can(Choices::extensions),
            _ => true,
        };
        let is_new = |word: &&Word| !given.iter().any(|setting| setting.name.text == word.name);
        let complete = |word: &Word| {
            let value = match word.name {
                "binaryTargets" | "engines" | "extensions" | "owner" | "previewFeatures"
                | "schemas" => "[|]",
                "serde" => "|",
                _ => "\"|\"",
            };
            item(CompletionKind::Setting, word).with("", &format!(" = {value}"))
        };
        let words = words.iter().filter(fits);
        // The one at the cursor may be there as a whole, and is offered all the same.
        let (new, old): (Vec<&Word>, Vec<&Word>) = words.partition(is_new);
        new.into_iter().chain(old).map(complete).collect()
    }

    fn is_ketch(&self) -> bool {
        let provider = self
            .block
            .as_ref()
            .and_then(|block| string_setting(block, "provider"));
        provider == Some("ketch")
    }

    fn setting_values(&self, key: &str, list: bool) -> Vec<Completion> {
        let value = |word: &Word| item(CompletionKind::Value, word).quoted();
        let strings = |words: &[Word]| words.iter().map(value).collect::<Vec<_>>();
        let names = |names: &[&str]| {
            let items = names
                .iter()
                .map(|name| plain(CompletionKind::Value, name, "", "").quoted());
            items.collect::<Vec<_>>()
        };
        let mut items = match (self.keyword, key) {
            ("datasource", "provider") => return strings(words::PROVIDERS),
            ("datasource", "relationMode") => return strings(words::RELATION_MODES),
            ("datasource", _) => return Vec::new(),
            (_, "provider") => return strings(words::GENERATOR_PROVIDERS),
            (_, "format") => return strings(words::FORMATS),
            (_, "serde") => return of_words(CompletionKind::Value, words::BOOLEANS),
            (_, "previewFeatures") => names(&PREVIEW_FEATURES),
            (_, "engines") => names(&Engine::ALL.map(Engine::name)),
            (_, "owner") => names(&ENVIRONMENTS),
            _ => return Vec::new(),
        };
        if !list && !self.quoted && key != "owner" {
            for item in &mut items {
                item.insert = format!("[{}]", item.insert);
            }
        }
        items
    }

    fn types(&self) -> Vec<Completion> {
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

    fn attributes(&self, member: &str) -> Vec<Completion> {
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
        let fits = |word: &&Word| match word.name {
            "@relation" => related,
            "@ignore" => true,
            "@updatedAt" => scalar(field) == Some(Scalar::DateTime) && !is_list(field),
            "@shardKey" => !related && self.can(Choices::shard_keys),
            "@id" => !related && field.ty.as_ref().is_some_and(|ty| !ty.optional && !ty.list),
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

    fn block_attributes(&self) -> Vec<Completion> {
        let fits = |word: &&Word| match (self.keyword, word.name) {
            (_, "@@schema") => self.can(Choices::schemas),
            ("enum", name) => name == "@@map",
            (_, "@@fulltext") => self.can(Choices::fulltext),
            (_, "@@shardKey") => self.can(Choices::shard_keys),
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

    /// Between the brackets of an attribute.
    fn arguments(&self, brackets: &Brackets) -> Vec<Completion> {
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
    fn names(&self, words: &[Word], names: &[&str], bracket: &Bracket) -> Vec<Completion> {
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
                let foreign_keys = mode != Some("prisma");
                let known = self
                    .choices()
                    .map_or(&[][..], |choices| choices.referential_actions(foreign_keys));
                let names = known.iter().map(|action| format!("{action:?}"));
                debug_words(words::ACTIONS, names)
            }
            Some(_) => Vec::new(),
        }
    }

    /// Columns of a model, those of relations left out.
    fn fields(&self, block: Option<&Block>, given: &[&str], bracketed: bool) -> Vec<Completion> {
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
    fn literals(&self, field: &Field) -> Vec<Completion> {
        if scalar(field) == Some(Scalar::Boolean) {
            return of_words(CompletionKind::Value, words::BOOLEANS);
        }
        let header = type_of(field).and_then(|ty| self.outline.named(ty));
        let Some(block) = header.and_then(|header| self.outline.block(header)) else {
            return Vec::new();
        };
        let name = block.name.map_or("", |name| name.text);
        let value = |value: &crate::syntax::ast::EnumValue| {
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
            "autoincrement" => {
                scalar.is_some_and(|scalar| self.choices().is_some_and(|it| it.counts_up(scalar)))
            }
            "now" => scalar == Some(Scalar::DateTime),
            "sequence" => scalar.is_some() && self.can(Choices::sequences),
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

    /// Names of the options of a column in a key or an index.
    fn options(&self, owner: &str, bracket: &Bracket) -> Vec<Completion> {
        let primary = matches!(owner, "@id" | "@@id");
        let field_level = !owner.starts_with("@@");
        let fits = |name: &&str| match *name {
            "map" => field_level && (!primary || self.can(Choices::named_primary_keys)),
            "length" => self.can(Choices::index_length),
            "sort" => !primary && owner != "@@shardKey",
            "ops" => owner == "@@index" && self.can(Choices::operator_classes),
            _ => owner == "@unique" && self.can(Choices::partial_indexes),
        };
        let names: Vec<&str> = ["map", "length", "sort", "ops", "where"]
            .into_iter()
            .filter(fits)
            .collect();
        self.names(words::INDEX_ARGUMENTS, &names, bracket)
    }

    /// The value of an option of a column in a key or an index.
    fn option(&self, brackets: &Brackets, field: &Field, bracket: &Bracket) -> Vec<Completion> {
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
        let methods = self.choices().map_or(&[][..], Choices::index_methods);
        let mut classes: Vec<&str> = Vec::new();
        for method in methods {
            let name = format!("{method:?}");
            if chosen.is_none_or(|(_, chosen)| *chosen == name) {
                classes.extend(self.classes_of(*method, scalar, native, is_list(field)));
            }
        }
        classes.sort_unstable();
        classes.dedup();
        let items = classes
            .iter()
            .map(|class| plain(CompletionKind::Value, class, "operator class", ""));
        items.chain([raw]).collect()
    }

    fn classes_of(
        &self,
        method: IndexMethod,
        scalar: Scalar,
        native: Option<&str>,
        list: bool,
    ) -> Vec<&'static str> {
        model::operator_classes(method, scalar, native, list)
    }

    /// `{ field: value }`
    fn condition(&self, inner: &[Bracket]) -> Vec<Completion> {
        match inner {
            [object] if object.kind == SyntaxKind::OpenBrace => match object.key {
                None => {
                    let mut items = self.fields(self.block.as_ref(), &object.given, false);
                    for item in &mut items {
                        item.insert += ": ";
                    }
                    items
                }
                Some(key) => {
                    let literals = self.field(key).map(|field| self.literals(field));
                    let mut items = literals.unwrap_or_default();
                    items.push(plain(
                        CompletionKind::Value,
                        "null",
                        "",
                        "The column is NULL.",
                    ));
                    let not = plain(CompletionKind::Value, "not", "", "The opposite of a value.");
                    items.push(not.inserting("{ not: | }"));
                    items
                }
            },
            [object, not] if object.kind == SyntaxKind::OpenBrace => match (object.key, not.key) {
                (Some(key), Some("not")) => {
                    let literals = self.field(key).map(|field| self.literals(field));
                    let mut items = literals.unwrap_or_default();
                    items.push(plain(
                        CompletionKind::Value,
                        "null",
                        "",
                        "The column is NULL.",
                    ));
                    items
                }
                (Some(_), None) => {
                    let not = plain(
                        CompletionKind::Argument,
                        "not",
                        "",
                        "The opposite of a value.",
                    );
                    vec![not.inserting("not: |")]
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Between the brackets of `@@index` and its kin.
    fn key(&self, brackets: &Brackets, outer: &Bracket, inner: &[Bracket]) -> Vec<Completion> {
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
                    ("map", "@@id") => self.can(Choices::named_primary_keys),
                    ("map", _) => true,
                    ("name", owner) => owner != "@@fulltext",
                    ("type", owner) => owner == "@@index",
                    _ => {
                        matches!(owner, "@@index" | "@@unique")
                            && self.can(Choices::partial_indexes)
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
                let methods = self.choices().map_or(&[][..], Choices::index_methods);
                let names = methods.iter().map(|method| format!("{method:?}"));
                debug_words(words::INDEX_METHODS, names)
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

fn versions(numbers: &[&str]) -> Vec<Completion> {
    let items = numbers
        .iter()
        .map(|number| plain(CompletionKind::Value, number, "version", ""));
    items.collect()
}

/// The words of some names, in the order of the names.
fn debug_words(words: &[Word], names: impl Iterator<Item = String>) -> Vec<Completion> {
    names
        .filter_map(|name| words::find(words, &name))
        .map(|word| item(CompletionKind::Value, word))
        .collect()
}

/// As in "Takes a number from 1 to 6."; an end beyond what a database has is left out.
fn between(from: u32, to: u32, verb: &str) -> String {
    match to {
        0..=65_535 => format!("{verb} a number from {from} to {to}."),
        _ => format!("{verb} a number from {from} on."),
    }
}

/// The built-in type of a field.
fn scalar(field: &Field) -> Option<Scalar> {
    let ty = field.ty.as_ref().filter(|ty| ty.unsupported.is_none())?;
    Scalar::ALL
        .into_iter()
        .find(|scalar| scalar.name() == ty.name.text)
}

fn is_list(field: &Field) -> bool {
    field.ty.as_ref().is_some_and(|ty| ty.list)
}
