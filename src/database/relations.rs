//! Foreign keys, and the join tables of implicit many-to-many relations.

use super::distinct::Kind;
use super::lower::{Lowering, ModelTable};
use super::{
    Column, ColumnTypeKind, ForeignKey, Index, IndexColumn, IndexKind, PrimaryKey, QualifiedName,
    ReferentialAction, Table, columns,
};
use crate::diagnostic::code;
use crate::dialect::{BYTES_TYPES, Engine, TEXT_TYPES, names};
use crate::model::{self, DataModel, FieldId, Model, Relation, RelationKind};

/// The foreign keys of a model's table, in the order of the relations.
pub(super) fn foreign_keys(
    lowering: &mut Lowering,
    table: &ModelTable,
    relations: &[&Relation],
) -> Vec<ForeignKey> {
    let mut keys = Vec::new();
    for relation in relations {
        let to_view = lowering.data_model.model(relation.back).view.is_some();
        if let (Some(key), true, false) = (relation.foreign_key(), lowering.foreign_keys, to_view) {
            keys.push(foreign_key(lowering, table, relation, key));
        }
    }
    keys
}

fn foreign_key(
    lowering: &mut Lowering,
    table: &ModelTable,
    relation: &Relation,
    key: &model::ForeignKey,
) -> ForeignKey {
    let model = table.model;
    let engine = lowering.engine;
    let default_name = || {
        let columns: Vec<&str> = key
            .fields
            .iter()
            .filter_map(|id| Some(model.scalar(*id)?.database_name.as_str()))
            .collect();
        names::foreign_key(engine, &model.database_name, &columns)
    };
    let name = key.constraint_name.clone().unwrap_or_else(default_name);
    let (on_delete, on_update) = (key.action_on_delete(model), key.action_on_update());
    if let (Some(field), true) = (
        key.required(model),
        [on_delete, on_update].contains(&ReferentialAction::SetNull),
    ) {
        let field = &model.field(field).name;
        lowering
            .diagnostics
            .push(code::set_null_on_required(engine, field, key.span));
    }
    if engine == Engine::Mysql && [on_delete, on_update].contains(&ReferentialAction::SetDefault) {
        lowering
            .diagnostics
            .push(code::set_default_is_ignored(key.span));
    }
    let back = lowering.data_model.model(relation.back);
    check_types(lowering, [model, back], key);
    if engine == Engine::Mysql && !starts_a_key(back, &key.references) {
        lowering
            .diagnostics
            .push(code::references_out_of_order(key.span));
    }
    ForeignKey {
        name: lowering.name(Kind::ForeignKey, table.scope, name, key.span),
        columns: column_names(engine, model, &key.fields),
        table: lowering.table_name(relation.back),
        references: column_names(engine, back, &key.references),
        on_delete,
        on_update,
    }
}

/// Whether the model has a key or an index that starts with the fields, in their order.
fn starts_a_key(model: &Model, fields: &[FieldId]) -> bool {
    let primary = model.primary_key.iter().map(|key| &key.fields);
    let mut keys = primary.chain(model.indexes.iter().map(|index| &index.fields));
    keys.any(|key| {
        let starts = key
            .iter()
            .zip(fields)
            .all(|(part, field)| part.field == *field);
        starts && key.len() >= fields.len()
    })
}

/// Reports columns of a foreign key whose types the engine does not compare.
fn check_types(lowering: &mut Lowering, [from, to]: [&Model; 2], key: &model::ForeignKey) {
    for (from_id, to_id) in key.fields.iter().zip(&key.references) {
        let (Some(from_scalar), Some(to_scalar)) = (from.scalar(*from_id), to.scalar(*to_id))
        else {
            continue;
        };
        let from_type = columns::reference_type(lowering, from_scalar);
        let to_type = columns::reference_type(lowering, to_scalar);
        if !are_comparable(lowering.engine, &from_type.kind, &to_type.kind) {
            let fields = [
                from.field(*from_id).name.as_str(),
                to.field(*to_id).name.as_str(),
            ];
            let fault = code::foreign_key_types_differ(lowering.engine, fields, key.span);
            lowering.diagnostics.push(fault);
        }
    }
}

fn are_comparable(engine: Engine, from: &ColumnTypeKind, to: &ColumnTypeKind) -> bool {
    let (ColumnTypeKind::Native(from, _), ColumnTypeKind::Native(to, _)) = (from, to) else {
        return true;
    };
    let families: &[&[&str]] = match engine {
        // It compares anything.
        Engine::Sqlite => return true,
        Engine::Postgresql => &[
            &[
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "DECIMAL",
                "REAL",
                "DOUBLE PRECISION",
            ],
            &TEXT_TYPES,
            &["DATE", "TIMESTAMP", "TIMESTAMPTZ"],
            &["TIME", "TIMETZ"],
            &["BIT", "VARBIT"],
        ],
        Engine::Mysql => &[&TEXT_TYPES, &BYTES_TYPES, &["BOOLEAN", "TINYINT"]],
    };
    from == to
        || families
            .iter()
            .any(|family| family.contains(from) && family.contains(to))
}

