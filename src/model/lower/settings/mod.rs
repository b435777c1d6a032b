//! First pass: the `datasource` and the `generator` blocks.
//!
//! What any `generator` may set is told in `generator`, and what ketch's own one sets in `ketch`.

mod datasource;
mod generator;
mod ketch;
mod preview_features;

use super::{Lowering, arguments};
use crate::diagnostic::code;
use crate::dialect::Provider;
use crate::source::Span;
use crate::syntax::ast::{Block, File, Setting, Value, ValueKind};

pub(crate) use ketch::ENVIRONMENTS;
pub(crate) use preview_features::PREVIEW_FEATURES;

/// What the settings switch on, beside what the data model keeps of them.
#[derive(Debug, Default)]
pub(in crate::model) struct Config {
    /// The provider is one that ketch does not generate from; that was reported.
    pub(in crate::model) unsupported: bool,
    /// `views`
    pub(in crate::model) views: bool,
    /// `partialIndexes`
    pub(in crate::model) partial_indexes: bool,
    /// `shardKeys`
    pub(in crate::model) shard_keys: bool,
    /// `postgresqlExtensions`
    pub(in crate::model) extensions: bool,
    /// The datasource could not be understood, so that nothing can be said of its provider.
    pub(in crate::model) unknown_provider: bool,
    /// What `schemas` names.
    pub(in crate::model) schemas: Option<Span>,
}

pub(super) fn lower<'s>(l: &mut Lowering<'s>, files: &'s [File<'s>]) {
    let blocks = |keyword: &'static str| {
        let all = files.iter().flat_map(|file| &file.blocks);
        all.filter(move |block| block.keyword.text == keyword)
            .collect::<Vec<&Block>>()
    };
    let (datasources, generators) = (blocks("datasource"), blocks("generator"));
    let provider = datasources.first().and_then(|block| provider_of(block));
    for block in &generators {
        preview_features::lower(l, block, provider);
    }
    if let [first, others @ ..] = datasources.as_slice() {
        datasource::lower(l, first);
        for other in others.iter().filter(|_| !first.damaged) {
            if let (Some(name), Some(other)) = (first.name, other.name) {
                l.report(code::second_datasource(name.span, other.span));
            }
        }
    }
    for (index, block) in generators.iter().enumerate() {
        generator::lower(l, block, &generators[..index]);
    }
    if l.model.settings.engines.is_empty()
        && let Some(engine) = l.provider().and_then(Provider::engine)
    {
        l.model.settings.engines.push(engine);
    }
}

/// `env("…")`
fn is_env(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Call(function, _) if function.text == "env")
}

fn setting<'b, 's>(block: &'b Block<'s>, name: &str) -> Option<&'b Setting<'s>> {
    block
        .settings
        .iter()
        .find(|setting| setting.name.text == name)
}

fn provider_of<'b>(block: &'b Block) -> Option<&'b str> {
    match &setting(block, "provider")?.value.as_ref()?.kind {
        ValueKind::String(text) => Some(text),
        _ => None,
    }
}

fn duplicate_settings(l: &mut Lowering, block: &Block) {
    for (index, setting) in block.settings.iter().enumerate() {
        let same = |other: &&Setting| other.name.text == setting.name.text;
        if let Some(other) = block.settings[..index].iter().find(same) {
            l.report(code::duplicate_setting(
                setting.name.span,
                setting.name.text,
                other.name.span,
            ));
        }
    }
}

/// The strings that a setting lists, or its one string.
fn strings_in<'v>(l: &mut Lowering, value: &'v Value) -> Vec<(&'v str, Span)> {
    arguments::items(value)
        .iter()
        .filter_map(|item| Some((arguments::string(l, item)?, item.span)))
        .collect()
}
