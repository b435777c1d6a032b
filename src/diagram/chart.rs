//! What a diagram shows, whatever its language: entities, enums and links, sorted by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Arity, DataModel, Enum, Field, FieldId, FieldKind, IndexKind, Model, ModelId, Relation,
    RelationKind, ScalarType,
};

/// The content of a diagram.
pub(super) struct Chart<'a> {
    /// The database schemas that models and enums are in, sorted; empty where none is named.
    pub(super) groups: Vec<&'a str>,
    /// Models and views, by group and name.
    pub(super) entities: Vec<Entity<'a>>,
    /// Enums, by group and name.
    pub(super) enums: Vec<Listed<'a>>,
    /// Relations, by their children.
    pub(super) links: Vec<Link>,
}

/// A model or a view.
pub(super) struct Entity<'a> {
    pub(super) model: &'a Model,
    /// Index into the groups; zero where there are none.
    pub(super) group: usize,
    /// Columns as written, and the fields of many-to-many relations, which no column stands for.
    pub(super) rows: Vec<Row<'a>>,
    /// The columns of each unique that has several.
    pub(super) uniques: Vec<String>,
}

impl Entity<'_> {
    /// What it is, in a word, where that is not a table's model.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match (&self.model.view, self.model.ignored) {
            (_, true) => Some("ignored"),
            (Some(_), false) => Some("view"),
            (None, false) => None,
        }
    }
}

/// A line of an entity.
pub(super) struct Row<'a> {
    pub(super) field: &'a Field,
    pub(super) ty: String,
    pub(super) primary: bool,
    pub(super) foreign: bool,
    pub(super) unique: bool,
}

impl Row<'_> {
    /// The keys that the column is of, in their usual short forms.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        let keys = [
            ("PK", self.primary),
            ("FK", self.foreign),
            ("UK", self.unique),
        ];
        keys.into_iter()
            .filter_map(|(word, holds)| holds.then_some(word))
            .collect()
    }

    /// Whether it is a relation without a column.
    pub(super) fn is_relation(&self) -> bool {
        matches!(self.field.kind, FieldKind::Relation(_))
    }
}

/// An enum.
pub(super) struct Listed<'a> {
    pub(super) item: &'a Enum,
    pub(super) group: usize,
}

/// A relation.
pub(super) struct Link {
    pub(super) child: End,
    pub(super) parent: End,
    pub(super) kind: LinkKind,
    /// What tells it from another relation of the same two models.
    pub(super) label: Option<String>,
    /// The relation field of the child.
    pub(super) field: String,
}

/// An end of a link.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    /// Index into the entities.
    pub(super) entity: usize,
    /// Index of the row that the end is at; none for the entity as a whole.
    pub(super) row: Option<usize>,
}

/// How many stand at each end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// A child has one parent, or at most one where that is optional; a parent has at most one
    /// child.
    One { optional: bool },
    /// The same, and a parent has any number of children.
    Many { optional: bool },
    /// Any number at both ends.
    ManyToMany,
}

impl<'a> Chart<'a> {
    pub(super) fn of(data_model: &'a DataModel) -> Self {
        let of_models = data_model
            .models
            .iter()
            .map(|model| model.schema.as_deref());
        let of_enums = data_model.enums.iter().map(|item| item.schema.as_deref());
        let groups: BTreeSet<&str> = of_models.chain(of_enums).flatten().collect();
        let groups: Vec<&str> = groups.into_iter().collect();
        let group = |schema: &Option<String>| {
            let schema = schema.as_deref().unwrap_or_default();
            groups.binary_search(&schema).unwrap_or(0)
        };

        let mut sorted: Vec<(ModelId, &Model)> = data_model.iter_models().collect();
        sorted.sort_by_key(|(_, model)| (group(&model.schema), &model.name));
        let mut index_of = vec![0; sorted.len()];
        for (index, (id, _)) in sorted.iter().enumerate() {
            index_of[id.0 as usize] = index;
        }
        let foreign = data_model.relations_by_forward_model();
        let mut rows_of = Vec::new();
        let entities = sorted.iter().map(|(id, model)| {
            let (rows, row_of) = rows(data_model, model, &foreign[id.0 as usize]);
            rows_of.push(row_of);
            Entity {
                model,
                group: group(&model.schema),
                rows,
                uniques: uniques(model),
            }
        });
        let entities: Vec<Entity<'_>> = entities.collect();

        let mut enums: Vec<Listed<'_>> = data_model
            .enums
            .iter()
            .map(|item| Listed {
                item,
                group: group(&item.schema),
            })
            .collect();
        enums.sort_by_key(|listed| (listed.group, &listed.item.name));
        Self {
            links: links(data_model, &index_of, &rows_of),
            groups,
            entities,
            enums,
        }
    }
}

type RowOf = BTreeMap<FieldId, usize>;

