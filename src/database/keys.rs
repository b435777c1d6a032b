//! Primary keys, uniques and indexes.

use super::distinct::Kind;
use super::lower::{Lowering, ModelTable};
use super::{Index, IndexColumn, IndexKind, PrimaryKey, columns, mysql_limits};
use crate::dialect::{Engine, names, quote};
use crate::model::{Condition, IndexField, IndexMethod, Model, OperatorClass, Predicate};
use crate::source::Span;

pub(super) fn primary_key(lowering: &mut Lowering, table: &ModelTable) -> Option<PrimaryKey> {
    let model = table.model;
    let key = model.primary_key.as_ref()?;
    // SQLite and MySQL know a table's primary key by no name of its own.
    let name = (lowering.engine == Engine::Postgresql).then(|| {
        let default = || names::primary_key(lowering.engine, &model.database_name);
        key.constraint_name.clone().unwrap_or_else(default)
    });
    let name = name.map(|name| lowering.name(Kind::PrimaryKey, table.scope, name, key.span));
    let columns = index_columns(lowering, model, &key.fields, true, key.span);
    if lowering.engine == Engine::Mysql {
        mysql_limits::check_key(
            &table.columns,
            &columns,
            None,
            key.span,
            &mut lowering.diagnostics,
        );
    }
    Some(PrimaryKey { name, columns })
}

pub(super) fn indexes(lowering: &mut Lowering, table: &ModelTable) -> Vec<Index> {
    let indexes = table.model.indexes.iter();
    indexes
        .map(|index| self::index(lowering, table, index))
        .collect()
}

fn index(lowering: &mut Lowering, table: &ModelTable, index: &crate::model::Index) -> Index {
    let model = table.model;
    let unique = index.kind == IndexKind::Unique;
    let name = index.constraint_name.clone().unwrap_or_else(|| {
        let fields = index
            .fields
            .iter()
            .filter_map(|field| model.scalar(field.field));
        let columns: Vec<&str> = fields.map(|field| field.database_name.as_str()).collect();
        let name = if unique { names::unique } else { names::index };
        name(lowering.engine, &model.database_name, &columns)
    });
    let name = lowering.name(Kind::Index, table.scope, name, index.span);
    if index.kind == IndexKind::Fulltext && lowering.engine != Engine::Mysql {
        lowering.unsupported("full-text indexes", index.span);
    }
    let method = index.method.filter(|method| *method != IndexMethod::BTree);
    if method.is_some() && lowering.engine != Engine::Postgresql {
        lowering.unsupported("index methods: every index is a B-tree", index.span);
    }
    if index.predicate.is_some() && lowering.engine == Engine::Mysql {
        lowering.unsupported("partial indexes", index.span);
    }
    let columns = index_columns(lowering, model, &index.fields, unique, index.span);
    if lowering.engine == Engine::Mysql {
        let diagnostics = &mut lowering.diagnostics;
        mysql_limits::check_key(
            &table.columns,
            &columns,
            Some(index.kind),
            index.span,
            diagnostics,
        );
    }
    Index {
        name,
        kind: index.kind,
        columns,
        method: method.map(method_name),
        predicate: index
            .predicate
            .as_ref()
            .map(|predicate| self::predicate(lowering, model, predicate, index.span)),
    }
}

fn index_columns(
    lowering: &mut Lowering,
    model: &Model,
    fields: &[IndexField],
    unique: bool,
    span: Span,
) -> Vec<IndexColumn> {
    let mut columns = Vec::new();
    for field in fields {
        let Some(scalar) = model.scalar(field.field) else {
            continue;
        };
        if field.length.is_some() && unique && lowering.engine != Engine::Mysql {
            lowering.unsupported("unique keys on a prefix of a column", span);
        }
        if field.operator_class.is_some() && lowering.engine != Engine::Postgresql {
            lowering.unsupported("operator classes", span);
        }
        columns.push(IndexColumn {
            name: names::stored(lowering.engine, &scalar.database_name).to_owned(),
            length: field.length.filter(|_| lowering.engine == Engine::Mysql),
            descending: field.descending,
            operator_class: field.operator_class.as_ref().map(operator_class),
        });
    }
    columns
}

fn method_name(method: IndexMethod) -> &'static str {
    match method {
        IndexMethod::BTree => "BTREE",
        IndexMethod::Hash => "HASH",
        IndexMethod::Gin => "GIN",
        IndexMethod::Gist => "GIST",
        IndexMethod::SpGist => "SPGIST",
        IndexMethod::Brin => "BRIN",
    }
}

/// `Int4MinMaxMultiOps` is `int4_minmax_multi_ops`: PostgreSQL names a class by its type and then
/// by what it does.
fn operator_class(class: &OperatorClass) -> String {
    let name = match class {
        OperatorClass::Raw(sql) => return sql.clone(),
        OperatorClass::Named(name) => name,
    };
    let endings = [
        ("MinMaxMultiOps", "_minmax_multi_ops"),
        ("MinMaxOps", "_minmax_ops"),
        ("BloomOps", "_bloom_ops"),
        ("InclusionOps", "_inclusion_ops"),
        ("PathOps", "_path_ops"),
        ("Ops", "_ops"),
    ];
    let split = endings
        .iter()
        .find_map(|(ending, sql)| Some((name.strip_suffix(ending)?, *sql)));
    let (ty, ending) = split.unwrap_or((name, ""));
    ty.to_ascii_lowercase() + ending
}

fn predicate(lowering: &mut Lowering, model: &Model, predicate: &Predicate, span: Span) -> String {
    let conditions = match predicate {
        Predicate::Raw(sql) => {
            lowering.refuse_nul("the condition", sql, span);
            return sql.clone();
        }
        Predicate::All(conditions) => conditions,
    };
    let mut parts = Vec::new();
    for (field, condition) in conditions {
        let Some(scalar) = model.scalar(*field) else {
            continue;
        };
        let column = quote::identifier(
            lowering.engine,
            names::stored(lowering.engine, &scalar.database_name),
        );
        let (operator, literal) = match condition {
            Condition::IsNull => ("IS NULL", None),
            Condition::IsNotNull => ("IS NOT NULL", None),
            Condition::Equals(literal) => ("=", Some(literal)),
            Condition::NotEquals(literal) => ("!=", Some(literal)),
        };
        let value = literal.and_then(|literal| {
            columns::literal(lowering, scalar, literal, span).sql(lowering.engine)
        });
        parts.push(match value {
            Some(value) => format!("{column} {operator} {value}"),
            None => format!("{column} {operator}"),
        });
    }
    parts.join(" AND ")
}
