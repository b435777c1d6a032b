//! Syntax trees to a [`DataModel`], in passes: settings, names, types, attributes, relations.
//!
//! Each pass reads what the ones before it found out and reports what is wrong with its own part.
//! What an earlier fault has made unknown is passed over in silence. Rules that need the whole
//! data model are in `rules`.

mod arguments;
mod attributes;
mod composites;
mod defaults;
mod directives;
mod indexes;
mod literals;
mod names;
mod natives;
mod relations;
mod settings;
mod types;

use foldhash::HashMap;

use super::language::Language;
use super::{DataModel, FieldId, ModelId, ScalarType};
use crate::diagnostic::{Diagnostic, Diagnostics, Label};
use crate::dialect::Provider;
use crate::source::{Sources, Span};
use crate::syntax::{self, Parse, Parsed, ast};
pub(super) use attributes::MODEL_ATTRIBUTES;
pub(super) use relations::{Columns, RelationAttribute};
pub(crate) use settings::{ENVIRONMENTS, PREVIEW_FEATURES};

/// Reads a schema: its data model, and all that is wrong with it.
///
/// The data model of a schema with errors holds what could be understood and is not to be
/// generated from. One without a datasource has no engines.
pub fn load(sources: &Sources) -> (DataModel, Diagnostics) {
    // What a file says is all that is needed of its parse, which is as large.
    let parses = sources
        .iter()
        .map(|(id, file)| syntax::parse(id, &file.text));
    lower_files(sources, parses.map(|parse| read(&parse)))
}

/// Reads a schema that is parsed already; otherwise as [`load`].
pub fn lower(schema: &Parsed<'_>) -> (DataModel, Diagnostics) {
    lower_files(schema.sources, schema.iter().map(read))
}

/// A file, what cannot be understood in it, and where both sides of a merge stand.
type Read<'s> = (ast::File<'s>, (Vec<Diagnostic>, Vec<Span>));

fn read<'s>(file: &Parse<'s>) -> Read<'s> {
    let faults = file.faults();
    let merges = file.merges(&faults);
    (file.ast(), (faults, merges))
}

fn lower_files<'s>(
    sources: &'s Sources,
    read: impl Iterator<Item = Read<'s>>,
) -> (DataModel, Diagnostics) {
    let (files, (faults, merges)): (Vec<_>, (Vec<_>, Vec<_>)) = read.unzip();
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(faults.into_iter().flatten());
    let (model, mut diagnostics) = lower_parsed(sources, &files, diagnostics);
    // The sides of a merge are at odds with each other, which is the fault of neither.
    let merges: Vec<Span> = merges.into_iter().flatten().collect();
    let begins_one = |span: Span| {
        let mut merges = merges.iter();
        merges.any(|merge| (merge.file, merge.start) == (span.file, span.start))
    };
    let is_in_one = |label: &Label| merges.iter().any(|merge| merge.holds(label.span));
    diagnostics.retain(|fault| begins_one(fault.span()) || !fault.labels.iter().any(is_in_one));
    (model, diagnostics)
}

fn lower_parsed<'s>(
    sources: &'s Sources,
    files: &'s [ast::File<'s>],
    diagnostics: Diagnostics,
) -> (DataModel, Diagnostics) {
    let mut lowering = Lowering::new(sources, diagnostics);
    settings::lower(&mut lowering, files);
    names::lower(&mut lowering, files);
    if lowering.config.unsupported {
        return (lowering.model, lowering.diagnostics);
    }
    types::lower(&mut lowering);
    attributes::lower(&mut lowering);
    relations::lower(&mut lowering);
    directives::lower_stray(&mut lowering, files);
    super::rules::check(&mut lowering);
    composites::lower(&mut lowering, files);
    (lowering.model, lowering.diagnostics)
}

/// What is known so far.
pub(super) struct Lowering<'s> {
    pub(super) sources: &'s Sources,
    pub(super) diagnostics: Diagnostics,
    pub(super) config: settings::Config,
    pub(super) names: names::Names<'s>,
    /// What the schema says of each model, beside what the data model keeps.
    pub(super) facts: Vec<ModelFacts<'s>>,
    pub(super) model: DataModel,
    /// How many more names unknown ones may be compared with.
    comparisons: usize,
}

