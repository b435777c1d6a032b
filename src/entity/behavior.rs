//! What happens around saving: values that the client makes, `@updatedAt`, limits of columns, the
//! user's hooks; and views, which nothing is written to.
//!
//! `ActiveModelBehavior::new` sets nothing: `..Default::default()` goes through it, and an update
//! would overwrite whatever it set.

use super::plan::{Column, Entity, Fill, Kind};
use super::rust::{Code, Printer, Str, call, code};
use super::rust_type::{Base, Known};
use super::types::Piece;
use crate::model::{Arity, ClientDefault};

/// `impl ActiveModelBehavior`, and what it needs.
pub(super) fn print(out: &mut Printer, entity: &Entity) {
    out.blank();
    if entity.kind == Kind::View {
        return read_only(out, entity);
    }
    let prepared = is_prepared(entity);
    if prepared {
        prepare(out, entity);
        out.blank();
    }
    if !(entity.hooks || prepared) {
        return out.line("impl ActiveModelBehavior for ActiveModel {}");
    }
    if is_ready(entity) {
        return out.block("impl ActiveModelBehavior for ActiveModel", |out| {
            out.line("before_save!();");
        });
    }
    behavior(out, |out| {
        out.function(
            Code::from("async fn before_save<C: ConnectionTrait>"),
            &["self", "db: &C", "insert: bool"].map(Code::from),
            &Code::from("Result<Self, DbErr>"),
            |out| before_save(out, entity, prepared),
        );
        if entity.hooks {
            other_hooks(out);
        }
    });
}

const PREPARED: &str = "if insert { self.for_insert() } else { self.for_update() }";

fn before_save(out: &mut Printer, entity: &Entity, prepared: bool) {
    let told = is_told(entity);
    if !entity.hooks {
        if told {
            out.line("self.told(db, insert)?;");
        }
        return out.line(PREPARED);
    }
    if !prepared {
        return out.line("Hooks::before_save(self, db, insert).await");
    }
    out.line(code!["let row = ", PREPARED, "?;"]);
    out.line("let row = Hooks::before_save(row, db, insert).await?;");
    if told {
        out.line("row.told(db, insert)?;");
    }
    out.line("// Whatever the hook has set is held to the same limits.");
    out.line("if insert { row.for_insert() } else { row.for_update() }");
}

/// Whether something is done to a row before it is saved, and nothing is waited for.
pub(super) fn is_ready(entity: &Entity) -> bool {
    is_prepared(entity) && !entity.hooks && !is_told(entity)
}

/// Whether anything is done to a row before it is saved.
pub(super) fn is_prepared(entity: &Entity) -> bool {
    let filled = || entity.columns.iter().any(|column| value(column).is_some());
    entity.kind != Kind::View && (is_limited(entity) || is_told(entity) || filled())
}

/// Whether columns of the entity keep less than their types could carry.
pub(super) fn is_limited(entity: &Entity) -> bool {
    let limited = |column: &Column| !column.ty.limits.is_empty();
    entity.kind != Kind::View && entity.columns.iter().any(limited)
}

/// Whether the client has to be told a part of the key.
pub(super) fn is_told(entity: &Entity) -> bool {
    entity.columns.iter().any(|column| column.untold)
}

fn prepare(out: &mut Printer, entity: &Entity) {
    let values: Vec<(&Column, Code)> = entity
        .columns
        .iter()
        .filter_map(|column| Some((column, value(column)?)))
        .collect();
    let untold = entity.columns.iter().filter(|column| column.untold);
    let untold: Vec<Code> = untold
        .map(|column| code!["Column::", column.variant])
        .collect();
    out.block("impl Prepare for ActiveModel", |out| {
        if is_limited(entity) {
            out.item(|out| {
                let head = Code::from("const LIMITS: &'static [(Column, Limit)] =");
                out.slice(head, &limits(entity));
            });
        }
        if !untold.is_empty() {
            out.item(|out| out.slice(Code::from("const UNTOLD: &'static [Column] ="), &untold));
        }
        if values.is_empty() {
            return;
        }
        if is_limited(entity) || !untold.is_empty() {
            out.blank();
        }
        out.item(|out| {
            out.block("fn fill(&mut self, insert: bool)", |out| {
                for (column, value) in &values {
                    fill(out, column, value);
                }
            });
        });
    });
}

fn limits(entity: &Entity) -> Vec<Code> {
    let limits = entity.columns.iter().flat_map(|column| {
        let limits = column.ty.limits.iter();
        limits.map(|limit| code!["(Column::", column.variant, ", ", Code::limit(*limit), ")"])
    });
    limits.collect()
}

