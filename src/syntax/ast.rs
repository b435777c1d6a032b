//! What a file says: the tree without its layout.
//!
//! Everything here borrows the text that was parsed. Values that could not be understood are
//! absent, which the parser has reported.

use super::SyntaxKind::{self, *};
use super::parser::Place;
use super::string::unescape;
use super::{Parse, Structure};
use crate::source::{FileId, Span};
use std::borrow::Cow;

/// A file.
#[derive(Clone, Debug)]
pub struct File<'s> {
    /// Its blocks, in order.
    pub blocks: Vec<Block<'s>>,
    /// Documentation lines that stand above nothing.
    pub stray_docs: Vec<Doc<'s>>,
    /// Names in what could not be understood: a block that others refer to may be among them.
    pub lost_names: Vec<Ident<'s>>,
}

/// A block. Which of its lists are in use depends on its keyword.
#[derive(Clone, Debug)]
pub struct Block<'s> {
    /// The documentation above it.
    pub docs: Vec<Doc<'s>>,
    /// `model`, `view`, `type`, `enum`, `datasource` or `generator`.
    pub keyword: Ident<'s>,
    /// Its name.
    pub name: Option<Ident<'s>>,
    /// Fields of a model, a view or a type.
    pub fields: Vec<Field<'s>>,
    /// Values of an enum.
    pub values: Vec<EnumValue<'s>>,
    /// Settings of a datasource or a generator.
    pub settings: Vec<Setting<'s>>,
    /// Block attributes.
    pub attributes: Vec<Attribute<'s>>,
    /// Documentation lines inside that stand above nothing that takes them.
    pub stray_docs: Vec<Doc<'s>>,
    /// The brace that closes it.
    pub close: Option<Span>,
    /// Whether a part of it was not understood, so that what seems to be missing may be there.
    pub damaged: bool,
}

impl<'s> Block<'s> {
    /// The first of its own attributes, those with `@@`, that has a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'s>> {
        let mut attributes = self.attributes.iter();
        attributes.find(|attribute| attribute.name.text == name)
    }
}

/// A line of documentation.
#[derive(Clone, Copy, Debug)]
pub struct Doc<'s> {
    /// What follows the `///`.
    pub text: &'s str,
    /// The line from `///` on.
    pub span: Span,
}

/// A name, or names joined by dots.
#[derive(Clone, Copy, Debug)]
pub struct Ident<'s> {
    /// As written.
    pub text: &'s str,
    /// Where.
    pub span: Span,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field<'s> {
    /// The documentation above it and beside it.
    pub docs: Vec<Doc<'s>>,
    /// Its name.
    pub name: Ident<'s>,
    /// Its type.
    pub ty: Option<Type<'s>>,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'s>>,
    /// From its name to its last attribute.
    pub span: Span,
    /// Whether a part of its line was not understood.
    pub damaged: bool,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub struct Type<'s> {
    /// Its name.
    pub name: Ident<'s>,
    /// The argument of `Unsupported("…")`.
    pub unsupported: Option<Cow<'s, str>>,
    /// `?`
    pub optional: bool,
    /// `[]`
    pub list: bool,
    /// With `?` or `[]`.
    pub span: Span,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue<'s> {
    /// The documentation above it and beside it.
    pub docs: Vec<Doc<'s>>,
    /// Its name.
    pub name: Ident<'s>,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute<'s>>,
}

/// A setting.
#[derive(Clone, Debug)]
pub struct Setting<'s> {
    /// Its name.
    pub name: Ident<'s>,
    /// Its value.
    pub value: Option<Value<'s>>,
    /// From its name to its value.
    pub span: Span,
}

/// An attribute of a field, a value or a block.
#[derive(Clone, Debug)]
pub struct Attribute<'s> {
    /// Its name, without `@` or `@@`.
    pub name: Ident<'s>,
    /// Its arguments, in order; none if one of them was not understood.
    pub arguments: Vec<Argument<'s>>,
    /// From the `@` to the last argument.
    pub span: Span,
    /// Whether a part of it was not understood.
    pub damaged: bool,
}

