//! From a data model to the database schema of one engine. It never fails: what the engine
//! cannot hold becomes diagnostics, and the rest is lowered all the same.

use super::distinct::{Kind, Names, Scope};
use super::{
    Check, Column, DatabaseSchema, EnumType, QualifiedName, Table, View, columns, keys,
    mysql_limits, relations,
};
use crate::diagnostic::{Diagnostics, code};
use crate::dialect::{Engine, Provider, names};
use crate::model::{self, DataModel, FieldKind, Model, ModelId, Relation, ScalarField, ScalarType};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The tables that the engine needs for a data model, and what it cannot hold of it.
///
/// A data model without a datasource gives an empty schema.
pub fn lower(data_model: &DataModel, engine: Engine) -> (DatabaseSchema, Diagnostics) {
    let mut schema = DatabaseSchema {
        engine,
        namespaces: Vec::new(),
        extensions: Vec::new(),
        enums: Vec::new(),
        tables: Vec::new(),
        views: Vec::new(),
    };
    let Some(datasource) = &data_model.datasource else {
        return (schema, Diagnostics::default());
    };
    let models = data_model.models.iter();
    let names = models.map(|model| 4 + model.fields.len() + 2 * model.indexes.len());
    let values = data_model.enums.iter().map(|item| 1 + item.values.len());
    let mut lowering = Lowering {
        data_model,
        engine,
        provider: datasource.provider,
        foreign_keys: datasource.foreign_keys,
        names: Names::with_capacity(engine, names.chain(values).sum()),
        diagnostics: Diagnostics::default(),
    };
    match engine {
        Engine::Postgresql => {
            schema.extensions = datasource.extensions.clone();
            schema.enums = enums(&mut lowering);
        }
        Engine::Mysql => inline_enums(&mut lowering),
        Engine::Sqlite => {}
    }
    let relations = data_model.relations_by_forward_model();
    let models = data_model.models.iter().zip(&relations);
    let tables = models.filter(|(model, _)| model.view.is_none());
    schema.tables = tables
        .map(|(model, relations)| table(&mut lowering, model, relations))
        .collect();
    schema.tables.extend(relations::join_tables(&mut lowering));
    schema.views = data_model
        .models
        .iter()
        .filter_map(|model| view(&mut lowering, model))
        .collect();
    let used = used_namespaces(&schema);
    let namespaces = datasource
        .schemas
        .iter()
        .filter(|name| used.contains(name.as_str()));
    schema.namespaces = namespaces.cloned().collect();

    let Lowering {
        names,
        mut diagnostics,
        ..
    } = lowering;
    names.report(&mut diagnostics);
    (schema, diagnostics)
}

