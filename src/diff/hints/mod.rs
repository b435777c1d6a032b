//! What was renamed: by directives of the schema and answers of the user, never by a guess. What
//! might have been renamed and was not said becomes a question.
//!
//! Things are told apart by their names in the database; people call them by their names in the
//! schema. Both are understood: `Post.title` is a field, or a column.

mod idle;
mod joins;
mod thing;

pub use idle::Idle;
pub use thing::Kind;

use super::renames::Renames;
use crate::database::QualifiedName;
use crate::model::{Arity, DataModel, Enum, Field, Model, ScalarField, ScalarType};
use std::collections::BTreeMap;
use thing::{Change, Pairs, Thing};

/// What the user says became of something that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is gone: `Post`, `Post.title`, `Color`, `Color.RED`.
    pub from: String,
    /// What it is called now, the last part alone; none where it is dropped.
    pub to: Option<String>,
}

impl Answer {
    /// `Post.title=headline`
    pub fn rename(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('=')?;
        let answer = Self {
            from: from.to_owned(),
            to: Some(to.to_owned()),
        };
        (!from.is_empty() && !to.is_empty()).then_some(answer)
    }

    /// As it is written on a command line: `--rename Post.title=headline`, `--drop Post.title`.
    pub fn flag(text: &str) -> Option<Self> {
        match text.split_once(' ')? {
            ("--rename", text) => Self::rename(text),
            ("--drop", text) => Some(Self::drop(text)),
            _ => None,
        }
    }

    /// `Post.title`
    pub fn drop(text: &str) -> Self {
        Self {
            from: text.to_owned(),
            to: None,
        }
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.to {
            Some(to) => write!(f, "--rename {}={to}", self.from),
            None => write!(f, "--drop {}", self.from),
        }
    }
}

/// Something is gone, and something like it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of what kind.
    pub kind: Kind,
    /// What is gone, as in an answer.
    pub from: String,
    /// What it may be called now.
    pub candidates: Vec<String>,
}

impl Question {
    /// Every answer that there is.
    pub fn answers(&self) -> Vec<Answer> {
        let renamed = self.candidates.iter().cloned().map(Some);
        renamed
            .chain([None])
            .map(|to| Answer {
                from: self.from.clone(),
                to,
            })
            .collect()
    }
}

/// What was found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// What was renamed.
    pub renames: Renames,
    /// What is to be asked.
    pub questions: Vec<Question>,
    /// Answers to what nobody asked.
    pub unused: Vec<Answer>,
    /// Directives on something new that name nothing which is gone.
    pub idle: Vec<Idle>,
}

/// Finds out what was renamed between two data models.
pub fn hints(previous: &DataModel, next: &DataModel, answers: &[Answer]) -> Hints {
    let mut finder = Finder {
        answers: answers.iter().map(|answer| (answer, false)).collect(),
        hints: Hints::default(),
    };
    let models = finder.models(previous, next);
    for (before, after) in &models {
        finder.columns(previous, next, before, after);
    }
    finder.join_tables(previous, next, &models);
    finder.made_explicit(previous, next, &models);
    let enums = finder.enums(previous, next);
    for (before, after) in &enums {
        finder.values(before, after);
    }
    finder.idle_in_new(previous, next, &models, &enums);
    let unused = finder.answers.iter().filter(|(_, used)| !used);
    finder.hints.unused = unused.map(|(answer, _)| (*answer).clone()).collect();
    finder.hints
}

struct Finder<'a> {
    answers: Vec<(&'a Answer, bool)>,
    hints: Hints,
}

