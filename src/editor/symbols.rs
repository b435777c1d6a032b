//! What a file defines, as an outline; and what a schema defines, by a part of its name.

use super::outline::Outline;
use crate::source::{FileId, Span};
use crate::syntax::{Parsed, ast};

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum SymbolKind {
    Model,
    View,
    CompositeType,
    Enum,
    Datasource,
    Generator,
    Field,
    EnumValue,
    Setting,
}

/// Something that a schema defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// What there is to say in a word: the type of a field, the keyword of a block.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name in the text.
    pub name_span: Span,
    /// What it holds.
    pub members: Vec<Symbol>,
}

/// The blocks of a file with what they hold, in order.
pub fn document_symbols(schema: &Parsed<'_>, file: FileId) -> Vec<Symbol> {
    let text = &schema.sources.file(file).text;
    let parse = schema.file(file);
    let headers = parse.headers();
    headers
        .iter()
        .filter_map(|header| block(text, header.span, &parse.block(header)?))
        .collect()
}

/// Blocks, fields and values whose name holds the letters of the query in their order, whatever
/// their case; members come without a query only with their block. At most as many as asked for.
pub fn workspace_symbols(schema: &Parsed<'_>, query: &str, most: usize) -> Vec<Symbol> {
    let outline = Outline::of(schema);
    let mut found = Vec::new();
    for header in outline.headers() {
        let text = &schema.sources.file(header.span.file).text;
        let Some(block) = outline.block(header) else {
            continue;
        };
        let Some(mut symbol) = self::block(text, header.span, &block) else {
            continue;
        };
        let members = std::mem::take(&mut symbol.members);
        let of = symbol.name.clone();
        if holds_letters(&symbol.name, query) {
            found.push(symbol);
        }
        let matching = members.into_iter().filter(|member| {
            member.kind != SymbolKind::Setting
                && !query.is_empty()
                && holds_letters(&member.name, query)
        });
        found.extend(matching.map(|member| Symbol {
            detail: of.clone(),
            ..member
        }));
        if found.len() >= most {
            break;
        }
    }
    found.truncate(most);
    found
}

/// Whether a name holds the letters of a query in their order, whatever their case.
pub(super) fn holds_letters(name: &str, query: &str) -> bool {
    let lower = |text: &'_ str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    let mut letters = lower(name).into_iter();
    lower(query)
        .into_iter()
        .all(|wanted| letters.any(|letter| letter == wanted))
}

fn block(text: &str, span: Span, block: &ast::Block) -> Option<Symbol> {
    let kind = match block.keyword.text {
        "model" => SymbolKind::Model,
        "view" => SymbolKind::View,
        "type" => SymbolKind::CompositeType,
        "enum" => SymbolKind::Enum,
        "datasource" => SymbolKind::Datasource,
        _ => SymbolKind::Generator,
    };
    let name = block.name?;
    let fields = block.fields.iter().map(|field| {
        let ty = field.ty.as_ref().map_or("", |ty| &text[ty.span.range()]);
        member(field.name, ty, SymbolKind::Field, field.span)
    });
    let values = block.values.iter().map(|value| {
        let end = value.attributes.last();
        let span = Span {
            end: end.map_or(value.name.span.end, |last| last.span.end),
            ..value.name.span
        };
        member(value.name, "", SymbolKind::EnumValue, span)
    });
    let settings = block.settings.iter().map(|setting| {
        let value = setting.value.as_ref();
        let value = value.map_or("", |value| &text[value.span.range()]);
        member(setting.name, value, SymbolKind::Setting, setting.span)
    });
    Some(Symbol {
        name: name.text.to_owned(),
        detail: block.keyword.text.to_owned(),
        kind,
        // Comments above a block belong to it, but not to its outline.
        span: Span {
            start: block.keyword.span.start,
            ..span
        },
        name_span: name.span,
        members: fields.chain(values).chain(settings).collect(),
    })
}

fn member(name: ast::Ident, detail: &str, kind: SymbolKind, span: Span) -> Symbol {
    Symbol {
        name: name.text.to_owned(),
        detail: detail.to_owned(),
        kind,
        span,
        name_span: name.span,
        members: Vec::new(),
    }
}
