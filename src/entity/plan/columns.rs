//! The columns of a model, its key and its finders.

use std::rc::Rc;

use super::{Column, Entity, Fill, Finder, Kind, Planner};
use crate::diagnostic::{Diagnostic, code};
use crate::dialect::{Engine, Scalar, names};
use crate::entity::literal::literal;
use crate::entity::rust::Ident;
use crate::entity::rust_type::{Base, Known, Limit, RustType, rust_type};
use crate::entity::types::Piece;
use crate::entity::{case, name};
use crate::model::{
    Arity, ClientDefault, DefaultKind, DefaultValue, Field, FieldId, FieldKind, Index, IndexField,
    IndexKind, Model, ModelId, ScalarField, ScalarType,
};

/// SeaORM's keys have twelve columns at most.
const LONGEST_KEY: usize = 12;

/// The longest column name that PostgreSQL keeps whole behind the `A_` or `B_` that SeaORM puts
/// before it where it reads two models from one row.
const LONGEST_PREFIXED: usize = 61;

/// What the type of a column depends on, for the engines of one plan: the scalar, its native types on
/// PostgreSQL and MySQL, and whether it is a list.
pub(super) type TypeKey<'a> = (Scalar, [Option<(&'a str, &'a [u32])>; 2], bool);

impl<'a> Planner<'a, '_> {
    pub(super) fn model(&mut self, id: ModelId, model: &'a Model) {
        if model.ignored {
            return;
        }
        let mut columns = Vec::with_capacity(model.fields.len());
        for (field_id, field, scalar) in model.columns() {
            columns.extend(self.column(field_id, field, scalar));
        }
        if distinguish(&mut columns) {
            self.same_names(model, &columns);
        }
        let Some(key) = self.key(model, &columns) else {
            return;
        };
        self.fill_key(model, &key, &mut columns);
        let Some(alias) = name::public_type(&model.name, "Entity") else {
            return self
                .diagnostics
                .push(code::name_not_in_rust(model.span, &model.name));
        };
        let mut finders = finders(model, &columns);
        // SeaORM's `find_by_id` does that.
        finders.retain(|finder| key.len() > 1 || finder.columns != key);
        for column in &mut columns {
            column.unique = column.id.is_some_and(|id| is_unique_alone(model, id));
        }
        self.of_model[id.0 as usize] = Some(self.entities.len());
        self.entities.push(Entity {
            name: &model.name,
            kind: if model.view.is_some() {
                Kind::View
            } else {
                Kind::Table
            },
            module: name::module(&model.name),
            alias,
            table: model.database_name.as_str().into(),
            schema: model.schema.as_deref(),
            docs: model.docs.clone(),
            format: model.format,
            hooks: model.hooks,
            camel_case: derive_camel_names(&mut columns),
            columns,
            key,
            ends: Vec::new(),
            through: Vec::new(),
            finders,
            span: model.span,
        });
    }

    fn column(
        &mut self,
        id: FieldId,
        field: &'a Field,
        scalar: &'a ScalarField,
    ) -> Option<Column<'a>> {
        if field.ignored {
            return None;
        }
        if let ScalarType::Unsupported(ty) = &scalar.ty {
            let is_needed = field.arity == Arity::Required && scalar.default.is_none();
            self.diagnostics
                .push(code::unsupported_left_out(scalar.type_span, ty, is_needed));
            return None;
        }
        let (Some(ident), Some(variant)) = (name::field(&field.name), name::variant(&field.name))
        else {
            self.diagnostics
                .push(code::name_not_in_rust(field.span, &field.name));
            return None;
        };
        let ty = match self.ty(field, scalar) {
            Ok(ty) => ty?,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        let default = scalar.default.as_ref();
        let fill = default.and_then(|default| self.fill(field, scalar, &ty, default));
        let name = self.column_name(field, scalar);
        Some(Column {
            explicit_name: !derives_name(&ident, name),
            explicit_variant: false,
            field: ident,
            variant,
            name,
            docs: field.docs.clone(),
            ty,
            arity: field.arity,
            unique: false,
            auto_increment: default.is_some_and(|default| {
                let kind = &default.kind;
                matches!(kind, DefaultKind::Autoincrement | DefaultKind::Sequence(_))
            }),
            default: fill,
            updated_at: scalar.updated_at,
            untold: false,
            id: Some(id),
        })
    }

    /// As [`rust_type`] gives it, which has to find it out once for all columns that are alike.
    fn ty(
        &mut self,
        field: &Field,
        scalar: &'a ScalarField,
    ) -> Result<Option<Rc<RustType>>, Diagnostic> {
        let data_model = self.data_model;
        let key = scalar.ty.built_in().map(|ty| {
            let native = [Engine::Postgresql, Engine::Mysql].map(|engine| {
                let native = data_model.native(scalar, engine)?;
                Some((native.name.as_str(), native.args.as_slice()))
            });
            (ty, native, field.arity == Arity::List)
        });
        if let Some(known) = key.and_then(|key| self.types.get(&key)) {
            return Ok(Some(known.clone()));
        }
        let ty = rust_type(data_model, field, scalar)?.map(Rc::new);
        if let (Some(key), Some(ty)) = (key, &ty) {
            self.types.insert(key, ty.clone());
        }
        Ok(ty)
    }

    /// What the client puts in a column that is not set: an id, and what MySQL has no default for.
    fn fill(
        &mut self,
        field: &Field,
        scalar: &ScalarField,
        ty: &RustType,
        default: &DefaultValue,
    ) -> Option<Fill> {
        match &default.kind {
            DefaultKind::Client(id) if holds_id(ty, field.arity, *id) => Some(Fill::Id(*id)),
            DefaultKind::Client(_) => {
                self.diagnostics
                    .push(code::id_not_in_type(default.span, &field.name));
                None
            }
            DefaultKind::Literal(value)
                if self.is_on(Engine::Mysql)
                    && matches!(scalar.ty.built_in(), Some(Scalar::Json | Scalar::Bytes)) =>
            {
                literal(self.data_model, value, ty).map(Fill::Literal)
            }
            _ => None,
        }
    }

    /// MySQL returns no row, and tells no key but one that it counted by itself. So the client puts
    /// in what the database would put into a key, or must be given it.
    fn fill_key(&mut self, model: &Model, key: &[usize], columns: &mut [Column<'a>]) {
        if model.view.is_some() || !self.is_on(Engine::Mysql) {
            return;
        }
        for place in key {
            let column = &mut columns[*place];
            let Some(field) = column.id.map(|id| model.field(id)) else {
                continue;
            };
            let FieldKind::Scalar(scalar) = &field.kind else {
                continue;
            };
            let kind = scalar.default.as_ref().map(|default| &default.kind);
            column.default = match (column.default.take(), kind) {
                (None, Some(DefaultKind::Now)) => Some(Fill::Now),
                (None, Some(DefaultKind::Literal(value))) => {
                    literal(self.data_model, value, &column.ty).map(Fill::Literal)
                }
                (fill, _) => fill,
            };
            let counted = matches!(kind, Some(DefaultKind::Autoincrement)) && key.len() == 1;
            let client = matches!(kind, None | Some(DefaultKind::Client(_))) || column.updated_at;
            column.untold = column.default.is_none() && !counted && !client;
            if column.untold {
                self.diagnostics
                    .push(code::key_not_told(field.span, &field.name));
            }
        }
    }

    /// The name by which every engine knows the column.
    fn column_name(&mut self, field: &Field, scalar: &'a ScalarField) -> &'a str {
        let name = scalar.database_name.as_str();
        if !self.is_on(Engine::Postgresql) {
            return name;
        }
        let kept = names::stored(Engine::Postgresql, name);
        if kept != name && self.data_model.settings.engines.len() > 1 {
            self.diagnostics
                .push(code::column_name_is_cut(field.span, kept));
        } else if kept.len() > LONGEST_PREFIXED {
            self.diagnostics
                .push(code::column_name_is_long(field.span, kept));
        }
        kept
    }

    fn is_on(&self, engine: Engine) -> bool {
        self.data_model.settings.engines.contains(&engine)
    }

    /// Two fields that have one name in Rust.
    fn same_names(&mut self, model: &'a Model, columns: &[Column<'a>]) {
        let span = |column: &Column| column.id.map(|id| model.field(id).span);
        for (index, column) in columns.iter().enumerate() {
            let mut earlier = columns[..index].iter();
            let same = earlier.rfind(|other| other.field == column.field);
            if let (Some(span), Some(first)) = (span(column), same.and_then(span)) {
                self.diagnostics.push(code::same_name_in_rust(
                    span,
                    first,
                    "fields",
                    column.field.as_str(),
                ));
            }
        }
    }

    /// The columns of the primary key; where the model has none, those of a unique; where a view
    /// has none either, all that can be compared.
    fn key(&mut self, model: &Model, columns: &[Column<'a>]) -> Option<Vec<usize>> {
        if let Some(key) = &model.primary_key {
            let found = positions(&key.fields, columns);
            if found.is_none() {
                self.diagnostics.push(code::no_entity(
                    model.span,
                    &model.name,
                    "its id has no Rust type",
                ));
            }
            return found;
        }
        let unique = model
            .indexes
            .iter()
            .filter(|index| is_unique(index))
            .filter_map(|index| positions(&index.fields, columns))
            .find(|key| {
                key.iter()
                    .all(|column| columns[*column].arity == Arity::Required)
            });
        if let Some(key) = unique {
            if model.view.is_none() {
                let fields: Vec<&str> = key
                    .iter()
                    .map(|column| columns[*column].field.as_str())
                    .collect();
                self.diagnostics
                    .push(code::unique_as_key(model.span, &model.name, &fields));
            }
            return Some(key);
        }
        let comparable: Vec<usize> = (0..columns.len())
            .filter(|column| is_comparable(&columns[*column]))
            .take(LONGEST_KEY)
            .collect();
        if model.view.is_none() || comparable.is_empty() {
            self.diagnostics.push(code::no_entity(
                model.span,
                &model.name,
                "it has no id and no unique without NULL",
            ));
            return None;
        }
        let fields: Vec<&str> = comparable
            .iter()
            .map(|column| columns[*column].field.as_str())
            .collect();
        self.diagnostics
            .push(code::columns_as_key(model.span, &model.name, &fields));
        Some(comparable)
    }
}

/// Whether a column takes an id that the client makes.
fn holds_id(ty: &RustType, arity: Arity, id: ClientDefault) -> bool {
    let length = match id {
        ClientDefault::Uuid4 | ClientDefault::Uuid7 => 36,
        ClientDefault::Cuid1 => 25,
        ClientDefault::Cuid2 => 24,
        ClientDefault::Ulid => 26,
        ClientDefault::Nanoid(length) => u32::from(length),
    };
    let within = |limit: &Limit| match limit {
        Limit::Chars(most) | Limit::Char(most) | Limit::Bytes(most) => length <= *most,
        limit => *limit == Limit::Xml,
    };
    let uuid = matches!(id, ClientDefault::Uuid4 | ClientDefault::Uuid7);
    arity != Arity::List
        && match &ty.base {
            Base::Known(Known::String) => ty.limits.iter().all(within),
            Base::Known(Known::Uuid) | Base::Newtype(Piece::PortableUuid, _) => uuid,
            _ => false,
        }
}

/// Whether a column can be part of a key that tells rows apart.
fn is_comparable(column: &Column) -> bool {
    let json = column.ty.base == Base::Known(Known::Json);
    column.arity == Arity::Required && column.ty.eq && !json
}

/// Whether SeaORM derives a column's name from its field.
fn derives_name(field: &Ident, name: &str) -> bool {
    let field = field.as_str();
    match case::is_plainly_snake(field) || case::snake(&case::camel(field)) == field {
        true => field == name,
        false => case::snake(field) == name,
    }
}

/// Whether SeaORM derives a column's name from its field where all are to be in camelCase: it makes
/// a variant of the field first, and cuts that into words again.
fn derives_camel_name(column: &Column) -> bool {
    let variant = case::camel(&case::camel(column.field.as_str()));
    let mut rest = variant.chars();
    let first = rest.next().into_iter().flat_map(char::to_lowercase);
    !column.explicit_variant && first.chain(rest).eq(column.name.chars())
}

/// Has SeaORM derive the names of columns in camelCase where that leaves fewer to be spelled out.
fn derive_camel_names(columns: &mut [Column]) -> bool {
    let spelled_out = columns.iter().filter(|column| column.explicit_name).count();
    if spelled_out == 0 {
        return false;
    }
    let derived: Vec<bool> = columns.iter().map(derives_camel_name).collect();
    let spares = derived.iter().filter(|derived| !**derived).count() < spelled_out;
    if spares {
        for (column, derived) in columns.iter_mut().zip(derived) {
            column.explicit_name = !derived;
        }
    }
    spares
}

/// Gives a variant another name where two columns would share one, where SeaORM, which finds a
/// variant by any of its spellings, would take it for another column, and where it would be
/// called as a type of a trait that SeaORM implements. Whether any of them was in doubt.
fn distinguish(columns: &mut [Column]) -> bool {
    let mut in_doubt = false;
    let keys = |column: &Column| {
        let variant = letters(column.variant.as_str());
        match column.explicit_name {
            true => [letters(column.name), variant],
            // What is derived from the other has its letters.
            false => [variant; 2],
        }
    };
    let mut known: Vec<[u64; 2]> = columns.iter().map(keys).collect();
    for index in 0..columns.len() {
        let variant = columns[index].variant.as_str();
        let [_, own] = known[index];
        let mut others = known
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        // Spellings of one name share their letters, which those of two columns hardly ever do.
        if variant.is_ascii()
            && !name::is_associated_type(variant)
            && others.all(|(_, keys)| !keys.contains(&own))
        {
            continue;
        }
        in_doubt = true;
        while is_ambiguous(columns, index) {
            columns[index].variant = columns[index].variant.with("Column");
            columns[index].explicit_variant = true;
            // SeaORM would derive it from the variant.
            columns[index].explicit_name = true;
        }
        known[index] = keys(&columns[index]);
    }
    in_doubt
}

/// A number for the ASCII letters and digits of a name, whatever their case.
fn letters(name: &str) -> u64 {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    names::fingerprint(letters.map(|byte| char::from(byte.to_ascii_lowercase())))
}

fn is_ambiguous(columns: &[Column], index: usize) -> bool {
    let variant = columns[index].variant.as_str();
    let spellings = [case::snake(variant), case::lower_camel(variant)];
    name::is_associated_type(variant)
        || columns.iter().enumerate().any(|(other, column)| {
            (other < index && column.variant.as_str() == variant)
                || (other != index && spellings.iter().any(|spelling| spelling == column.name))
        })
}

/// The uniques of a model that are more than its single-column id, each list of columns once.
fn finders(model: &Model, columns: &[Column]) -> Vec<Finder> {
    let composite_key = model.primary_key.iter().filter(|key| key.fields.len() > 1);
    let keys = composite_key.map(|key| (&key.fields, &key.client_name));
    let uniques = model.indexes.iter().filter(|index| is_unique(index));
    let uniques = uniques.map(|index| (&index.fields, &index.client_name));
    let mut finders: Vec<Finder> = Vec::new();
    for (fields, client_name) in keys.chain(uniques) {
        let found: Option<Vec<usize>> = positions(fields, columns);
        let Some(found) = found else { continue };
        if finders.iter().any(|finder| finder.columns == found) {
            continue;
        }
        let words = match client_name {
            Some(client_name) => {
                let words = case::snake(client_name);
                match words.strip_prefix("by_") {
                    Some(rest) => rest.to_owned(),
                    None => words,
                }
            }
            None => found
                .iter()
                .map(|column| case::snake(columns[*column].field.as_str()))
                .collect::<Vec<_>>()
                .join("_"),
        };
        let Some(mut name) = Ident::new(format!("find_by_{words}")) else {
            continue;
        };
        // `find_by_id` is SeaORM's, for the primary key.
        while name.as_str() == "find_by_id" || finders.iter().any(|finder| finder.name == name) {
            name = name.with("_");
        }
        finders.push(Finder {
            name,
            columns: found,
        });
    }
    finders
}

fn positions(fields: &[IndexField], columns: &[Column]) -> Option<Vec<usize>> {
    fields
        .iter()
        .map(|field| {
            columns
                .iter()
                .position(|column| column.id == Some(field.field))
        })
        .collect()
}

fn is_unique(index: &Index) -> bool {
    index.kind == IndexKind::Unique && index.predicate.is_none()
}

/// Whether a column is unique by itself.
fn is_unique_alone(model: &Model, id: FieldId) -> bool {
    model.indexes.iter().any(|index| {
        is_unique(index) && matches!(index.fields.as_slice(), [field] if field.field == id)
    })
}
