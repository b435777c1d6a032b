//! Composite types, which are for MongoDB: what is wrong inside them, or that they are there.

use super::types::{Type, resolve};
use super::{Lowering, ScalarType, arguments, defaults};
use crate::diagnostic::code;
use crate::syntax::ast::{Attribute, Block, File};

pub(super) fn lower<'s>(l: &mut Lowering<'s>, files: &'s [File<'s>]) {
    let blocks = files.iter().flat_map(|file| &file.blocks);
    for block in blocks.filter(|block| block.keyword.text == "type") {
        let sound = fields(l, block);
        // Without a datasource it may be meant for MongoDB, where there is more to be mended.
        let certain = l.provider().is_some() || !l.diagnostics.has_errors();
        if let Some(name) = block.name
            && sound
            && certain
        {
            l.report(code::composite_type(name.span));
        }
    }
}

/// Whether nothing is wrong with the fields.
fn fields(l: &mut Lowering, block: &Block) -> bool {
    let before = l.diagnostics.len();
    for field in &block.fields {
        let Some(ty) = &field.ty else { continue };
        let resolved = resolve(l, ty);
        for attribute in &field.attributes {
            match (attribute.name.text, &resolved) {
                ("default", Type::Scalar(scalar)) => default(l, attribute, scalar, ty.list),
                ("map" | "default", _) => {}
                (name, _) if name.contains('.') => {}
                (name, _) => {
                    l.report(code::unknown_attribute(
                        attribute.name.span,
                        "@",
                        name,
                        &["default", "map"],
                    ));
                }
            }
        }
    }
    for attribute in &block.attributes {
        l.report(code::unknown_attribute(
            attribute.name.span,
            "@@",
            attribute.name.text,
            &[],
        ));
    }
    l.diagnostics.len() == before && !block.damaged
}

fn default(l: &mut Lowering, attribute: &Attribute, ty: &ScalarType, list: bool) {
    let arguments = arguments::of_attribute(l, attribute, "@", true, &["value", "map"]);
    if let Some(map) = arguments.get("map") {
        l.report(code::named_default(map.span));
    }
    if let Some(value) = arguments.get("value") {
        defaults::kind(l, value, ty, list);
    }
}
