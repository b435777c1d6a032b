//! The heads of the blocks of a parsed schema; the blocks themselves are read when asked for.

use crate::dialect::Provider;
use crate::source::FileId;
use crate::syntax::ast::{Block, Header, Value, ValueKind};
use crate::syntax::{Parse, Parsed};

/// A parsed schema.
pub(super) struct Outline<'s> {
    schema: &'s Parsed<'s>,
    /// Those of each file.
    headers: Vec<Vec<Header<'s>>>,
}

impl<'s> Outline<'s> {
    pub(super) fn of(schema: &'s Parsed<'s>) -> Self {
        Self {
            schema,
            headers: schema.iter().map(Parse::headers).collect(),
        }
    }

    pub(super) fn parse(&self, file: FileId) -> &Parse<'s> {
        self.schema.file(file)
    }

    /// Every block's head, in the order of the files and of the text in them.
    pub(super) fn headers(&self) -> impl Iterator<Item = &Header<'s>> {
        self.headers.iter().flatten()
    }

    /// The block around an offset.
    pub(super) fn header_at(&self, file: FileId, offset: u32) -> Option<&Header<'s>> {
        let headers = &self.headers[file.0 as usize];
        let after = headers.partition_point(|header| header.span.start <= offset);
        let header = &headers[after.checked_sub(1)?];
        (offset <= header.span.end).then_some(header)
    }

    /// The whole of a block.
    pub(super) fn block(&self, header: &Header<'s>) -> Option<Block<'s>> {
        self.parse(header.span.file).block(header)
    }

    /// The block that a type names.
    pub(super) fn named(&self, name: &str) -> Option<&Header<'s>> {
        self.headers().find(|header| {
            is_type(header.keyword.text) && header.name.is_some_and(|own| own.text == name)
        })
    }

    /// The datasource.
    pub(super) fn datasource(&self) -> Option<Block<'s>> {
        let header = self
            .headers()
            .find(|header| header.keyword.text == "datasource")?;
        self.block(header)
    }
}

/// Whether a block of this keyword is a type that a field can have.
pub(super) fn is_type(keyword: &str) -> bool {
    matches!(keyword, "model" | "view" | "type" | "enum")
}

/// The value of a setting.
pub(super) fn setting<'b, 's>(block: &'b Block<'s>, name: &str) -> Option<&'b Value<'s>> {
    let setting = block
        .settings
        .iter()
        .find(|setting| setting.name.text == name)?;
    setting.value.as_ref()
}

/// The string that a setting is.
pub(super) fn string_setting<'b>(block: &'b Block, name: &str) -> Option<&'b str> {
    match &setting(block, name)?.kind {
        ValueKind::String(text) => Some(text),
        _ => None,
    }
}

/// The provider that a datasource names.
pub(super) fn provider(datasource: &Block) -> Option<Provider> {
    Provider::of_name(string_setting(datasource, "provider")?)
}