/// An argument.
#[derive(Clone, Debug)]
pub struct Argument<'s> {
    /// Its name, where it has one.
    pub name: Option<Ident<'s>>,
    /// Its value.
    pub value: Value<'s>,
    /// With its name.
    pub span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub struct Value<'s> {
    /// What it is.
    pub kind: ValueKind<'s>,
    /// Where.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum ValueKind<'s> {
    /// A string, unescaped.
    String(Cow<'s, str>),
    /// A number as written.
    Number(&'s str),
    /// A name or a path.
    Path(&'s str),
    /// A function with its arguments.
    Call(Ident<'s>, Vec<Argument<'s>>),
    /// A list.
    Array(Vec<Value<'s>>),
    /// Pairs of names and values.
    Object(Vec<(Ident<'s>, Value<'s>)>),
}

/// The head of a block: what is known of it before the rest is read.
#[derive(Clone, Copy, Debug)]
pub struct Header<'s> {
    /// As in [`Block::keyword`].
    pub keyword: Ident<'s>,
    /// As in [`Block::name`].
    pub name: Option<Ident<'s>>,
    /// The block with the comments above it.
    pub span: Span,
    node: u32,
}

/// Reads the heads of all blocks.
pub(super) fn read_headers<'s>(parse: &Parse<'s>) -> Vec<Header<'s>> {
    let (reader, root) = Reader::new(parse);
    let blocks = root.nodes().filter(|(kind, _)| *kind == Block);
    blocks
        .filter_map(|(_, node)| {
            let mut words = node.tokens().filter(|(kind, _)| *kind == Ident);
            let (_, keyword) = words.next()?;
            let name = words.next().map(|(_, span)| reader.ident(span));
            Some(Header {
                keyword: reader.ident(keyword),
                name,
                span: reader.span(node),
                // A node stands before the first one in it.
                node: node.first.node - 1,
            })
        })
        .collect()
}

/// Reads the block of a header of the same parse.
pub(super) fn read_block<'s>(parse: &Parse<'s>, header: &Header<'s>) -> Option<Block<'s>> {
    let (reader, root) = Reader::new(parse);
    let (_, node) = root.node(header.node)?;
    reader.block(node)
}

/// Reads a whole file.
pub(super) fn read<'s>(parse: &Parse<'s>) -> File<'s> {
    let (reader, root) = Reader::new(parse);
    let mut file = File {
        blocks: root.room(Block),
        stray_docs: Vec::new(),
        lost_names: Vec::new(),
    };
    for (kind, child) in root.nodes() {
        match kind {
            Block => file.blocks.extend(reader.block(child)),
            Comments => reader.docs(child, &mut file.stray_docs),
            _ => {
                reader.docs(child, &mut file.stray_docs);
                let names = child.tokens().filter(|(kind, _)| *kind == Ident);
                file.lost_names
                    .extend(names.map(|(_, span)| reader.ident(span)));
                // It may be what was meant to stand in the block above it.
                if let Some(block) = file.blocks.last_mut() {
                    block.damaged = true;
                }
            }
        }
    }
    file
}

/// Reads one attribute.
pub(super) fn read_attribute<'s>(parse: &Parse<'s>) -> Option<Attribute<'s>> {
    let (reader, root) = Reader::new(parse);
    let attribute = reader.attribute(root);
    named(attribute)
}

/// A node: the place where it begins, and the one behind it.
#[derive(Clone, Copy)]
struct Cursor<'p> {
    structure: &'p Structure,
    first: Place,
    after: Place,
}

/// A token, or a node.
enum Child<'p> {
    Token(Span),
    Node(Cursor<'p>),
}

impl<'p> Cursor<'p> {
    /// A node by its number.
    fn node(self, number: u32) -> Option<(SyntaxKind, Cursor<'p>)> {
        let extent = self.structure.record.nodes.get(number as usize)?;
        let first = Place {
            node: number + 1,
            token: extent.token,
            offset: extent.offset,
        };
        let after = extent.after;
        Some((
            extent.kind,
            Cursor {
                first,
                after,
                ..self
            },
        ))
    }

