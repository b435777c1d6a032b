//! What could be written at a cursor.
//!
//! Each kind of place has its file: `settings`, `fields`, `arguments`, `keys`. Which words the
//! language has is in `vocabulary`; which of them a provider allows is asked of `model` and
//! `dialect`. What is already there is offered no second time.

mod arguments;
mod fields;
mod keys;
mod settings;

use super::cursor::{self, Cursor, Place};
use super::outline::{Outline, provider};
use super::symbols::holds_letters;
use super::vocabulary::{self as words, Word};
use crate::dialect::{Provider, Scalar};
use crate::model::{Language, language_of};
use crate::source::{FileId, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{Block, Field};

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
pub fn complete(schema: &Parsed<'_>, file: FileId, offset: u32) -> Completions {
    let sources = schema.sources;
    let outline = Outline::of(schema);
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
    /// What the provider's language allows; nothing for a provider that ketch does not generate from.
    fn language(&self) -> Option<&'static Language> {
        language_of(self.provider)
    }

    fn can(&self, what: fn(&Language) -> bool) -> bool {
        self.language().is_some_and(what)
    }

    fn field(&self, name: &str) -> Option<&Field<'s>> {
        let fields = &self.block.as_ref()?.fields;
        fields.iter().find(|field| field.name.text == name)
    }
}

/// The built-in type of a field.
fn scalar(field: &Field) -> Option<Scalar> {
    let ty = field.ty.as_ref().filter(|ty| ty.unsupported.is_none())?;
    Scalar::of_name(ty.name.text)
}

fn is_list(field: &Field) -> bool {
    field.ty.as_ref().is_some_and(|ty| ty.list)
}

/// The words of some names, in the order of the names.
fn named_words(words: &[Word], names: impl Iterator<Item = &'static str>) -> Vec<Completion> {
    names
        .filter_map(|name| words::find(words, name))
        .map(|word| item(CompletionKind::Value, word))
        .collect()
}