impl Finder<'_> {
    /// Which of the things that are gone is which of the new ones, by their places in the lists.
    /// `alike` says which are worth a question.
    fn pairs(
        &mut self,
        change: &Change,
        alike: impl Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut pairs = directed(change);
        let dropped = self.answered(change, &mut pairs);
        for (before, thing) in change.gone.iter().enumerate() {
            if dropped.contains(&before) || pairs.has_gone(before) {
                continue;
            }
            let new = change.new.iter().enumerate();
            let candidates: Vec<_> = new
                .filter(|(after, _)| !pairs.has_new(*after) && alike(before, *after))
                .map(|(_, thing)| change.shown(thing))
                .collect();
            if !candidates.is_empty() {
                self.hints.questions.push(Question {
                    kind: change.kind,
                    from: change.shown_in_full(thing),
                    candidates,
                });
            }
        }
        self.find_idle(change, &pairs);
        pairs.0
    }

    /// What the answers say beside the directives: the pairs, and what is dropped.
    fn answered(&mut self, change: &Change, pairs: &mut Pairs) -> Vec<usize> {
        let mut dropped = Vec::new();
        for (before, thing) in change.gone.iter().enumerate() {
            let answers = self.answers.iter_mut();
            for (answer, used) in answers.filter(|(answer, _)| change.is_about(&answer.from, thing))
            {
                let Some(to) = &answer.to else {
                    *used = true;
                    dropped.push(before);
                    continue;
                };
                let after = change.new.iter().position(|thing| thing.is_called(to));
                if pairs.has_gone(before) {
                    // The directive may say so too.
                    *used = after.is_some_and(|after| pairs.0.contains(&(before, after)));
                } else if let Some(after) = after.filter(|after| !pairs.has_new(*after)) {
                    *used = true;
                    pairs.0.push((before, after));
                }
            }
        }
        dropped
    }

    /// Directives of what is new and was not found to be anything that is gone. What one look at it does not
    /// find may be found by another.
    fn find_idle(&mut self, change: &Change, pairs: &Pairs) {
        for (after, thing) in change.new.iter().enumerate() {
            let Some(old) = &thing.renamed_from else {
                continue;
            };
            let idle = &mut self.hints.idle;
            if pairs.has_new(after) {
                idle.retain(|one| one.old.span != old.span);
            } else {
                let gone = change.gone.iter().map(|thing| change.shown(thing));
                idle.push(Idle {
                    gone: gone.collect(),
                    ..Idle::new(change.kind, change.owners, &change.shown(thing), old)
                });
            }
        }
    }

    /// Models that have a table in both, before and after.
    fn models<'m>(
        &mut self,
        previous: &'m DataModel,
        next: &'m DataModel,
    ) -> Vec<(&'m Model, &'m Model)> {
        // A join table that is a model's from now on, or was one's, is neither gone nor new.
        let beside = |data_model, other| {
            let joins = joins::tables(other);
            let mut tables = tables(data_model);
            if !joins.is_empty() {
                tables.retain(|model| !joins.contains(&table(model)));
            }
            tables
        };
        let (before, after) = (beside(previous, next), beside(next, previous));
        let (mut kept, gone, new) = matched(before, after, table_key);
        let alike = |before: usize, after: usize| {
            gone[before].name == new[after].name
                || mostly_same(previous, gone[before], next, new[after])
        };
        let change = Change {
            kind: Kind::Table,
            owners: &[],
            gone: gone.iter().copied().map(table_thing).collect(),
            new: new.iter().copied().map(table_thing).collect(),
        };
        let pairs = self.pairs(&change, alike);
        for (before, after) in pairs {
            self.hints
                .renames
                .tables
                .push((table(gone[before]), table(new[after])));
            kept.push((gone[before], new[after]));
        }
        kept
    }

    fn columns(&mut self, previous: &DataModel, next: &DataModel, before: &Model, after: &Model) {
        let (gone, new) = (only_in(before, after), only_in(after, before));
        if gone.is_empty() && new.is_empty() {
            return;
        }
        let alike = |one: usize, other: usize| {
            let ((field, scalar), (new_field, new_scalar)) = (gone[one], new[other]);
            let lists = [field, new_field].map(|field| field.arity == Arity::List);
            field.name == new_field.name
                || lists[0] == lists[1] && same_type(previous, &scalar.ty, next, &new_scalar.ty)
        };
        let change = Change {
            kind: Kind::Column,
            owners: &[
                &after.name,
                &after.database_name,
                &before.name,
                &before.database_name,
            ],
            gone: gone.iter().copied().map(column_thing).collect(),
            new: new.iter().copied().map(column_thing).collect(),
        };
        let pairs = self.pairs(&change, alike);
        for (one, other) in pairs {
            let from = gone[one].1.database_name.clone();
            let to = new[other].1.database_name.clone();
            self.hints.renames.columns.push((table(after), from, to));
        }
    }

    /// Enums that are in both, before and after.
    fn enums<'m>(
        &mut self,
        previous: &'m DataModel,
        next: &'m DataModel,
    ) -> Vec<(&'m Enum, &'m Enum)> {
        let enums = |data_model: &'m DataModel| data_model.enums.iter().collect();
        let (mut kept, gone, new) = matched(enums(previous), enums(next), enum_key);
        let alike = |before: usize, after: usize| {
            let (before, after) = (gone[before], new[after]);
            let has = |name: &str| after.values.iter().any(|value| value.database_name == name);
            before.name == after.name || before.values.iter().any(|value| has(&value.database_name))
        };
        let thing = |item: &&Enum| Thing {
            name: item.name.clone(),
            database_name: item.database_name.clone(),
            qualified: Some(enumeration(item).to_string()),
            renamed_from: item.renamed_from.clone(),
        };
        let change = Change {
            kind: Kind::Enum,
            owners: &[],
            gone: gone.iter().map(thing).collect(),
            new: new.iter().map(thing).collect(),
        };
        let pairs = self.pairs(&change, alike);
        for (before, after) in pairs {
            self.hints
                .renames
                .enums
                .push((enumeration(gone[before]), enumeration(new[after])));
            kept.push((gone[before], new[after]));
        }
        kept
    }

    fn values(&mut self, before: &Enum, after: &Enum) {
        let only = |these: &Enum, those: &Enum| -> Vec<_> {
            let has = |name: &str| those.values.iter().any(|value| value.database_name == name);
            let values = these.values.iter();
            values
                .filter(|value| !has(&value.database_name))
                .map(|value| Thing {
                    name: value.name.clone(),
                    database_name: value.database_name.clone(),
                    qualified: None,
                    renamed_from: value.renamed_from.clone(),
                })
                .collect()
        };
        let change = Change {
            kind: Kind::Value,
            owners: &[
                &after.name,
                &after.database_name,
                &before.name,
                &before.database_name,
            ],
            gone: only(before, after),
            new: only(after, before),
        };
        let pairs = self.pairs(&change, |_, _| true);
        for (one, other) in pairs {
            self.hints.renames.values.push((
                enumeration(after),
                change.gone[one].database_name.clone(),
                change.new[other].database_name.clone(),
            ));
        }
    }
}