    fn children(self) -> impl Iterator<Item = (SyntaxKind, Child<'p>)> {
        let mut at = self.first;
        std::iter::from_fn(move || {
            if at.node < self.after.node
                && let Some((kind, node)) = self.node(at.node)
                && node.first.token == at.token
            {
                at = node.after;
                return Some((kind, Child::Node(node)));
            }
            if at.token == self.after.token {
                return None;
            }
            let token = self.structure.tokens.get(at.token as usize)?;
            let span = Span {
                file: FileId(0),
                start: at.offset,
                end: at.offset + token.len,
            };
            (at.token, at.offset) = (at.token + 1, span.end);
            Some((token.kind, Child::Token(span)))
        })
    }

    fn nodes(self) -> impl Iterator<Item = (SyntaxKind, Cursor<'p>)> {
        let mut next = self.first.node;
        std::iter::from_fn(move || {
            let child = (next < self.after.node).then(|| self.node(next))??;
            next = child.1.after.node;
            Some(child)
        })
    }

    fn tokens(self) -> impl Iterator<Item = (SyntaxKind, Span)> {
        self.children().filter_map(|(kind, child)| match child {
            Child::Token(span) => Some((kind, span)),
            Child::Node(_) => None,
        })
    }

    fn holds(self, kind: SyntaxKind) -> bool {
        self.nodes().any(|(child, _)| child == kind)
    }

    /// How many nodes there are of each of some kinds: a list that is made with room for its items
    /// costs less than one that grows.
    fn count<const KINDS: usize>(self, kinds: [SyntaxKind; KINDS]) -> [usize; KINDS] {
        let mut counts = [0; KINDS];
        for (child, _) in self.nodes() {
            for (count, kind) in counts.iter_mut().zip(kinds) {
                *count += usize::from(child == kind);
            }
        }
        counts
    }

    /// An empty list with room for the children of a kind.
    fn room<T>(self, kind: SyntaxKind) -> Vec<T> {
        let [count] = self.count([kind]);
        Vec::with_capacity(count)
    }
}

/// An attribute, unless it is only an `@`.
fn named(attribute: Attribute) -> Option<Attribute> {
    Some(attribute).filter(|attribute| !attribute.name.text.is_empty())
}

/// Makes typed values of nodes.
#[derive(Clone, Copy)]
struct Reader<'s> {
    file: FileId,
    text: &'s str,
}