/// What every part of the lowering reads, and where it writes what it finds.
pub(super) struct Lowering<'a> {
    pub(super) data_model: &'a DataModel,
    pub(super) engine: Engine,
    pub(super) provider: Provider,
    /// Whether relations become foreign keys.
    pub(super) foreign_keys: bool,
    pub(super) names: Names<'a>,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Lowering<'a> {
    /// Reports what the engine has no counterpart for.
    pub(super) fn unsupported(&mut self, what: &str, span: Span) {
        self.diagnostics
            .push(code::unsupported_by_engine(self.engine, what, span));
    }

    /// Reports text that no engine takes.
    pub(super) fn refuse_nul(&mut self, what: &str, text: &str, span: Span) {
        if text.contains('\0') {
            self.diagnostics.push(code::nul_character(what, span));
        }
    }

    /// The name as the engine keeps it; reports one that it cannot keep.
    pub(super) fn name(
        &mut self,
        kind: Kind,
        scope: Scope,
        name: impl Into<Cow<'a, str>>,
        span: Span,
    ) -> String {
        let mut name = name.into();
        if memchr::memchr2(0, b'\r', name.as_bytes()).is_some() {
            let what = format!("the name of the {}", kind.noun());
            self.refuse_nul(&what, &name, span);
            if name.contains('\r') {
                self.diagnostics.push(code::carriage_return(&what, span));
            }
        }
        if let Kind::Table | Kind::View | Kind::Index = kind
            && let Some(whose) = names::reserved(self.engine, &name)
        {
            self.diagnostics
                .push(code::name_reserved(kind.noun(), &name, whose, span));
        }
        if let Some(fault) = fault_of_name(self.engine, kind, &name) {
            self.diagnostics.push(code::name_refused(
                self.engine,
                kind.noun(),
                &name,
                fault,
                span,
            ));
        }
        let limit = match (self.engine, kind) {
            (Engine::Mysql, Kind::EnumValue) => mysql_limits::ENUM_VALUE,
            _ => names::limit(self.engine),
        };
        let length = match self.engine {
            Engine::Mysql => name.chars().count(),
            Engine::Sqlite | Engine::Postgresql => name.len(),
        };
        // PostgreSQL cuts the name of a table or a column, and whoever asks for it by its full
        // name still finds it. Anything else that is too long was named by hand, or is refused.
        let cut = self.engine == Engine::Postgresql
            && matches!(kind, Kind::Table | Kind::Column | Kind::View);
        if length > limit && !cut {
            self.diagnostics.push(code::name_too_long(
                self.engine,
                kind.noun(),
                &name,
                limit,
                span,
            ));
        }
        if names::stored(self.engine, &name).len() < name.len() {
            name = names::stored(self.engine, &name).to_owned().into();
        }
        self.names.add(kind, scope, name.clone(), span);
        name.into_owned()
    }

    /// The PostgreSQL schema of a model or an enum; an error on an engine that has none.
    pub(super) fn namespace(&mut self, schema: Option<&String>, span: Span) -> Option<String> {
        let schema = schema?;
        if self.engine == Engine::Postgresql {
            return Some(schema.clone());
        }
        self.unsupported(
            "schemas inside a database, so `@@schema` has no meaning",
            span,
        );
        None
    }

    /// The table of a model, as others refer to it.
    pub(super) fn table_name(&self, id: ModelId) -> QualifiedName {
        let model = self.data_model.model(id);
        QualifiedName {
            namespace: model
                .schema
                .clone()
                .filter(|_| self.engine == Engine::Postgresql),
            name: names::stored(self.engine, &model.database_name).to_owned(),
        }
    }
}

/// What is wrong with a name that the engine does not take, or takes and then cuts.
fn fault_of_name(engine: Engine, kind: Kind, name: &str) -> Option<&'static str> {
    if engine != Engine::Mysql {
        return None;
    }
    // MySQL names no primary key and no enum, and the values of an enum are text.
    let is_identifier = !matches!(kind, Kind::PrimaryKey | Kind::Enum | Kind::EnumValue);
    let is_trimmed = match kind {
        Kind::Table | Kind::View | Kind::Column | Kind::Index | Kind::EnumValue => true,
        Kind::Enum | Kind::PrimaryKey | Kind::ForeignKey | Kind::Check => false,
    };
    match name {
        _ if is_trimmed && name.ends_with(' ') => Some("ends in a blank"),
        _ if is_identifier && name.contains(|character| character > '\u{ffff}') => {
            Some("holds a character beyond U+FFFF")
        }
        _ => None,
    }
}

/// The PostgreSQL schemas that something stands in.
fn used_namespaces(schema: &DatabaseSchema) -> BTreeSet<&str> {
    let enums = schema.enums.iter().map(|item| &item.name);
    let tables = schema.tables.iter().map(|table| &table.name);
    let views = schema.views.iter().map(|view| &view.name);
    let names = enums.chain(tables).chain(views);
    let extensions = schema
        .extensions
        .iter()
        .filter_map(|extension| extension.schema.as_deref());
    names
        .filter_map(|name| name.namespace.as_deref())
        .chain(extensions)
        .collect()
}

