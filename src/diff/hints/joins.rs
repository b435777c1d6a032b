//! The tables of implicit many-to-many relations, which have no model of their own: they follow
//! the models that they join, and may become a model's table, or have been one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Finder, Kind, Thing, column_thing, table, table_thing};
use crate::database::{QualifiedName, join_table_name};
use crate::dialect::Engine;
use crate::model::{DataModel, Model, ModelId, Relation, RelationKind};

/// The columns of a join table, in the order of its ends.
const COLUMNS: [&str; 2] = ["A", "B"];

/// A join table with the models that it joins, on the other side of the change.
struct Join<'m> {
    name: QualifiedName,
    ends: [Option<&'m Model>; 2],
}

impl Finder<'_> {
    /// Join tables follow their models: one has their names, and its columns are in the order of
    /// these.
    pub(super) fn join_tables(
        &mut self,
        previous: &DataModel,
        next: &DataModel,
        models: &[(&Model, &Model)],
    ) {
        let (before, after) = (joins(previous), joins(next));
        let now = |id: ModelId| {
            let model = previous.model(id);
            let pair = models
                .iter()
                .find(|(before, _)| std::ptr::eq(*before, model));
            pair.map(|(_, after)| after.name.as_str())
        };
        let name = |id: ModelId| Some(next.model(id).name.as_str());
        for relation in &before {
            let ends = (now(relation.forward), now(relation.back));
            let is_same = |other: &&&Relation| {
                let (forward, back) = (name(other.forward), name(other.back));
                other.name == relation.name && (ends == (forward, back) || ends == (back, forward))
            };
            let mut same = after.iter().filter(is_same);
            let (Some(other), None) = (same.next(), same.next()) else {
                continue;
            };
            let (from, to) = (join_table(previous, relation), join_table(next, other));
            if from != to {
                self.hints.renames.tables.push((from, to.clone()));
            }
            if ends.0 != name(other.forward) {
                for (from, to_column) in [("A", "B"), ("B", "A")] {
                    let pair = (to.clone(), from.to_owned(), to_column.to_owned());
                    self.hints.renames.columns.push(pair);
                }
            }
        }
    }

    /// A join table that becomes a model's table, or the other way round: by its name, or because
    /// the user says so. Its columns are those that point at the same models.
    pub(super) fn made_explicit(
        &mut self,
        previous: &DataModel,
        next: &DataModel,
        models: &[(&Model, &Model)],
    ) {
        let now = |model: &Model| {
            let mut pairs = models.iter();
            pairs.find_map(|(before, after)| std::ptr::eq(*before, model).then_some(*after))
        };
        let once = |model: &Model| {
            let mut pairs = models.iter();
            pairs.find_map(|(before, after)| std::ptr::eq(*after, model).then_some(*before))
        };
        let (gone, new) = (self.unmatched(previous), self.unmatched(next));
        let gone_joins = gone.iter().filter(|(name, _)| !new.contains_key(name));
        let gone_joins = gone_joins.map(|(name, ends)| Join {
            name: name.clone(),
            ends: ends.map(|id| now(previous.model(id))),
        });
        let new_joins = new.iter().filter(|(name, _)| !gone.contains_key(name));
        let new_joins = new_joins.map(|(name, ends)| Join {
            name: name.clone(),
            ends: ends.map(|id| once(next.model(id))),
        });
        let (gone_joins, new_joins): (Vec<_>, Vec<_>) = (gone_joins.collect(), new_joins.collect());
        if gone_joins.is_empty() && new_joins.is_empty() {
            return;
        }
        let known = |model: &&Model| model.view.is_none() && once(model).is_none();
        let new_models: Vec<&Model> = next.models.iter().filter(known).collect();
        let known = |model: &&Model| model.view.is_none() && now(model).is_none();
        let gone_models: Vec<&Model> = previous.models.iter().filter(known).collect();

        let pairs = self.tables(&gone_joins, &new_models, false, |join, model| {
            joins_the_same(next, model, join)
        });
        for (join, model) in pairs {
            let columns = following(next, model, join);
            self.explicit(join, model, columns, false);
        }
        let pairs = self.tables(&new_joins, &gone_models, true, |join, model| {
            joins_the_same(previous, model, join)
        });
        for (join, model) in pairs {
            let columns = following(previous, model, join);
            self.explicit(join, model, columns, true);
        }
    }

    /// Join tables of a data model that no rename leads to or from.
    fn unmatched(&self, data_model: &DataModel) -> BTreeMap<QualifiedName, [ModelId; 2]> {
        let renamed = &self.hints.renames.tables;
        let is_matched =
            |name: &QualifiedName| renamed.iter().any(|(from, to)| from == name || to == name);
        let joins = joins(data_model).into_iter();
        joins
            .map(|relation| {
                let ends = [relation.forward, relation.back];
                (join_table(data_model, relation), ends)
            })
            .filter(|(name, _)| !is_matched(name))
            .collect()
    }

    /// Join tables and models that are one table, before and after. `back` where the models are
    /// those before.
    fn tables<'a, 'm>(
        &mut self,
        joins: &'a [Join<'m>],
        models: &[&'m Model],
        back: bool,
        alike: impl Fn(&Join, &Model) -> bool,
    ) -> Vec<(&'a Join<'m>, &'m Model)> {
        let mut pairs = Vec::new();
        let (mut open_joins, mut open_models) = (Vec::new(), models.to_vec());
        for join in joins {
            let same = open_models
                .iter()
                .position(|model| table(model) == join.name);
            match same {
                Some(at) => pairs.push((join, open_models.remove(at))),
                None => open_joins.push(join),
            }
        }
        let of_joins = open_joins.iter().map(|join| Thing {
            name: join.name.to_string(),
            database_name: join.name.name.clone(),
            qualified: None,
            renamed_from: None,
        });
        let of_joins = of_joins.collect();
        let of_models = open_models.iter().copied().map(table_thing).collect();
        let (gone, new) = match back {
            false => (of_joins, of_models),
            true => (of_models, of_joins),
        };
        let change = Change {
            kind: Kind::Table,
            owners: &[],
            gone,
            new,
        };
        let in_order = |(gone, new): (usize, usize)| match back {
            false => (open_joins[gone], open_models[new]),
            true => (open_joins[new], open_models[gone]),
        };
        let found = self.pairs(&change, |gone, new| {
            let (join, model) = in_order((gone, new));
            alike(join, model)
        });
        if back {
            for (model, _) in &found {
                // Another model might have been it.
                let shown = change.shown(&change.gone[*model]);
                self.hints.questions.retain(|one| one.from != shown);
            }
        }
        pairs.extend(found.into_iter().map(in_order));
        pairs
    }

    /// Renames a join table and its columns to those of a model, or back.
    fn explicit(&mut self, join: &Join, model: &Model, columns: [Option<String>; 2], back: bool) {
        let (mut from, mut to) = (join.name.clone(), table(model));
        if back {
            std::mem::swap(&mut from, &mut to);
        }
        let mut open = Vec::new();
        for (column, called) in COLUMNS.into_iter().zip(columns) {
            match called {
                Some(called) if called == column => {}
                Some(called) => {
                    let (from, to_column) = match back {
                        false => (column.to_owned(), called),
                        true => (called, column.to_owned()),
                    };
                    let rename = (to.clone(), from, to_column);
                    self.hints.renames.columns.push(rename);
                }
                None => open.push(column),
            }
        }
        self.ask_columns(&from, &to, model, &open, back);
        if from != to {
            self.hints.renames.tables.push((from, to));
        }
    }

    /// Asks for columns of which no foreign key says what they are.
    fn ask_columns(
        &mut self,
        from: &QualifiedName,
        to: &QualifiedName,
        model: &Model,
        open: &[&str],
        back: bool,
    ) {
        if open.is_empty() {
            return;
        }
        let of_join = open.iter().map(|column| Thing {
            name: (*column).to_owned(),
            database_name: (*column).to_owned(),
            qualified: None,
            renamed_from: None,
        });
        let others = model.columns().filter(|(_, _, scalar)| {
            let name = scalar.database_name.as_str();
            let mut known = self.hints.renames.columns.iter();
            !COLUMNS.contains(&name)
                && !known.any(|(of, before, after)| {
                    of == to && [before, after].contains(&&scalar.database_name)
                })
        });
        let of_model = others.map(|(_, field, scalar)| column_thing((field, scalar)));
        let (of_join, of_model) = (of_join.collect(), of_model.collect());
        let (gone, new) = match back {
            false => (of_join, of_model),
            true => (of_model, of_join),
        };
        let change = Change {
            kind: Kind::Column,
            owners: &[&model.name, &model.database_name, &from.name, &to.name],
            gone,
            new,
        };
        for (one, other) in self.pairs(&change, |_, _| true) {
            let column = |thing: &Thing| thing.database_name.clone();
            let rename = (
                to.clone(),
                column(&change.gone[one]),
                column(&change.new[other]),
            );
            self.hints.renames.columns.push(rename);
        }
    }
}