impl<'s> Reader<'s> {
    fn new<'p>(parse: &'p Parse<'s>) -> (Self, Cursor<'p>) {
        let Parse {
            span,
            text,
            structure,
        } = parse;
        (
            Self {
                file: span.file,
                text,
            },
            Cursor {
                structure,
                first: Place {
                    node: 1,
                    token: 0,
                    offset: span.start,
                },
                after: Place {
                    node: structure.record.nodes.len() as u32,
                    token: structure.tokens.len() as u32,
                    offset: span.end,
                },
            },
        )
    }

    fn ident(self, span: Span) -> Ident<'s> {
        let span = Span {
            file: self.file,
            ..span
        };
        Ident {
            text: &self.text[span.range()],
            span,
        }
    }

    fn span(self, node: Cursor) -> Span {
        Span {
            file: self.file,
            start: node.first.offset,
            end: node.after.offset,
        }
    }

    /// A name that is not there.
    fn no_name(self, node: Cursor) -> Ident<'s> {
        Ident {
            text: "",
            span: self.span(node),
        }
    }

    fn doc(self, span: Span) -> Doc<'s> {
        let Ident { text, span } = self.ident(span);
        Doc {
            text: text.strip_prefix("///").unwrap_or(text),
            span,
        }
    }

    fn docs(self, node: Cursor, docs: &mut Vec<Doc<'s>>) {
        let comments = node.tokens().filter(|(kind, _)| *kind == DocComment);
        docs.extend(comments.map(|(_, span)| self.doc(span)));
    }

    fn block(self, node: Cursor) -> Option<Block<'s>> {
        let [fields, values, settings, attributes, errors] =
            node.count([Field, EnumValue, Setting, BlockAttribute, Error]);
        let mut block = Block {
            docs: Vec::new(),
            keyword: self.no_name(node),
            name: None,
            fields: Vec::with_capacity(fields),
            values: Vec::with_capacity(values),
            settings: Vec::with_capacity(settings),
            attributes: Vec::with_capacity(attributes),
            stray_docs: Vec::new(),
            close: None,
            damaged: errors > 0,
        };
        for (kind, child) in node.children() {
            match (kind, child) {
                (DocComment, Child::Token(span)) if block.keyword.text.is_empty() => {
                    block.docs.push(self.doc(span));
                }
                (DocComment, Child::Token(span)) => block.stray_docs.push(self.doc(span)),
                (Ident, Child::Token(span)) if block.keyword.text.is_empty() => {
                    block.keyword = self.ident(span);
                }
                (Ident, Child::Token(span)) => block.name = Some(self.ident(span)),
                (CloseBrace, Child::Token(span)) => block.close = Some(self.ident(span).span),
                (Field, Child::Node(child)) => {
                    let field = self.field(child);
                    block.damaged |= field.damaged;
                    block.fields.push(field);
                }
                (EnumValue, Child::Node(child)) => {
                    block.damaged |= child.holds(Error);
                    block.values.push(self.enum_value(child));
                }
                (Setting, Child::Node(child)) => {
                    block.damaged |= child.holds(Error);
                    block.settings.push(self.setting(child));
                }
                (BlockAttribute, Child::Node(child)) => {
                    self.docs(child, &mut block.stray_docs);
                    let attribute = self.attribute(child);
                    block.damaged |= attribute.damaged;
                    block.attributes.extend(named(attribute));
                }
                (Comments | Error, Child::Node(child)) => self.docs(child, &mut block.stray_docs),
                _ => {}
            }
        }
        (!block.keyword.text.is_empty()).then_some(block)
    }

    fn field(self, node: Cursor) -> Field<'s> {
        let mut field = Field {
            docs: Vec::new(),
            name: self.no_name(node),
            ty: None,
            attributes: node.room(Attribute),
            span: self.span(node),
            damaged: false,
        };
        for (kind, child) in node.children() {
            match (kind, child) {
                (DocComment, Child::Token(span)) => field.docs.push(self.doc(span)),
                (Ident, Child::Token(span)) => {
                    field.name = self.ident(span);
                    field.span = field.name.span;
                }
                (Type, Child::Node(child)) => {
                    field.ty = self.ty(child);
                    field.span.end = child.after.offset;
                }
                (Attribute, Child::Node(child)) => {
                    let attribute = self.attribute(child);
                    field.damaged |= attribute.damaged;
                    field.attributes.extend(named(attribute));
                    field.span.end = child.after.offset;
                }
                // What could not be read may belong to the attribute before it.
                (Error, _) => {
                    field.damaged = true;
                    if let Some(attribute) = field.attributes.last_mut() {
                        attribute.damaged = true;
                    }
                }
                _ => {}
            }
        }
        field
    }

    fn ty(self, node: Cursor) -> Option<Type<'s>> {
        let mut name = None;
        let (mut unsupported, mut optional, mut list) = (None, false, false);
        let mut named = false;
        for (kind, span) in node.tokens() {
            match kind {
                Ident => name = Some(self.ident(span)),
                String => unsupported = Some(unescape(self.ident(span).text)),
                OpenParen => named = true,
                Question => optional = true,
                CloseBracket => list = true,
                _ => {}
            }
        }
        // `Unsupported(` without the name that it needs says nothing.
        if named && unsupported.is_none() {
            return None;
        }
        let optional = optional && !list;
        Some(Type {
            name: name?,
            unsupported,
            optional,
            list,
            span: self.span(node),
        })
    }

    fn enum_value(self, node: Cursor) -> EnumValue<'s> {
        let mut value = EnumValue {
            docs: Vec::new(),
            name: self.no_name(node),
            attributes: node.room(Attribute),
        };
        for (kind, child) in node.children() {
            match (kind, child) {
                (DocComment, Child::Token(span)) => value.docs.push(self.doc(span)),
                (Ident, Child::Token(span)) => value.name = self.ident(span),
                (Attribute, Child::Node(child)) => {
                    value.attributes.extend(named(self.attribute(child)));
                }
                _ => {}
            }
        }
        value
    }

    fn setting(self, node: Cursor) -> Setting<'s> {
        let name = node.tokens().find(|(kind, _)| *kind == Ident);
        let name = name.map_or(self.no_name(node), |(_, span)| self.ident(span));
        let value = node
            .nodes()
            .find_map(|(kind, child)| self.value(kind, child));
        let end = value.as_ref().map_or(name.span.end, |value| value.span.end);
        Setting {
            name,
            value,
            span: Span { end, ..name.span },
        }
    }

    fn attribute(self, node: Cursor) -> Attribute<'s> {
        let mut span = Span {
            end: node.first.offset,
            ..self.span(node)
        };
        let mut name: Option<Span> = None;
        let (mut arguments, mut damaged) = (Vec::new(), false);
        for (kind, child) in node.children() {
            match (kind, child) {
                (At | AtAt, Child::Token(sign)) => (span.start, span.end) = (sign.start, sign.end),
                (Ident | Dot, Child::Token(part)) => {
                    name = Some(Span {
                        end: part.end,
                        ..name.unwrap_or(part)
                    });
                    span.end = part.end;
                }
                (Arguments, Child::Node(child)) => {
                    span.end = child.after.offset;
                    match self.arguments(child) {
                        Some(read) => arguments = read,
                        None => damaged = true,
                    }
                }
                (Error, _) => damaged = true,
                _ => {}
            }
        }
        let name = name.map_or(Ident { text: "", span }, |name| self.ident(name));
        Attribute {
            name,
            arguments,
            span,
            damaged,
        }
    }

    /// The names and dots among the children.
    fn path(self, node: Cursor) -> Option<Ident<'s>> {
        let mut parts = node
            .tokens()
            .filter(|(kind, _)| matches!(kind, Ident | Dot));
        let (_, first) = parts.next()?;
        let end = parts.last().map_or(first.end, |(_, last)| last.end);
        Some(self.ident(Span { end, ..first }))
    }

    /// None if some of them were not understood.
    fn arguments(self, node: Cursor) -> Option<Vec<Argument<'s>>> {
        let mut arguments = node.room(Argument);
        for (kind, child) in node.nodes() {
            if kind == Argument {
                let name = child.tokens().find(|(kind, _)| *kind == Ident);
                let name = name.map(|(_, span)| self.ident(span));
                let (kind, value) = child.nodes().next()?;
                let value = self.value(kind, value)?;
                arguments.push(Argument {
                    name,
                    value,
                    span: self.span(child),
                });
            }
        }
        Some(arguments)
    }

    /// None if it was not understood.
    fn value(self, kind: SyntaxKind, node: Cursor) -> Option<Value<'s>> {
        let span = self.span(node);
        let kind = match kind {
            Literal => {
                let text = self.ident(span).text;
                if text.starts_with('"') {
                    ValueKind::String(unescape(text))
                } else {
                    ValueKind::Number(text)
                }
            }
            Path => ValueKind::Path(self.path(node)?.text),
            Call => {
                let (_, arguments) = node.nodes().next()?;
                ValueKind::Call(self.path(node)?, self.arguments(arguments)?)
            }
            Array => {
                let mut items = Vec::with_capacity(node.nodes().count());
                for (kind, child) in node.nodes() {
                    items.push(self.value(kind, child)?);
                }
                ValueKind::Array(items)
            }
            Object => {
                let mut members = Vec::with_capacity(node.nodes().count());
                for (_, member) in node.nodes() {
                    let (kind, value) = member.nodes().next()?;
                    members.push((self.path(member)?, self.value(kind, value)?));
                }
                ValueKind::Object(members)
            }
            _ => return None,
        };
        Some(Value { kind, span })
    }
}
