//! Every place in a schema where the name of a symbol stands.
//!
//! What a name means is told from its own block and the name of its type alone, so that a file
//! can be read without the others, and a schema with faults as well as one without.

use super::outline::is_type;
use crate::dialect::Scalar;
use crate::source::{FileId, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{Argument, Attribute, Block, Field, File, Ident, Value, ValueKind};

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Symbol<'s> {
    /// A model, a view, an enum or a composite type.
    Type(&'s str),
    /// A datasource or a generator.
    Config(&'s str),
    /// A field or a value of an enum, of the type of that name.
    Member(&'s str, &'s str),
}

/// A place where the name of a symbol stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<'s> {
    pub(super) symbol: Symbol<'s>,
    pub(super) span: Span,
    /// Whether the symbol is defined here.
    pub(super) defines: bool,
}

impl Occurrence<'_> {
    /// Whether a cursor at the offset touches it.
    pub(super) fn is_at(&self, file: FileId, offset: u32) -> bool {
        self.span.file == file && (self.span.start..=self.span.end).contains(&offset)
    }
}

/// All occurrences in a schema, in the order of the files and of the text in them.
pub(super) fn occurrences<'s>(schema: &'s Parsed<'s>) -> Vec<Occurrence<'s>> {
    let files = schema.iter().flat_map(|file| {
        let mut found = in_file(&file.ast());
        found.sort_by_key(|place| place.span);
        found
    });
    files.collect()
}

/// The symbol under an offset.
pub(super) fn symbol_at<'s>(
    all: &[Occurrence<'s>],
    file: FileId,
    offset: u32,
) -> Option<Symbol<'s>> {
    let place = all.iter().find(|place| place.is_at(file, offset))?;
    Some(place.symbol)
}

fn in_file<'s>(file: &File<'s>) -> Vec<Occurrence<'s>> {
    let mut found = Found(Vec::new());
    for block in &file.blocks {
        found.block(block);
    }
    found.0
}

struct Found<'s>(Vec<Occurrence<'s>>);

impl<'s> Found<'s> {
    fn definition(&mut self, symbol: Symbol<'s>, span: Span) {
        self.0.push(Occurrence {
            symbol,
            span,
            defines: true,
        });
    }

    fn reference(&mut self, symbol: Symbol<'s>, span: Span) {
        self.0.push(Occurrence {
            symbol,
            span,
            defines: false,
        });
    }

    fn block(&mut self, block: &Block<'s>) {
        let Some(name) = block.name else { return };
        if !is_type(block.keyword.text) {
            return self.definition(Symbol::Config(name.text), name.span);
        }
        self.definition(Symbol::Type(name.text), name.span);
        for value in &block.values {
            self.definition(Symbol::Member(name.text, value.name.text), value.name.span);
        }
        for field in &block.fields {
            self.definition(Symbol::Member(name.text, field.name.text), field.name.span);
            let ty = type_of(field);
            if let (Some(ty), Some(written)) = (ty, &field.ty) {
                self.reference(Symbol::Type(ty), written.name.span);
            }
            for attribute in &field.attributes {
                self.field_attribute(block, name, ty, attribute);
            }
        }
        for attribute in &block.attributes {
            for argument in &attribute.arguments {
                match argument.name.map(|name| name.text) {
                    None | Some("fields") => self.members(name.text, &argument.value),
                    Some("where") => self.condition(block, name, &argument.value),
                    Some(_) => {}
                }
            }
        }
    }

    fn field_attribute(
        &mut self,
        block: &Block<'s>,
        model: Ident<'s>,
        ty: Option<&'s str>,
        attribute: &Attribute<'s>,
    ) {
        let Ident { text, span } = attribute.name;
        if let Some((prefix, _)) = text.split_once('.') {
            let end = span.start + prefix.len() as u32;
            return self.reference(Symbol::Config(prefix), Span { end, ..span });
        }
        for Argument { name, value, .. } in &attribute.arguments {
            match (text, name.map(|name| name.text)) {
                ("relation", Some("fields")) => self.members(model.text, value),
                ("relation", Some("references")) => {
                    if let Some(ty) = ty {
                        self.members(ty, value);
                    }
                }
                ("default", None | Some("value")) => {
                    if let Some(ty) = ty {
                        self.members(ty, value);
                    }
                }
                ("unique", Some("where")) => self.condition(block, model, value),
                _ => {}
            }
        }
    }

    /// Names of members of a type: `a`, `[a, b]`, `[a(sort: Desc)]`.
    fn members(&mut self, of: &'s str, value: &Value<'s>) {
        let items = match &value.kind {
            ValueKind::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for item in items {
            match &item.kind {
                ValueKind::Path(name) => self.reference(Symbol::Member(of, name), item.span),
                // In a list it is a column with options; alone it is a function.
                ValueKind::Call(name, _) if matches!(value.kind, ValueKind::Array(_)) => {
                    self.reference(Symbol::Member(of, name.text), name.span);
                }
                _ => {}
            }
        }
    }

    /// `{ a: 1, b: { not: null } }`
    fn condition(&mut self, block: &Block<'s>, model: Ident<'s>, value: &Value<'s>) {
        let ValueKind::Object(members) = &value.kind else {
            return;
        };
        for (key, value) in members {
            self.reference(Symbol::Member(model.text, key.text), key.span);
            let field = block
                .fields
                .iter()
                .find(|field| field.name.text == key.text);
            let Some(ty) = field.and_then(type_of) else {
                continue;
            };
            let value = match &value.kind {
                ValueKind::Object(inner) => inner.first().map(|(_, value)| value),
                _ => Some(value),
            };
            if let Some(value) =
                value.filter(|value| !matches!(value.kind, ValueKind::Path("null")))
            {
                self.members(ty, value);
            }
        }
    }
}

/// The name of a field's type, unless it is built in.
pub(super) fn type_of<'s>(field: &Field<'s>) -> Option<&'s str> {
    let ty = field.ty.as_ref()?;
    let built_in = ty.unsupported.is_some() || Scalar::of_name(ty.name.text).is_some();
    (!built_in).then_some(ty.name.text)
}
