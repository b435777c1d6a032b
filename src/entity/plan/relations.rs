//! The ends of relations, and which of them SeaORM's `Related` can lead to.

use std::collections::BTreeMap;

use super::{Column, End, Entity, ForeignKey, Kind, Planner, Through, Way};
use crate::database;
use crate::diagnostic::code;
use crate::entity::rust::Ident;
use crate::entity::{case, name};
use crate::model::{
    Arity, Field, FieldId, FieldKind, Format, ModelId, ReferentialAction, Relation, RelationId,
    RelationKind, Side,
};

/// Where the ends of a model's relation fields stand in its entity.
type Places = BTreeMap<(ModelId, FieldId), usize>;

impl<'a> Planner<'a, '_> {
    pub(super) fn relations(&mut self) {
        let data_model = self.data_model;
        let kept: Vec<bool> = data_model
            .relations
            .iter()
            .map(|relation| self.is_kept(relation))
            .collect();
        let mut relations = data_model.relations.iter().zip(&kept);
        let has_key = relations.any(|(relation, kept)| *kept && relation.foreign_key().is_some());
        if let Some(datasource) = &data_model.datasource
            && !datasource.foreign_keys
            && has_key
        {
            self.diagnostics
                .push(code::actions_not_kept(datasource.span));
        }
        let mut places = Places::new();
        for (id, model) in data_model.iter_models() {
            let fields = model.iter_fields().filter(|(_, field)| {
                matches!(&field.kind, FieldKind::Relation(end) if kept[end.relation.0 as usize])
            });
            places.extend(
                fields
                    .enumerate()
                    .map(|(place, (field, _))| ((id, field), place)),
            );
        }
        let mut many_to_many: Vec<(RelationId, &Relation)> = data_model
            .iter_relations()
            .filter(|(id, relation)| {
                kept[id.0 as usize] && relation.kind == RelationKind::ManyToMany
            })
            .collect();
        many_to_many.sort_by_key(|(_, relation)| {
            let model = data_model.model(relation.forward);
            (&model.name, &model.field(relation.forward_field).name)
        });
        let mut joins = BTreeMap::new();
        for (id, relation) in many_to_many {
            joins.insert(id, self.join(relation));
        }
        for (id, model) in data_model.iter_models() {
            for (field_id, field) in model.iter_fields() {
                let FieldKind::Relation(end) = &field.kind else {
                    continue;
                };
                if !places.contains_key(&(id, field_id)) {
                    continue;
                }
                let Some(entity) = self.of_model[id.0 as usize] else {
                    continue;
                };
                let join = joins.get(&end.relation).copied();
                let end = self.end(field, end.relation, end.side, join, &places);
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

    /// Whether a relation can be had: both models have entities, with the columns of the key.
    fn is_kept(&mut self, relation: &Relation) -> bool {
        let data_model = self.data_model;
        let (Some(forward), Some(back)) = (
            self.of_model[relation.forward.0 as usize],
            self.of_model[relation.back.0 as usize],
        ) else {
            return false;
        };
        let fields = [
            data_model
                .model(relation.forward)
                .field(relation.forward_field),
            data_model.model(relation.back).field(relation.back_field),
        ];
        let mut kept = fields.iter().all(|field| !field.ignored);
        for field in fields {
            if !name::is_of_relation(&field.name) {
                self.diagnostics
                    .push(code::name_not_in_rust(field.span, &field.name));
                kept = false;
            }
        }
        kept && match relation.foreign_key() {
            Some(key) => {
                self.columns_of(forward, &key.fields).is_some()
                    && self.columns_of(back, &key.references).is_some()
            }
            None => self.entities[forward].key.len() == 1 && self.entities[back].key.len() == 1,
        }
    }

    fn columns_of(&self, entity: usize, fields: &[FieldId]) -> Option<Vec<usize>> {
        let columns = &self.entities[entity].columns;
        fields
            .iter()
            .map(|field| columns.iter().position(|column| column.id == Some(*field)))
            .collect()
    }

    fn end(
        &self,
        field: &'a Field,
        relation: RelationId,
        side: Side,
        join: Option<usize>,
        places: &Places,
    ) -> Option<End> {
        let relation = self.data_model.relation(relation);
        let (model, opposite) = relation.opposite(side);
        let target = self.of_model[model.0 as usize]?;
        let way = match (relation.foreign_key(), join) {
            (Some(key), _) => {
                let here = self.of_model[relation.forward.0 as usize]?;
                let there = self.of_model[relation.back.0 as usize]?;
                let from = self.columns_of(here, &key.fields)?;
                let to = self.columns_of(there, &key.references)?;
                match side {
                    Side::Forward => {
                        // As `database` has it: NULL where each column of the key can be NULL.
                        let columns = &self.entities[here].columns;
                        let required = from
                            .iter()
                            .any(|place| columns[*place].arity == Arity::Required);
                        let on_delete = match required {
                            true => ReferentialAction::Restrict,
                            false => ReferentialAction::SetNull,
                        };
                        Way::BelongsTo(ForeignKey {
                            from,
                            to,
                            on_delete: key.on_delete.unwrap_or(on_delete),
                            on_update: key.on_update.unwrap_or(ReferentialAction::Cascade),
                            virtual_: self
                                .data_model
                                .datasource
                                .as_ref()
                                .is_some_and(|source| !source.foreign_keys),
                        })
                    }
                    Side::Back => Way::Has {
                        many: matches!(relation.kind, RelationKind::OneToMany(_)),
                        back: *places.get(&(model, opposite))?,
                        from: to,
                        to: from,
                    },
                }
            }
            (None, Some(join)) => {
                let (here, there) = if side == Side::Forward {
                    (0, 1)
                } else {
                    (1, 0)
                };
                Way::Join { join, here, there }
            }
            (None, None) => return None,
        };
        let variant = name::relation(&field.name)?;
        Some(End {
            field: name::field(&field.name)?,
            link: None,
            variant,
            docs: field.docs.clone(),
            target,
            way,
            related: false,
        })
    }

    /// The entity of an implicit many-to-many's table, and its place.
    fn join(&mut self, relation: &'a Relation) -> usize {
        let models = [relation.forward, relation.back].map(|id| self.data_model.model(id));
        let fields = [
            models[0].field(relation.forward_field),
            models[1].field(relation.back_field),
        ];
        // PostgreSQL cuts a name to what the others have in full, here as in a query.
        let engines = &self.data_model.settings.engines;
        let table = engines
            .iter()
            .map(|engine| database::names::join_table(*engine, self.data_model, relation))
            .max_by_key(String::len)
            .unwrap_or_default();
        let place = self.entities.len();
        let targets = [relation.forward, relation.back]
            .map(|id| self.of_model[id.0 as usize].unwrap_or(place));
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
        let columns: Vec<Column> = [0, 1]
            .into_iter()
            .filter_map(|side| {
                let target = &self.entities[targets[side]];
                let field = name::field(&format!("{}_id", case::snake(names[side])))?;
                Some(Column {
                    variant: name::variant(field.as_str())?,
                    field,
                    explicit_variant: false,
                    name: ["A", "B"][side],
                    explicit_name: true,
                    docs: vec![format!(
                        "The `{}` whose `{}` has the other one.",
                        models[side].name, fields[side].name
                    )],
                    ty: target.columns[target.key[0]].ty.clone(),
                    arity: Arity::Required,
                    unique: false,
                    auto_increment: false,
                    default: None,
                    updated_at: false,
                    untold: false,
                    id: None,
                })
            })
            .collect();
        let ends = [0, 1]
            .into_iter()
            .filter_map(|side| {
                Some(End {
                    field: name::field(names[side])?,
                    variant: name::relation(&variants[side])?,
                    docs: Vec::new(),
                    target: targets[side],
                    way: Way::BelongsTo(ForeignKey {
                        from: vec![side],
                        to: self.entities[targets[side]].key.clone(),
                        on_delete: ReferentialAction::Cascade,
                        on_update: ReferentialAction::Cascade,
                        virtual_: self
                            .data_model
                            .datasource
                            .as_ref()
                            .is_some_and(|source| !source.foreign_keys),
                    }),
                    related: false,
                    link: None,
                })
            })
            .collect();
        let name = table.trim_start_matches('_').to_owned();
        let mut module = name::module(&name);
        while !self.modules.insert(module.clone()) {
            module = module.with("_join");
        }
        let mut alias = name::public_type(&name, "Join").unwrap_or_else(|| Ident::fixed("Join"));
        while !self.aliases.insert(alias.clone()) {
            alias = alias.with("Join");
        }
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
            columns,
            key: vec![0, 1],
            ends,
            through: Vec::new(),
            finders: Vec::new(),
            span: fields[0].span,
        });
        place
    }

    /// `Related` knows one relation for each target, and none to the model itself.
    fn related(&mut self) {
        for (place, entity) in self.entities.iter_mut().enumerate() {
            let mut count: BTreeMap<usize, usize> = BTreeMap::new();
            for end in &entity.ends {
                *count.entry(end.target).or_default() += 1;
            }
            for end in &mut entity.ends {
                end.related = end.target != place && count[&end.target] == 1;
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