fn column_names(engine: Engine, model: &Model, fields: &[FieldId]) -> Vec<String> {
    let scalars = fields.iter().filter_map(|id| model.scalar(*id));
    scalars
        .map(|scalar| names::stored(engine, &scalar.database_name).to_owned())
        .collect()
}

/// The tables that implicit many-to-many relations need, in the order of the relations.
pub(super) fn join_tables(lowering: &mut Lowering) -> Vec<Table> {
    let data_model = lowering.data_model;
    let relations = data_model
        .relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::ManyToMany);
    relations
        .filter_map(|relation| join_table(lowering, relation))
        .collect()
}

/// Nothing where a side is a view, or has no key of one field, which the data model reports.
fn join_table(lowering: &mut Lowering, relation: &Relation) -> Option<Table> {
    let engine = lowering.engine;
    let model = lowering.data_model.model(relation.forward);
    let span = model.field(relation.forward_field).span;
    let sides = [relation.forward, relation.back];
    if sides
        .iter()
        .any(|id| lowering.data_model.model(*id).view.is_some())
    {
        return None;
    }
    let namespace = lowering.table_name(relation.forward).namespace;
    let name = join_table_name(engine, lowering.data_model, relation);
    let scope = lowering.names.namespace(namespace.as_deref());
    let name = lowering.name(Kind::Table, scope, name, span);
    let scope = lowering.names.owner(scope);
    let name = QualifiedName { namespace, name };

    let mut columns = Vec::new();
    let mut foreign_keys = Vec::new();
    for (id, column) in sides.into_iter().zip(["A", "B"]) {
        let model = lowering.data_model.model(id);
        let [key] = model.primary_key.as_ref()?.fields.as_slice() else {
            return None;
        };
        let key = model.scalar(key.field)?;
        columns.push(Column {
            name: column.to_owned(),
            ty: columns::reference_type(lowering, key),
            nullable: false,
            default: None,
            backfill: None,
            auto_increment: false,
            domain: columns::domain(lowering, key),
        });
        if lowering.foreign_keys {
            foreign_keys.push(ForeignKey {
                name: names::join_table_foreign_key(engine, &name.name, column),
                columns: vec![column.to_owned()],
                table: lowering.table_name(id),
                references: vec![names::stored(engine, &key.database_name).to_owned()],
                on_delete: ReferentialAction::Cascade,
                on_update: ReferentialAction::Cascade,
            });
        }
    }

    for key in &foreign_keys {
        let name = key.name.clone().into();
        lowering.names.add(Kind::ForeignKey, scope, name, span);
    }
    let mut named = |kind: Kind, suffix: &str| {
        let name = names::join_table_index(engine, &name.name, suffix);
        lowering.names.add(kind, scope, name.clone().into(), span);
        name
    };
    let column = |name: &str| IndexColumn::new(name.to_owned());
    let primary_key = (engine == Engine::Postgresql).then(|| PrimaryKey {
        name: Some(named(Kind::PrimaryKey, "_AB_pkey")),
        columns: vec![column("A"), column("B")],
    });
    let mut indexes = Vec::new();
    if primary_key.is_none() {
        let name = named(Kind::Index, "_AB_unique");
        let columns = vec![column("A"), column("B")];
        indexes.push(Index::new(name, IndexKind::Unique, columns));
    }
    let on_back = named(Kind::Index, "_B_index");
    indexes.push(Index::new(on_back, IndexKind::Normal, vec![column("B")]));
    Some(Table {
        name,
        columns,
        primary_key,
        indexes,
        foreign_keys,
        checks: Vec::new(),
    })
}

/// The table of an implicit many-to-many relation: `_AToB`, or `_Name`.
pub fn join_table_name(engine: Engine, data_model: &DataModel, relation: &Relation) -> String {
    let name = match &relation.name {
        Some(name) => format!("_{name}"),
        None => {
            let [forward, back] =
                [relation.forward, relation.back].map(|id| &data_model.model(id).name);
            format!("_{forward}To{back}")
        }
    };
    // Prisma counts characters here, and PostgreSQL then cuts bytes.
    let name: String = name.chars().take(names::limit(engine)).collect();
    names::stored(engine, &name).to_owned()
}
