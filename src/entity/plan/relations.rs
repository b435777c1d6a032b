//! The ends of relations, and which of them SeaORM's `Related` can lead to.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::{Column, End, Entity, ForeignKey, Kind, Planner, Through, Way};
use crate::database;
use crate::diagnostic::code;
use crate::entity::rust::Ident;
use crate::entity::{case, name};
use crate::model::{
    Arity, Field, FieldId, FieldKind, Format, ReferentialAction, Relation, RelationKind, Side,
};

/// What the two ends of a relation have in common that can be had: of each pair the side with the
/// foreign key first.
struct Kept {
    /// The entities.
    entities: [usize; 2],
    /// Where the ends stand in them.
    places: [usize; 2],
    /// The columns of the foreign key, and those that it references.
    columns: [Vec<usize>; 2],
    /// The entity of the table between them.
    join: Option<usize>,
}

impl<'a> Planner<'a, '_> {
    pub(super) fn relations(&mut self) {
        let data_model = self.data_model;
        let relations = &data_model.relations;
        let mut kept: Vec<Option<Kept>> = relations
            .iter()
            .map(|relation| self.kept(relation))
            .collect();
        let mut keys = relations.iter().zip(&kept);
        let has_key = keys.any(|(relation, kept)| kept.is_some() && !is_join(relation));
        if let Some(datasource) = &data_model.datasource
            && data_model.emulates_foreign_keys()
            && has_key
        {
            self.diagnostics
                .push(code::actions_not_kept(datasource.span));
        }
        let ends = || {
            data_model.models.iter().flat_map(|model| {
                model.fields.iter().filter_map(|field| match &field.kind {
                    FieldKind::Relation(end) => Some((field, end)),
                    FieldKind::Scalar(_) => None,
                })
            })
        };
        let mut counts = vec![0; self.entities.len()];
        for (_, end) in ends() {
            if let Some(kept) = &mut kept[end.relation.0 as usize] {
                let side = end.side as usize;
                let count = &mut counts[kept.entities[side]];
                kept.places[side] = *count;
                *count += 1;
            }
        }
        let mut joins: Vec<(&Relation, &mut Kept)> = relations
            .iter()
            .zip(&mut kept)
            .filter_map(|(relation, kept)| Some((relation, kept.as_mut()?)))
            .filter(|(relation, _)| is_join(relation))
            .collect();
        joins.sort_by_key(|(relation, _)| {
            let model = data_model.model(relation.forward);
            (&model.name, &model.field(relation.forward_field).name)
        });
        for (relation, kept) in joins {
            kept.join = Some(self.join(relation, kept.entities));
        }
        for (field, end) in ends() {
            if let Some(kept) = &kept[end.relation.0 as usize] {
                let relation = data_model.relation(end.relation);
                let entity = kept.entities[end.side as usize];
                let end = self.end(field, relation, end.side, kept);
                self.entities[entity].ends.extend(end);
            }
        }
        self.related();
        self.through();
        for entity in 0..self.entities.len() {
            self.same_variants(entity);
            self.formats(entity);
            name_links(&mut self.entities[entity]);
        }
    }

    /// A relation, if it can be had: both models have entities, with the columns of the key.
    fn kept(&mut self, relation: &Relation) -> Option<Kept> {
        let data_model = self.data_model;
        let entities = [
            self.of_model[relation.forward.0 as usize]?,
            self.of_model[relation.back.0 as usize]?,
        ];
        let fields = [
            data_model
                .model(relation.forward)
                .field(relation.forward_field),
            data_model.model(relation.back).field(relation.back_field),
        ];
        let mut can_be_had = fields.iter().all(|field| !field.ignored);
        for field in fields {
            if !name::is_of_relation(&field.name) {
                self.diagnostics
                    .push(code::name_not_in_rust(field.span, &field.name));
                can_be_had = false;
            }
        }
        if !can_be_had {
            return None;
        }
        let columns = match relation.foreign_key() {
            Some(key) => [
                self.columns_of(entities[0], &key.fields)?,
                self.columns_of(entities[1], &key.references)?,
            ],
            None => {
                let mut keys = entities.iter().map(|entity| &self.entities[*entity].key);
                if keys.any(|key| key.len() != 1) {
                    return None;
                }
                [Vec::new(), Vec::new()]
            }
        };
        Some(Kept {
            entities,
            places: [0, 0],
            columns,
            join: None,
        })
    }

    fn columns_of(&self, entity: usize, fields: &[FieldId]) -> Option<Vec<usize>> {
        let columns = &self.entities[entity].columns;
        fields
            .iter()
            .map(|field| columns.iter().position(|column| column.id == Some(*field)))
            .collect()
    }

    fn end(&self, field: &Field, relation: &Relation, side: Side, kept: &Kept) -> Option<End> {
        let [from, to] = &kept.columns;
        let (here, there) = (side as usize, 1 - side as usize);
        let way = match (relation.foreign_key(), kept.join, side) {
            (Some(key), _, Side::Forward) => {
                let model = self.data_model.model(relation.forward);
                Way::BelongsTo(ForeignKey {
                    from: from.clone(),
                    to: to.clone(),
                    on_delete: key.action_on_delete(model),
                    on_update: key.action_on_update(),
                    virtual_: self.data_model.emulates_foreign_keys(),
                })
            }
            (Some(_), _, Side::Back) => Way::Has {
                many: matches!(relation.kind, RelationKind::OneToMany(_)),
                back: kept.places[0],
                from: to.clone(),
                to: from.clone(),
            },
            (None, Some(join), _) => Way::Join { join, here, there },
            (None, None, _) => return None,
        };
        Some(End {
            field: name::field(&field.name)?,
            variant: name::relation(&field.name)?,
            docs: field.docs.clone(),
            target: kept.entities[there],
            way,
            related: false,
            link: None,
        })
    }

    /// The entity of an implicit many-to-many's table between two others, and its place.
    fn join(&mut self, relation: &'a Relation, targets: [usize; 2]) -> usize {
        let models = [relation.forward, relation.back].map(|id| self.data_model.model(id));
        let fields = [
            models[0].field(relation.forward_field),
            models[1].field(relation.back_field),
        ];
        // PostgreSQL cuts a name to what the others have in full, here as in a query.
        let engines = &self.data_model.settings.engines;
        let table = engines
            .iter()
            .map(|engine| database::join_table_name(*engine, self.data_model, relation))
            .max_by_key(String::len)
            .unwrap_or_default();
        let place = self.entities.len();
        // A model related to itself would give both columns one name: there the fields name them,
        // since `B` is what `A`'s row has in the forward field.
        let names: [&'a str; 2] = if relation.forward == relation.back {
            [&fields[1].name, &fields[0].name]
        } else {
            [&models[0].name, &models[1].name]
        };
        let variants: [String; 2] = if relation.forward == relation.back {
            names.map(str::to_owned)
        } else {
            // SeaORM's dense format looks for the target's module.
            targets.map(|target| self.entities[target].module.as_str().to_owned())
        };
        let columns = [0, 1].into_iter().filter_map(|side| {
            let docs = format!(
                "The `{}` whose `{}` has the other one.",
                models[side].name, fields[side].name
            );
            self.join_column(side, targets[side], names[side], docs)
        });
        let columns: Vec<Column> = columns.collect();
        let ends = [0, 1].into_iter();
        let ends = ends
            .filter_map(|side| self.join_end(side, targets[side], names[side], &variants[side]))
            .collect();
        let (module, alias) = self.names_of_join(table.trim_start_matches('_'));
        let dense = targets
            .iter()
            .all(|target| self.entities[*target].format == Format::Dense);
        let docs = vec![format!(
            "Which `{}` has which `{}`.",
            models[0].name, models[1].name
        )];
        self.entities.push(Entity {
            name: relation.name.as_deref().unwrap_or("of many to many"),
            kind: Kind::Join,
            module,
            alias,
            table: table.into(),
            schema: models[0].schema.as_deref(),
            docs,
            format: if dense {
                Format::Dense
            } else {
                Format::Compact
            },
            hooks: false,
            camel_case: false,
            columns,
            key: vec![0, 1],
            ends,
            through: Vec::new(),
            finders: Vec::new(),
            span: fields[0].span,
        });
        place
    }

    /// The column of a join table's entity that points at one of its two targets.
    fn join_column(
        &self,
        side: usize,
        target: usize,
        name: &str,
        docs: String,
    ) -> Option<Column<'a>> {
        let target = &self.entities[target];
        let field = name::field(&format!("{}_id", case::snake(name)))?;
        Some(Column {
            variant: name::variant(field.as_str())?,
            field,
            explicit_variant: false,
            name: ["A", "B"][side],
            explicit_name: true,
            docs: vec![docs],
            ty: target.columns[target.key[0]].ty.clone(),
            arity: Arity::Required,
            unique: false,
            auto_increment: false,
            default: None,
            updated_at: false,
            untold: false,
            id: None,
        })
    }

    /// The end of a join table's entity that leads to one of its two targets.
    fn join_end(&self, side: usize, target: usize, name: &str, variant: &str) -> Option<End> {
        Some(End {
            field: name::field(name)?,
            variant: name::relation(variant)?,
            docs: Vec::new(),
            target,
            way: Way::BelongsTo(ForeignKey {
                from: vec![side],
                to: self.entities[target].key.clone(),
                on_delete: ReferentialAction::Cascade,
                on_update: ReferentialAction::Cascade,
                virtual_: self.data_model.emulates_foreign_keys(),
            }),
            related: false,
            link: None,
        })
    }

    /// The module of a join table's entity, and what the prelude calls it: nothing else has the names.
    fn names_of_join(&mut self, table: &str) -> (Ident, Ident) {
        let mut module = name::module(table);
        while !self.modules.insert(module.clone()) {
            module = module.with("_join");
        }
        let mut alias = name::public_type(table, "Join").unwrap_or_else(|| Ident::fixed("Join"));
        while !self.aliases.insert(alias.clone()) {
            alias = alias.with("Join");
        }
        (module, alias)
    }

    /// `Related` knows one relation for each target, and none to the model itself.
    fn related(&mut self) {
        for (place, entity) in self.entities.iter_mut().enumerate() {
            let mut counts: HashMap<usize, usize> = HashMap::default();
            for end in &entity.ends {
                *counts.entry(end.target).or_default() += 1;
            }
            for end in &mut entity.ends {
                end.related = end.target != place && counts[&end.target] == 1;
            }
        }
    }

    /// A model whose id is the columns of two foreign keys joins the models at their ends, where
    /// nothing else relates those.
    fn through(&mut self) {
        let mut found: BTreeMap<(usize, usize), Vec<Through>> = BTreeMap::new();
        for (join, entity) in self.entities.iter().enumerate() {
            if entity.kind != Kind::Table {
                continue;
            }
            let keys: Vec<(usize, usize, &ForeignKey)> = entity
                .ends
                .iter()
                .enumerate()
                .filter_map(|(place, end)| match &end.way {
                    Way::BelongsTo(key) => Some((place, end.target, key)),
                    _ => None,
                })
                .collect();
            for (here, from, left) in &keys {
                for (there, target, right) in &keys {
                    if left.from.len() + right.from.len() != entity.key.len() {
                        continue;
                    }
                    let mut columns: Vec<usize> =
                        left.from.iter().chain(&right.from).copied().collect();
                    columns.sort_unstable();
                    let mut key = entity.key.clone();
                    key.sort_unstable();
                    if from != target && columns == key {
                        let through = Through {
                            target: *target,
                            join,
                            here: *here,
                            there: *there,
                        };
                        found.entry((*from, *target)).or_default().push(through);
                    }
                }
            }
        }
        for ((from, target), through) in found {
            if let [through] = through.as_slice()
                && self.entities[from]
                    .ends
                    .iter()
                    .all(|end| end.target != target)
            {
                self.entities[from].through.push(through.clone());
            }
        }
    }

    /// Two relation fields that have one name in Rust, or a relation and a column in a format that
    /// has both as fields.
    fn same_variants(&mut self, entity: usize) {
        let entity = &self.entities[entity];
        for (place, end) in entity.ends.iter().enumerate() {
            let other = entity.ends[..place]
                .iter()
                .any(|other| other.variant == end.variant)
                || (entity.format == Format::Dense
                    && entity
                        .columns
                        .iter()
                        .any(|column| column.field == end.field));
            if other {
                self.diagnostics.push(code::same_name_in_rust(
                    entity.span,
                    entity.span,
                    "fields",
                    end.field.as_str(),
                ));
            }
        }
    }

    /// SeaORM's dense entities relate to dense entities alone.
    fn formats(&mut self, entity: usize) {
        let entity = &self.entities[entity];
        for end in &entity.ends {
            let target = &self.entities[end.target];
            if entity.format == Format::Dense && target.format != Format::Dense {
                self.diagnostics.push(code::dense_beside_compact(
                    entity.span,
                    target.span,
                    entity.name,
                    target.name,
                ));
            }
        }
    }
}

/// An end that `Related` leads to needs no link; the others' links stand in the entity's file,
/// where they must hide nothing.
fn name_links(entity: &mut Entity) {
    let is_join = entity.kind == Kind::Join;
    for end in &mut entity.ends {
        let is_needed = !end.related && !is_join;
        end.link = is_needed.then(|| match name::is_free_in_entity(&end.variant) {
            true => end.variant.clone(),
            false => end.variant.with("Link"),
        });
    }
}

/// Whether a relation has a table of its own.
fn is_join(relation: &Relation) -> bool {
    relation.kind == RelationKind::ManyToMany
}