/// The columns of a model's table that are A and B of a join table: each has a foreign key of its
/// own to the model at that end, and no other column has one.
fn following(data_model: &DataModel, model: &Model, join: &Join) -> [Option<String>; 2] {
    join.ends.map(|end| {
        let columns = pointing(data_model, model, end?);
        match columns.as_slice() {
            [column] => Some(column.clone()),
            _ => None,
        }
    })
}

/// Whether a model points at both ends of a join table.
fn joins_the_same(data_model: &DataModel, model: &Model, join: &Join) -> bool {
    let points =
        |end: Option<&Model>| end.is_some_and(|end| !pointing(data_model, model, end).is_empty());
    join.ends.into_iter().all(points)
}

/// Columns of a model that point at another by themselves.
fn pointing(data_model: &DataModel, model: &Model, end: &Model) -> Vec<String> {
    let relations = data_model.relations.iter();
    let fields = relations.filter_map(|relation| {
        let key = relation.foreign_key()?;
        let (forward, back) = (
            data_model.model(relation.forward),
            data_model.model(relation.back),
        );
        match key.fields.as_slice() {
            [field] if std::ptr::eq(forward, model) && std::ptr::eq(back, end) => Some(*field),
            _ => None,
        }
    });
    let columns = fields.filter_map(|field| model.scalar(field));
    columns.map(|scalar| scalar.database_name.clone()).collect()
}

fn joins(data_model: &DataModel) -> Vec<&Relation> {
    let relations = data_model.relations.iter();
    relations
        .filter(|relation| relation.kind == RelationKind::ManyToMany)
        .collect()
}

fn join_table(data_model: &DataModel, relation: &Relation) -> QualifiedName {
    QualifiedName {
        namespace: data_model.model(relation.forward).schema.clone(),
        // Whichever engine cuts the name, it cuts it again from this one.
        name: join_table_name(Engine::Sqlite, data_model, relation),
    }
}

/// The names of all join tables.
pub(super) fn tables(data_model: &DataModel) -> BTreeSet<QualifiedName> {
    let joins = joins(data_model).into_iter();
    joins
        .map(|relation| join_table(data_model, relation))
        .collect()
}