/// Sets a column that is not set. `@updatedAt` of a row that was read is set anew, too.
fn fill(out: &mut Printer, column: &Column, value: &Code) {
    let place = code!["self.", column.field];
    let missing = match column.updated_at {
        true => code![
            "if ",
            place,
            ".is_not_set() || (!insert && ",
            place,
            ".is_unchanged())"
        ],
        false => code!["if insert && ", place, ".is_not_set()"],
    };
    out.block(missing, |out| {
        out.pair(code![place, " ="], code!["sea_orm::Set(", value, ");"]);
    });
}

/// What a column gets on insert where it is not set, as its field takes it.
fn value(column: &Column) -> Option<Code> {
    let value = match (&column.default, &column.ty.base) {
        (Some(Fill::Literal(value)), _) => value.clone(),
        (Some(Fill::Id(id)), ty) => new_id(*id, ty),
        (Some(Fill::Now), ty) => now(ty),
        (None, ty) if column.updated_at => now(ty),
        (None, _) => return None,
    };
    Some(if column.arity == Arity::Optional {
        code!["Some(", value, ")"]
    } else {
        value
    })
}

/// The current time as a type of `types.rs` or of chrono.
fn now(ty: &Base) -> Code {
    match ty {
        Base::Newtype(piece, _) => code![piece.type_name().unwrap_or_default(), "::now()"],
        _ => Code::from("ChronoUtc::now().date_naive()"),
    }
}

fn new_id(id: ClientDefault, ty: &Base) -> Code {
    let of_uuid = |uuid: &'static str| match ty {
        Base::Known(Known::Uuid) => Code::from(uuid),
        Base::Newtype(Piece::PortableUuid, _) => code![uuid, ".into()"],
        _ => code![uuid, ".to_string()"],
    };
    match id {
        ClientDefault::Uuid4 => of_uuid("uuid::Uuid::new_v4()"),
        ClientDefault::Uuid7 => of_uuid("uuid::Uuid::now_v7()"),
        ClientDefault::Cuid1 => Code::from("cuid::cuid1()"),
        ClientDefault::Cuid2 => Code::from("cuid::cuid2()"),
        ClientDefault::Ulid => Code::from("ulid::Ulid::generate().to_string()"),
        ClientDefault::Nanoid(length) => code!["nanoid::nanoid!(", i128::from(length), ")"],
    }
}

fn behavior(out: &mut Printer, methods: impl FnOnce(&mut Printer)) {
    out.line("#[async_trait::async_trait]");
    out.block("impl ActiveModelBehavior for ActiveModel", methods);
}

/// The hooks that SeaORM's own are handed on to as they are.
fn other_hooks(out: &mut Printer) {
    out.blank();
    out.function(
        Code::from("async fn after_save<C: ConnectionTrait>"),
        &["model: Model", "db: &C", "insert: bool"].map(Code::from),
        &Code::from("Result<Model, DbErr>"),
        |out| out.line("<Self as Hooks>::after_save(model, db, insert).await"),
    );
    for name in ["before_delete", "after_delete"] {
        out.blank();
        out.block(
            code![
                "async fn ",
                name,
                "<C: ConnectionTrait>(self, db: &C) -> Result<Self, DbErr>"
            ],
            |out| out.line(code!["Hooks::", name, "(self, db).await"]),
        );
    }
}

fn read_only(out: &mut Printer, entity: &Entity) {
    let refusal = format!("`{}` is a view: nothing can be written to it", entity.name);
    behavior(out, |out| {
        let methods = [
            (
                "before_save",
                ["self", "_db: &C", "_insert: bool"].as_slice(),
            ),
            ("before_delete", &["self", "_db: &C"]),
        ];
        for (index, (name, parameters)) in methods.into_iter().enumerate() {
            if index > 0 {
                out.blank();
            }
            let parameters: Vec<Code> = parameters.iter().copied().map(Code::from).collect();
            let head = code!["async fn ", name, "<C: ConnectionTrait>"];
            out.item(|out| {
                out.function(
                    head,
                    &parameters,
                    &Code::from("Result<Self, DbErr>"),
                    |out| {
                        let text = code![Str(&refusal), ".to_owned()"];
                        let error = call(Code::from("DbErr::Custom"), vec![text.into()]);
                        out.expression(&call(Code::from("Err"), vec![error.into()]).into(), "");
                    },
                );
            });
        }
    });
}