fn enums(lowering: &mut Lowering) -> Vec<EnumType> {
    let mut types = Vec::new();
    for item in &lowering.data_model.enums {
        let namespace = lowering.namespace(item.schema.as_ref(), item.span);
        let scope = lowering.names.namespace(namespace.as_deref());
        let name = lowering.name(Kind::Enum, scope, &item.database_name, item.span);
        let values = lowering.names.owner(scope);
        for value in &item.values {
            lowering.name(Kind::EnumValue, values, &value.database_name, value.span);
        }
        let values = item
            .values
            .iter()
            .map(|value| value.database_name.clone())
            .collect();
        types.push(EnumType {
            name: QualifiedName { namespace, name },
            values,
        });
    }
    types
}

/// Looks at the values of the enums that columns have, since MySQL keeps them in each of these.
fn inline_enums(lowering: &mut Lowering) {
    let tables = lowering.data_model.models.iter();
    let fields = tables
        .filter(|model| model.view.is_none())
        .flat_map(|model| &model.fields);
    let used = fields.filter_map(|field| match &field.kind {
        FieldKind::Scalar(ScalarField {
            ty: ScalarType::Enum(id),
            ..
        }) => Some(*id),
        FieldKind::Scalar(_) | FieldKind::Relation(_) => None,
    });
    for id in BTreeSet::from_iter(used) {
        let item = lowering.data_model.enumeration(id);
        let scope = lowering.names.namespace(None);
        let values = lowering.names.owner(scope);
        for value in &item.values {
            lowering.name(Kind::EnumValue, values, &value.database_name, value.span);
        }
    }
}

/// The table of a model while its keys are lowered.
pub(super) struct ModelTable<'a> {
    pub(super) model: &'a Model,
    pub(super) columns: Vec<Column>,
    /// Where the names of its parts stand.
    pub(super) scope: Scope,
}

fn table<'a>(lowering: &mut Lowering<'a>, model: &'a Model, relations: &[&Relation]) -> Table {
    let namespace = lowering.namespace(model.schema.as_ref(), model.span);
    let scope = lowering.names.namespace(namespace.as_deref());
    let name = lowering.name(Kind::Table, scope, &model.database_name, model.span);
    let name = QualifiedName { namespace, name };
    let scope = lowering.names.owner(scope);
    let columns = columns::columns(lowering, model, scope);
    if lowering.engine == Engine::Mysql {
        mysql_limits::check_row(&columns, model.span, &mut lowering.diagnostics);
    }
    let table = ModelTable {
        model,
        columns,
        scope,
    };
    let checks = model
        .checks
        .iter()
        .map(|check| self::check(lowering, check, &table))
        .collect();
    Table {
        primary_key: keys::primary_key(lowering, &table),
        indexes: keys::indexes(lowering, &table),
        foreign_keys: relations::foreign_keys(lowering, &table, relations),
        checks,
        name,
        columns: table.columns,
    }
}

fn check<'a>(lowering: &mut Lowering<'a>, check: &'a model::Check, table: &ModelTable) -> Check {
    lowering.refuse_nul("the check", &check.expression, check.span);
    Check {
        name: lowering.name(Kind::Check, table.scope, &check.name, check.span),
        expression: check.expression.clone(),
    }
}

fn view<'a>(lowering: &mut Lowering<'a>, model: &'a Model) -> Option<View> {
    let sql = model.view.as_ref()?.sql.as_ref()?;
    lowering.refuse_nul("the view", sql, model.span);
    let namespace = lowering.namespace(model.schema.as_ref(), model.span);
    let scope = lowering.names.namespace(namespace.as_deref());
    let name = lowering.name(Kind::View, scope, &model.database_name, model.span);
    Some(View {
        name: QualifiedName { namespace, name },
        sql: sql.clone(),
    })
}