/// More than the faults of a schema need that a person has written. Where there are thousands of
/// them among thousands of names, the later ones get no suggestions.
const COMPARISONS: usize = 200_000;

/// What the source says of a model.
pub(super) struct ModelFacts<'s> {
    pub(super) block: &'s ast::Block<'s>,
    /// One for each field, in the same order.
    pub(super) fields: Vec<FieldFacts<'s>>,
    /// The first field of each name.
    pub(super) named: HashMap<&'s str, FieldId>,
    /// Whether a key or an index could not be understood, so that none may be called missing.
    pub(super) keys_unknown: bool,
    /// Whether a field that is not known may be the key, so that the key may not be called missing.
    pub(super) key_lost: bool,
    /// `@shardKey` and `@@shardKey`.
    pub(super) shard_keys: Vec<ShardKey>,
}

/// The columns by which Vitess spreads rows. Nothing is generated from it.
pub(super) struct ShardKey {
    pub(super) fields: Vec<FieldId>,
    pub(super) span: Span,
}

/// What the source says of a field.
pub(super) struct FieldFacts<'s> {
    pub(super) ast: &'s ast::Field<'s>,
    pub(super) ty: FieldType,
    /// `@relation`, on a field of a model's type. Boxed, since few fields have it.
    pub(super) relation: Option<Box<RelationAttribute<'s>>>,
    /// Another field of the model has the same name; that was reported.
    pub(super) repeated: bool,
    /// The fault of another line has made this field's relation unknown.
    pub(super) relation_unknown: bool,
}

/// What a field's type names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldType {
    Scalar,
    Model(ModelId),
    /// A composite type, which ketch does not generate; that was reported.
    Composite,
    /// Nothing that exists; that was reported.
    Unknown,
}

impl<'s> Lowering<'s> {
    fn new(sources: &'s Sources, diagnostics: Diagnostics) -> Self {
        Self {
            sources,
            diagnostics,
            config: settings::Config::default(),
            names: names::Names::default(),
            facts: Vec::new(),
            model: DataModel::default(),
            comparisons: COMPARISONS,
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn provider(&self) -> Option<Provider> {
        self.model
            .datasource
            .as_ref()
            .map(|datasource| datasource.provider)
    }

    /// What the provider's language allows; none where the provider is not known.
    pub(super) fn language(&self) -> Option<&'static Language> {
        match self.provider() {
            Some(provider) => super::language::language(provider),
            None if self.config.unknown_provider => None,
            None => Some(&super::language::WITHOUT_DATASOURCE),
        }
    }

    pub(super) fn facts(&self, model: ModelId) -> &ModelFacts<'s> {
        &self.facts[model.0 as usize]
    }

    pub(super) fn field_facts(&self, model: ModelId, field: FieldId) -> &FieldFacts<'s> {
        &self.facts(model).fields[field.0 as usize]
    }

    /// How many of some names an unknown one may be compared with: all or none.
    pub(super) fn names_to_compare(&mut self, names: usize) -> usize {
        match self.comparisons.checked_sub(names) {
            Some(left) => {
                self.comparisons = left;
                usize::MAX
            }
            None => 0,
        }
    }

    /// The field of a name.
    pub(super) fn field(&self, model: ModelId, name: &str) -> Option<FieldId> {
        self.facts(model).named.get(name).copied()
    }

    pub(super) fn model_ids(&self) -> impl Iterator<Item = ModelId> + use<> {
        (0..self.facts.len() as u32).map(ModelId)
    }

    pub(super) fn field_ids(&self, model: ModelId) -> impl Iterator<Item = FieldId> + use<> {
        (0..self.facts(model).fields.len() as u32).map(FieldId)
    }

    /// `model`, `view`: what the block of a model calls itself.
    pub(super) fn kind(&self, model: ModelId) -> &'s str {
        self.facts(model).block.keyword.text
    }

    pub(super) fn name_span(&self, model: ModelId) -> Span {
        self.model.model(model).span
    }
}
