//! Directives that name nothing which is gone.
//!
//! One on something that was there before has done its work, and may stay. One on something new is a slip,
//! unless an earlier schema had the name: then the new thing is an old one that came back.

use super::{Finder, Kind, Renames, enumeration, joins, table, tables};
use crate::model::{DataModel, Enum, Model, OldName};

/// A directive on something new that names nothing which is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// Of what kind that is.
    pub kind: Kind,
    /// What is new.
    pub new: String,
    /// What it was called, as the directive says.
    pub old: OldName,
    /// What is gone of its kind, in the same place.
    pub gone: Vec<String>,
    /// The names of what it is a part of, now and before.
    pub(super) owners: Vec<String>,
}

impl Idle {
    pub(super) fn new(kind: Kind, owners: &[&str], new: &str, old: &OldName) -> Self {
        let owner = owners.first().map(|owner| format!("{owner}."));
        Self {
            kind,
            new: owner.unwrap_or_default() + new,
            old: old.clone(),
            gone: Vec::new(),
            owners: owners.iter().map(|owner| (*owner).to_owned()).collect(),
        }
    }

    /// Whether a data model has what the directive names, in the place of what is new.
    pub fn is_in(&self, model: &DataModel) -> bool {
        self.is_owned_in(model, &self.owners)
    }

    /// Whether one of the data models so far had it, oldest first and each with the renames that led to it,
    /// by which its owner is followed back.
    pub fn was_in(&self, past: &[(DataModel, Renames)]) -> bool {
        let mut owners = self.owners.clone();
        past.iter().rev().any(|(model, renames)| {
            let models = tables(model).into_iter();
            let models = models.map(|model| [&model.name, &model.database_name]);
            let enums = model.enums.iter();
            let enums = enums.map(|item| [&item.name, &item.database_name]);
            let named = models.chain(enums).filter(|names| {
                let mut names = names.iter();
                names.any(|name| owners.contains(name))
            });
            let named: Vec<String> = named.flatten().cloned().collect();
            owners.extend(named);
            let is_in = self.is_owned_in(model, &owners);
            let renamed = renames.tables.iter().chain(&renames.enums);
            let before = renamed.filter(|(_, to)| owners.contains(&to.name));
            let before: Vec<String> = before.map(|(from, _)| from.name.clone()).collect();
            owners.extend(before);
            is_in
        })
    }

    fn is_owned_in(&self, model: &DataModel, owners: &[String]) -> bool {
        let is_old = |names: &[&str]| names.contains(&self.old.name.as_str());
        let owns = |names: &[&str]| {
            let mut owners = owners.iter();
            owners.any(|owner| names.contains(&owner.as_str()))
        };
        let mut enums = model.enums.iter();
        let mut tables = tables(model).into_iter();
        match self.kind {
            Kind::Table => tables.any(|model| {
                let qualified = table(model).to_string();
                is_old(&[&model.name, &model.database_name, &qualified])
            }),
            Kind::Column => tables
                .filter(|model| owns(&[&model.name, &model.database_name]))
                .flat_map(|model| model.columns())
                .any(|(_, field, scalar)| is_old(&[&field.name, &scalar.database_name])),
            Kind::Enum => enums.any(|item| {
                let qualified = enumeration(item).to_string();
                is_old(&[&item.name, &item.database_name, &qualified])
            }),
            Kind::Value => enums
                .filter(|item| owns(&[&item.name, &item.database_name]))
                .flat_map(|item| &item.values)
                .any(|value| is_old(&[&value.name, &value.database_name])),
        }
    }
}

impl Finder<'_> {
    /// Directives in models and enums that are new as a whole: no part of them had another name.
    pub(super) fn idle_in_new(
        &mut self,
        previous: &DataModel,
        next: &DataModel,
        models: &[(&Model, &Model)],
        enums: &[(&Enum, &Enum)],
    ) {
        let joins = joins::tables(previous);
        let renamed: Vec<_> = self.hints.renames.tables.iter().map(|(_, to)| to).collect();
        let is_new = |model: &&Model| {
            let table = table(model);
            !models.iter().any(|(_, after)| std::ptr::eq(*after, *model))
                && !joins.contains(&table)
                && !renamed.contains(&&table)
        };
        let mut idle = Vec::new();
        for model in tables(next).into_iter().filter(is_new) {
            let owners = [model.name.as_str(), &model.database_name];
            for (_, field, scalar) in model.columns() {
                let old = scalar.renamed_from.as_ref();
                idle.extend(old.map(|old| Idle::new(Kind::Column, &owners, &field.name, old)));
            }
        }
        let is_new = |item: &&Enum| !enums.iter().any(|(_, after)| std::ptr::eq(*after, *item));
        for item in next.enums.iter().filter(is_new) {
            let owners = [item.name.as_str(), &item.database_name];
            for value in &item.values {
                let old = value.renamed_from.as_ref();
                idle.extend(old.map(|old| Idle::new(Kind::Value, &owners, &value.name, old)));
            }
        }
        self.hints.idle.extend(idle);
    }
}
