//! What was renamed: by directives of the schema and answers of the user, never by a guess. What
//! might have been renamed and was not said becomes a question.
//!
//! Things are told apart by their names in the database; people call them by their names in the
//! schema. Both are understood: `Post.title` is a field, or a column.

mod idle;
mod joins;

pub use idle::Idle;

use super::renames::Renames;
use crate::database::QualifiedName;
use crate::model::{Arity, DataModel, Enum, Field, Model, OldName, ScalarField, ScalarType};
use std::collections::BTreeMap;

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
    /// Of what kind, in words.
    pub what: &'static str,
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

/// Something that may have been renamed.
struct Thing {
    /// What people may call it.
    names: Vec<String>,
    /// What a question calls it.
    shown: String,
    /// `/// @ketch.renamedFrom("…")`
    renamed_from: Option<OldName>,
}

struct Finder<'a> {
    answers: Vec<(&'a Answer, bool)>,
    hints: Hints,
}

impl Finder<'_> {
    /// Which of the things that are gone is which of the new ones, by their places in the lists.
    /// `owners` are names of what they are parts of; `alike` says which are worth a question.
    fn pairs(
        &mut self,
        what: &'static str,
        owners: &[&str],
        gone: &[Thing],
        new: &[Thing],
        alike: impl Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut dropped = Vec::new();
        let by_directive = |one: &Thing| {
            let old = one.renamed_from.as_ref()?;
            gone.iter()
                .position(|thing| thing.names.contains(&old.name))
        };
        for (after, thing) in new.iter().enumerate() {
            if let Some(before) = by_directive(thing)
                && !pairs.iter().any(|(taken, _)| *taken == before)
            {
                pairs.push((before, after));
            }
        }
        for (before, thing) in gone.iter().enumerate() {
            let known = pairs.iter().any(|(taken, _)| *taken == before);
            for (answer, used) in &mut self.answers {
                let named = match owners {
                    [] => thing.names.contains(&answer.from),
                    owners => owners.iter().any(|owner| {
                        let part = answer.from.strip_prefix(owner);
                        let part = part.and_then(|part| part.strip_prefix('.'));
                        part.is_some_and(|part| thing.names.iter().any(|name| name == part))
                    }),
                };
                if !named {
                    continue;
                }
                match &answer.to {
                    None => {
                        *used = true;
                        dropped.push(before);
                    }
                    Some(to) => {
                        let after = new.iter().position(|thing| thing.names.contains(to));
                        let taken = |after: usize| pairs.iter().any(|(_, taken)| *taken == after);
                        if let Some(after) = after.filter(|after| !taken(*after) && !known) {
                            *used = true;
                            pairs.push((before, after));
                        } else if known {
                            // The directive says so too.
                            *used = after.is_some_and(|after| pairs.contains(&(before, after)));
                        }
                    }
                }
            }
        }
        for (before, thing) in gone.iter().enumerate() {
            if dropped.contains(&before) || pairs.iter().any(|(taken, _)| *taken == before) {
                continue;
            }
            let free = |after: &usize| !pairs.iter().any(|(_, taken)| taken == after);
            let candidates = (0..new.len()).filter(free);
            let candidates: Vec<String> = candidates
                .filter(|after| alike(before, *after))
                .map(|after| new[after].shown.clone())
                .collect();
            if !candidates.is_empty() {
                let from = match owners.first() {
                    Some(owner) => format!("{owner}.{}", thing.shown),
                    None => thing.shown.clone(),
                };
                self.hints.questions.push(Question {
                    what,
                    from,
                    candidates,
                });
            }
        }
        self.find_idle(what, owners, gone, new, &pairs);
        pairs
    }

    /// Directives of what is new and was not found to be anything that is gone. What one look at it does not
    /// find may be found by another.
    fn find_idle(
        &mut self,
        what: &'static str,
        owners: &[&str],
        gone: &[Thing],
        new: &[Thing],
        pairs: &[(usize, usize)],
    ) {
        for (after, thing) in new.iter().enumerate() {
            let Some(old) = &thing.renamed_from else {
                continue;
            };
            let idle = &mut self.hints.idle;
            if pairs.iter().any(|(_, taken)| *taken == after) {
                idle.retain(|one| one.old.span != old.span);
            } else {
                let gone = gone.iter().map(|thing| thing.shown.clone());
                idle.push(Idle::new(what, owners, &thing.shown, old, gone.collect()));
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
        // A name that both have says nothing.
        let ambiguous = |name: &str| {
            gone.iter().any(|model| model.name == name)
                && new.iter().any(|model| model.name == name)
        };
        let thing = |model: &&Model| {
            let mut names = vec![model.name.clone(), model.database_name.clone()];
            let qualified = table(model).to_string();
            names.push(qualified.clone());
            let shown = match ambiguous(&model.name) {
                true => qualified,
                false => model.name.clone(),
            };
            Thing {
                names,
                shown,
                renamed_from: model.renamed_from.clone(),
            }
        };
        let things = |models: &[&Model]| models.iter().map(thing).collect::<Vec<_>>();
        let alike = |before: usize, after: usize| {
            gone[before].name == new[after].name
                || mostly_same(previous, gone[before], next, new[after])
        };
        let pairs = self.pairs("table", &[], &things(&gone), &things(&new), alike);
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
        let ambiguous = |name: &str| {
            gone.iter().any(|(other, _)| other.name == name)
                && new.iter().any(|(other, _)| other.name == name)
        };
        let thing = |(field, scalar): &(&Field, &ScalarField)| Thing {
            names: vec![field.name.clone(), scalar.database_name.clone()],
            shown: match ambiguous(&field.name) {
                true => scalar.database_name.clone(),
                false => field.name.clone(),
            },
            renamed_from: scalar.renamed_from.clone(),
        };
        let gone_things: Vec<_> = gone.iter().map(thing).collect();
        let new_things: Vec<_> = new.iter().map(thing).collect();
        let alike = |one: usize, other: usize| {
            let ((field, scalar), (new_field, new_scalar)) = (gone[one], new[other]);
            let lists = [field, new_field].map(|field| field.arity == Arity::List);
            field.name == new_field.name
                || lists[0] == lists[1] && same_type(previous, &scalar.ty, next, &new_scalar.ty)
        };
        let owners = [
            after.name.as_str(),
            &after.database_name,
            &before.name,
            &before.database_name,
        ];
        let pairs = self.pairs("column", &owners, &gone_things, &new_things, alike);
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
        let ambiguous = |name: &str| {
            gone.iter().any(|item| item.name == name) && new.iter().any(|item| item.name == name)
        };
        let thing = |item: &&Enum| {
            let qualified = enumeration(item).to_string();
            Thing {
                shown: match ambiguous(&item.name) {
                    true => qualified.clone(),
                    false => item.name.clone(),
                },
                names: vec![item.name.clone(), item.database_name.clone(), qualified],
                renamed_from: item.renamed_from.clone(),
            }
        };
        let gone_things: Vec<_> = gone.iter().map(thing).collect();
        let new_things: Vec<_> = new.iter().map(thing).collect();
        let alike = |before: usize, after: usize| {
            let (before, after) = (gone[before], new[after]);
            let has = |name: &str| after.values.iter().any(|value| value.database_name == name);
            before.name == after.name || before.values.iter().any(|value| has(&value.database_name))
        };
        let pairs = self.pairs("enum", &[], &gone_things, &new_things, alike);
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
                .cloned()
                .collect()
        };
        let (gone, new) = (only(before, after), only(after, before));
        let ambiguous = |name: &str| {
            gone.iter().any(|value| value.name == name)
                && new.iter().any(|value| value.name == name)
        };
        let thing = |value: &crate::model::EnumValue| Thing {
            names: vec![value.name.clone(), value.database_name.clone()],
            shown: match ambiguous(&value.name) {
                true => value.database_name.clone(),
                false => value.name.clone(),
            },
            renamed_from: value.renamed_from.clone(),
        };
        let gone_things: Vec<_> = gone.iter().map(thing).collect();
        let new_things: Vec<_> = new.iter().map(thing).collect();
        let owners = [
            after.name.as_str(),
            &after.database_name,
            &before.name,
            &before.database_name,
        ];
        let pairs = self.pairs("value", &owners, &gone_things, &new_things, |_, _| true);
        for (one, other) in pairs {
            self.hints.renames.values.push((
                enumeration(after),
                gone[one].database_name.clone(),
                new[other].database_name.clone(),
            ));
        }
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