fn rows<'a>(
    data_model: &DataModel,
    model: &'a Model,
    relations: &[&Relation],
) -> (Vec<Row<'a>>, RowOf) {
    let foreign: BTreeSet<FieldId> = relations
        .iter()
        .filter_map(|relation| relation.foreign_key())
        .flat_map(|key| key.fields.iter().copied())
        .collect();
    let primary: Vec<FieldId> = match &model.primary_key {
        Some(key) => key.fields.iter().map(|part| part.field).collect(),
        None => Vec::new(),
    };
    let unique: BTreeSet<FieldId> = model
        .indexes
        .iter()
        .filter(|index| index.kind == IndexKind::Unique && index.fields.len() == 1)
        .map(|index| index.fields[0].field)
        .collect();
    let mut rows = Vec::new();
    let mut row_of = RowOf::new();
    for (id, field) in model.iter_fields() {
        let ty = match &field.kind {
            FieldKind::Scalar(scalar) => scalar_type(data_model, &scalar.ty),
            FieldKind::Relation(side) => {
                let relation = data_model.relation(side.relation);
                if relation.kind != RelationKind::ManyToMany {
                    continue;
                }
                let (other, _) = relation.opposite(side.side);
                data_model.model(other).name.clone()
            }
        };
        let mark = match field.arity {
            Arity::Required => "",
            Arity::Optional => "?",
            Arity::List => "[]",
        };
        row_of.insert(id, rows.len());
        rows.push(Row {
            field,
            ty: ty + mark,
            primary: primary.contains(&id),
            foreign: foreign.contains(&id),
            unique: unique.contains(&id),
        });
    }
    (rows, row_of)
}

fn scalar_type(data_model: &DataModel, ty: &ScalarType) -> String {
    match ty {
        ScalarType::Enum(id) => data_model.enumeration(*id).name.clone(),
        ScalarType::Unsupported(name) => name.clone(),
        ScalarType::BuiltIn(scalar) => scalar.name().to_owned(),
    }
}

fn uniques(model: &Model) -> Vec<String> {
    let mut uniques: Vec<String> = model
        .indexes
        .iter()
        .filter(|index| index.kind == IndexKind::Unique && index.fields.len() > 1)
        .map(|index| {
            let names = index.fields.iter();
            let names: Vec<&str> = names
                .map(|part| model.field(part.field).name.as_str())
                .collect();
            names.join(", ")
        })
        .collect();
    uniques.sort();
    uniques
}

fn links(data_model: &DataModel, index_of: &[usize], rows_of: &[RowOf]) -> Vec<Link> {
    let mut of_pair: BTreeMap<(ModelId, ModelId), usize> = BTreeMap::new();
    let pair = |relation: &Relation| {
        let (forward, back) = (relation.forward, relation.back);
        (forward.min(back), forward.max(back))
    };
    for relation in &data_model.relations {
        *of_pair.entry(pair(relation)).or_default() += 1;
    }
    let link = |relation: &Relation| {
        let child = index_of[relation.forward.0 as usize];
        let parent = index_of[relation.back.0 as usize];
        let model = data_model.model(relation.forward);
        let field = model.field(relation.forward_field);
        let end = |entity: usize, field: FieldId| End {
            entity,
            row: rows_of[entity].get(&field).copied(),
        };
        let optional = field.arity == Arity::Optional;
        let kind = match relation.kind {
            RelationKind::ManyToMany => LinkKind::ManyToMany,
            RelationKind::OneToMany(_) => LinkKind::Many { optional },
            RelationKind::OneToOne(_) => LinkKind::One { optional },
        };
        let (child, parent) = match relation.foreign_key() {
            Some(key) => (
                end(child, own_column(&key.fields, relation, data_model)),
                End {
                    entity: parent,
                    row: None,
                },
            ),
            None => (
                end(child, relation.forward_field),
                end(parent, relation.back_field),
            ),
        };
        // One of its own name, or one of several, is told apart by that name or by its field.
        let several = of_pair[&pair(relation)] > 1;
        let label = match &relation.name {
            Some(name) => Some(name.clone()),
            None => several.then(|| field.name.clone()),
        };
        Link {
            child,
            parent,
            kind,
            label,
            field: field.name.clone(),
        }
    };
    let mut links: Vec<Link> = data_model.relations.iter().map(link).collect();
    links.sort_by(|a, b| (a.child, a.parent, &a.field).cmp(&(b.child, b.parent, &b.field)));
    links
}

/// The column of a foreign key that its link starts from: the first that no other key has, or else
/// the first.
fn own_column(columns: &[FieldId], relation: &Relation, data_model: &DataModel) -> FieldId {
    let model = data_model.model(relation.forward);
    let shared = |column: &FieldId| {
        let others = model.fields.iter().filter_map(|field| match &field.kind {
            FieldKind::Relation(side) => Some(data_model.relation(side.relation)),
            FieldKind::Scalar(_) => None,
        });
        others
            .filter(|other| other.forward == relation.forward)
            .filter(|other| other.forward_field != relation.forward_field)
            .filter_map(Relation::foreign_key)
            .any(|key| key.fields.contains(column))
    };
    let own = columns.iter().find(|column| !shared(column));
    *own.unwrap_or(&columns[0])
}
