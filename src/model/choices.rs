//! What can be chosen where the language of a provider leaves a choice, for who helps to write.
//!
//! Not for what is wrong with a choice: `lower` and `rules` report that.

use super::language::{self, Language, OperatorClasses, WITHOUT_DATASOURCE};
use super::operator_class;
use super::{IndexMethod, NativeType, ReferentialAction, ScalarField, ScalarType};
use crate::dialect::{Provider, Scalar};
use crate::source::{FileId, Span};

pub(crate) use super::lower::{ENVIRONMENTS, PREVIEW_FEATURES};

/// The choices of one provider's language, or of what all have in common.
#[derive(Clone, Copy, Debug)]
pub struct Choices(&'static Language);

/// The choices of a provider; none for one that ketch does not generate from.
pub fn choices(provider: Option<Provider>) -> Option<Choices> {
    match provider {
        Some(provider) => language::language(provider).map(Choices),
        None => Some(Choices(&WITHOUT_DATASOURCE)),
    }
}

impl Choices {
    /// Whether a type can be a list's.
    pub fn has_lists(self, scalar: Scalar) -> bool {
        match self.0.lists {
            language::Lists::None => false,
            language::Lists::All => true,
            language::Lists::AllBut(other) => scalar != other,
        }
    }

    /// Whether a primary key can have a `map:`.
    pub fn named_primary_keys(self) -> bool {
        self.0.named_primary_keys
    }

    /// Whether a column of a key or an index can have a `length:`.
    pub fn index_length(self) -> bool {
        self.0.index_length
    }

    /// Whether there is `@@fulltext`.
    pub fn fulltext(self) -> bool {
        self.0.fulltext
    }

    /// Whether a column of an index can have an `ops:`.
    pub fn operator_classes(self) -> bool {
        self.0.operator_classes == OperatorClasses::Known
    }

    /// Whether an index can have a `where:`.
    pub fn partial_indexes(self) -> bool {
        self.0.partial_indexes
    }

    /// Whether there are `schemas` and `@@schema`.
    pub fn schemas(self) -> bool {
        self.0.schemas
    }

    /// Whether there are `extensions`.
    pub fn extensions(self) -> bool {
        self.0.extensions
    }

    /// Whether there is `@shardKey`.
    pub fn shard_keys(self) -> bool {
        self.0.shard_keys
    }

    /// Whether there is `sequence(…)`.
    pub fn sequences(self) -> bool {
        self.0.sequences
    }

    /// Whether a type can count up.
    pub fn counts_up(self, scalar: Scalar) -> bool {
        self.0.autoincrement.contains(&scalar)
    }

    /// What `type:` of an index can be.
    pub fn index_methods(self) -> &'static [IndexMethod] {
        self.0.index_methods
    }

    /// What `onDelete:` and `onUpdate:` can be, with foreign keys in the database or without.
    pub fn referential_actions(self, foreign_keys: bool) -> &'static [ReferentialAction] {
        use ReferentialAction::*;
        match foreign_keys {
            true => &[Cascade, Restrict, NoAction, SetNull, SetDefault],
            false => self.0.emulated_actions,
        }
    }
}

/// The operator classes for a column in an index, by its type, native type and arity.
pub fn operator_classes(
    method: IndexMethod,
    scalar: Scalar,
    native: Option<&str>,
    list: bool,
) -> Vec<&'static str> {
    let span = Span {
        file: FileId(0),
        start: 0,
        end: 0,
    };
    let column = ScalarField {
        database_name: String::new(),
        ty: ScalarType::of(scalar),
        native: native.map(|name| {
            Box::new(NativeType {
                name: name.to_owned(),
                args: Vec::new(),
                span,
            })
        }),
        native_for: Vec::new(),
        default: None,
        updated_at: false,
        renamed_from: None,
        type_span: span,
    };
    operator_class::fitting(method, &column, list).collect()
}
