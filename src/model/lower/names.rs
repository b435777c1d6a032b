//! Second pass: which names there are, and which of them are taken twice.

use super::super::{DataModel, Enum, EnumId, EnumValue, FieldId, Format, Model, ModelId, View};
use super::{FieldFacts, FieldType, Lowering, ModelFacts, directives};
use crate::diagnostic::code;
use crate::dialect::Scalar;
use crate::source::Span;
use crate::syntax::ast::{Block, File, Ident};
use foldhash::{HashMap, HashMapExt, HashSet};

/// What the schema's names stand for. Asked by name only; the order is that of the data model.
#[derive(Default)]
pub(in crate::model) struct Names<'s> {
    named: HashMap<&'s str, (Named, Span)>,
    /// Names in what was not understood, so that nothing may be said of what is missing.
    lost: HashSet<&'s str>,
    /// The block of each enum.
    pub(in crate::model) enums: Vec<&'s Block<'s>>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Named {
    Model(ModelId),
    Enum(EnumId),
    /// A composite type, which only MongoDB has.
    Composite,
    /// It may stand for something that was not understood.
    Lost,
}

impl<'s> Names<'s> {
    pub(in crate::model) fn get(&self, name: &str) -> Option<Named> {
        let named = self.named.get(name).map(|(named, _)| *named);
        named.or_else(|| self.lost.contains(name).then_some(Named::Lost))
    }

    /// All of them in an order that does not depend on hashes.
    pub(in crate::model) fn all(model: &DataModel) -> impl Iterator<Item = &str> {
        let models = model.models.iter().map(|model| model.name.as_str());
        models.chain(model.enums.iter().map(|item| item.name.as_str()))
    }
}

pub(super) fn lower<'s>(l: &mut Lowering<'s>, files: &'s [File<'s>]) {
    let lost = files.iter().flat_map(|file| &file.lost_names);
    l.names.lost.extend(lost.map(|name| name.text));
    for block in files.iter().flat_map(|file| &file.blocks) {
        let Some(name) = block.name else { continue };
        match block.keyword.text {
            "model" | "view" => model(l, block, name),
            "enum" => enumeration(l, block, name),
            "type" => {
                claim(l, block, name, Named::Composite);
            }
            _ => scalar_type_name(l, name),
        }
    }
}

/// Reports a block that is called like a built-in type.
fn scalar_type_name(l: &mut Lowering, name: Ident) {
    if Scalar::ALL.iter().any(|scalar| scalar.name() == name.text) || name.text == "Unsupported" {
        l.report(code::scalar_type_name(name.span, name.text));
    }
}

/// Takes a name, unless something else has it. Whether it was free.
fn claim<'s>(l: &mut Lowering<'s>, block: &Block<'s>, name: Ident<'s>, named: Named) -> bool {
    let kind = block.keyword.text;
    scalar_type_name(l, name);
    if RESERVED.contains(&name.text) {
        l.report(code::reserved_name(name.span, kind, name.text));
    }
    match l.names.named.get(name.text) {
        Some((other, span)) => {
            let (other, span) = (*other, *span);
            let other_kind = match other {
                Named::Model(id) => l.kind(id),
                Named::Enum(_) => "enum",
                Named::Composite | Named::Lost => "type",
            };
            if std::mem::discriminant(&other) != std::mem::discriminant(&named) {
                // Nobody can say which of the two a field means.
                l.names.named.insert(name.text, (Named::Lost, span));
            }
            l.report(code::duplicate_name(
                name.span, kind, name.text, other_kind, span,
            ));
        }
        None => {
            l.names.named.insert(name.text, (named, name.span));
            return true;
        }
    }
    false
}

fn model<'s>(l: &mut Lowering<'s>, block: &'s Block<'s>, name: Ident<'s>) {
    let view = block.keyword.text == "view";
    if view && !l.config.views && !l.config.unsupported {
        l.report(code::view_without_preview(name.span));
    }
    let first = claim(l, block, name, Named::Model(ModelId(l.facts.len() as u32)));
    let names = block.fields.iter().map(|field| field.name);
    let twice = duplicate_members(l, block, "field", names);
    let fields = block.fields.iter().map(|field| FieldFacts {
        ast: field,
        ty: FieldType::Unknown,
        relation: None,
        repeated: twice.contains(&field.name.text),
        // What stands twice is no relation that others could belong to.
        relation_unknown: !first || twice.contains(&field.name.text),
    });
    let mut named = HashMap::with_capacity(block.fields.len());
    for (index, field) in block.fields.iter().enumerate() {
        named
            .entry(field.name.text)
            .or_insert(FieldId(index as u32));
    }
    l.facts.push(ModelFacts {
        block,
        fields: fields.collect(),
        named,
        keys_unknown: block.damaged || !first,
        key_lost: false,
        shard_keys: Vec::new(),
    });
    l.model.models.push(Model {
        name: name.text.to_owned(),
        database_name: name.text.to_owned(),
        schema: None,
        docs: directives::docs(&block.docs),
        view: view.then_some(View { sql: None }),
        ignored: false,
        format: Format::Compact,
        hooks: false,
        renamed_from: None,
        fields: Vec::with_capacity(block.fields.len()),
        primary_key: None,
        indexes: Vec::new(),
        checks: Vec::new(),
        span: name.span,
    });
}

fn enumeration<'s>(l: &mut Lowering<'s>, block: &'s Block<'s>, name: Ident<'s>) {
    claim(
        l,
        block,
        name,
        Named::Enum(EnumId(l.model.enums.len() as u32)),
    );
    duplicate_members(
        l,
        block,
        "value",
        block.values.iter().map(|value| value.name),
    );
    if block.values.is_empty() && !block.damaged {
        l.report(code::empty_enum(name.span, name.text));
    }
    let values = block.values.iter().map(|value| EnumValue {
        name: value.name.text.to_owned(),
        database_name: value.name.text.to_owned(),
        docs: directives::docs(&value.docs),
        renamed_from: None,
        span: value.name.span,
    });
    l.names.enums.push(block);
    l.model.enums.push(Enum {
        name: name.text.to_owned(),
        database_name: name.text.to_owned(),
        schema: None,
        docs: directives::docs(&block.docs),
        values: values.collect(),
        renamed_from: None,
        span: name.span,
    });
}

/// Reports names that stand twice in a block, and returns them.
fn duplicate_members<'s>(
    l: &mut Lowering<'s>,
    block: &Block<'s>,
    what: &str,
    names: impl Iterator<Item = Ident<'s>>,
) -> Vec<&'s str> {
    let mut sorted: Vec<Ident> = names.collect();
    let distinct: HashSet<&str> = sorted.iter().map(|name| name.text).collect();
    if distinct.len() == sorted.len() {
        return Vec::new();
    }
    sorted.sort_by_key(|name| (name.text, name.span));
    let mut twice = Vec::new();
    for same in sorted.chunk_by(|a, b| a.text == b.text) {
        for name in &same[1..] {
            let first = same[0].span;
            l.report(code::duplicate_member(
                name.span,
                what,
                name.text,
                block.keyword.text,
                first,
            ));
            twice.push(name.text);
        }
    }
    twice
}

/// Names that models, views and enums cannot have, since Prisma's clients cannot.
const RESERVED: &[&str] = &[
    "PrismaClient",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
];