/// What directives say.
fn directed(change: &Change) -> Pairs {
    let mut pairs = Pairs::default();
    for (after, thing) in change.new.iter().enumerate() {
        let Some(old) = &thing.renamed_from else {
            continue;
        };
        let before = change
            .gone
            .iter()
            .position(|thing| thing.is_called(&old.name));
        if let Some(before) = before.filter(|before| !pairs.has_gone(*before)) {
            pairs.0.push((before, after));
        }
    }
    pairs
}

fn table_thing(model: &Model) -> Thing {
    Thing {
        name: model.name.clone(),
        database_name: model.database_name.clone(),
        qualified: Some(table(model).to_string()),
        renamed_from: model.renamed_from.clone(),
    }
}

fn column_thing((field, scalar): (&Field, &ScalarField)) -> Thing {
    Thing {
        name: field.name.clone(),
        database_name: scalar.database_name.clone(),
        qualified: None,
        renamed_from: scalar.renamed_from.clone(),
    }
}

/// The columns that one model has and the other has not.
fn only_in<'m>(model: &'m Model, other: &Model) -> Vec<(&'m Field, &'m ScalarField)> {
    let has = |name: &str| {
        let mut columns = other.columns();
        columns.any(|(_, _, scalar)| scalar.database_name == name)
    };
    let columns = model.columns().map(|(_, field, scalar)| (field, scalar));
    columns
        .filter(|(_, scalar)| !has(&scalar.database_name))
        .collect()
}

/// A schema and a name: what things of one kind are told apart by.
type Key<'m> = (Option<&'m str>, &'m str);

/// Those with one key, before and after; those that are gone; those that are new.
fn matched<'m, T>(
    before: Vec<&'m T>,
    after: Vec<&'m T>,
    key: fn(&'m T) -> Key<'m>,
) -> (Vec<(&'m T, &'m T)>, Vec<&'m T>, Vec<&'m T>) {
    let mut gone: BTreeMap<Key, &T> = BTreeMap::new();
    // Of two with one key, which is a fault, the first counts.
    for one in before.iter().rev() {
        gone.insert(key(one), one);
    }
    let (mut kept, mut new) = (Vec::new(), Vec::new());
    for other in &after {
        match gone.get(&key(other)) {
            Some(one) => kept.push((*one, *other)),
            None => new.push(*other),
        }
    }
    for other in &after {
        gone.remove(&key(other));
    }
    let gone = before
        .into_iter()
        .filter(|one| gone.contains_key(&key(one)))
        .collect();
    (kept, gone, new)
}

fn table_key(model: &Model) -> Key<'_> {
    (model.schema.as_deref(), &model.database_name)
}

fn enum_key(item: &Enum) -> Key<'_> {
    (item.schema.as_deref(), &item.database_name)
}

fn tables(data_model: &DataModel) -> Vec<&Model> {
    let models = data_model.models.iter();
    models.filter(|model| model.view.is_none()).collect()
}

fn table(model: &Model) -> QualifiedName {
    QualifiedName {
        namespace: model.schema.clone(),
        name: model.database_name.clone(),
    }
}

fn enumeration(item: &Enum) -> QualifiedName {
    QualifiedName {
        namespace: item.schema.clone(),
        name: item.database_name.clone(),
    }
}

fn same_type(
    previous: &DataModel,
    before: &ScalarType,
    next: &DataModel,
    after: &ScalarType,
) -> bool {
    match (before, after) {
        (ScalarType::Enum(before), ScalarType::Enum(after)) => {
            let (before, after) = (previous.enumeration(*before), next.enumeration(*after));
            before.name == after.name || before.values.len() == after.values.len()
        }
        _ => before == after,
    }
}

/// Whether at least half of the columns are in both.
fn mostly_same(previous: &DataModel, before: &Model, next: &DataModel, after: &Model) -> bool {
    let in_both = |scalar: &ScalarField| {
        after.columns().any(|(_, _, other)| {
            other.database_name == scalar.database_name
                && same_type(previous, &scalar.ty, next, &other.ty)
        })
    };
    let same = before
        .columns()
        .filter(|(_, _, scalar)| in_both(scalar))
        .count();
    2 * same >= before.columns().count().max(after.columns().count())
}
