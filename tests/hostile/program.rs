//! Fills the tables of hostile schemas by way of their entities on SQLite, and reads them back.
//!
//! A template: `tests/hostile.rs` puts a call for every entity into `main`.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Enum, OptionEnum};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, Database, DatabaseConnection, IdenStatic, IntoActiveModel, Iterable, ModelTrait,
    Value,
};

/// Something for everybody to trip over.
const TEXT: &str = "it's \"quoted\" `too` \\ */ -- ; {} %s $1 ?1 🦀 \u{202e} \r\n\t e\u{301} end";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    round_trips!();
}

async fn open(sql: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    // Each further connection would have a database of its own.
    options.max_connections(1);
    let db = Database::connect(options).await.unwrap();
    // Rows are made in no order that the keys would like.
    db.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db
}

/// Inserts rows, so that every value of every enum is in one of them, reads, changes and deletes
/// them. The first row has what the database puts in: `defaults` lists table, column and text.
async fn round_trip<E>(db: &DatabaseConnection, defaults: &[(&str, &str, &str)])
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let table = E::default().table_name().to_owned();
    let defaults: Vec<_> = defaults.iter().filter(|(of, _, _)| *of == table).collect();
    let default = |column: E::Column| defaults.iter().find(|(_, name, _)| *name == column.as_str());
    let rows = E::Column::iter().map(values).max().unwrap_or(0).max(2);
    for row in 0..rows {
        let mut active = <E::ActiveModel as ActiveModelTrait>::default();
        for column in E::Column::iter() {
            if row == 0 && default(column).is_some() {
                continue;
            }
            if let Some(value) = sample(column, row) {
                active.set(column, value);
            }
        }
        let made = active.insert(db).await.unwrap_or_else(|error| panic!("{table}: {error}"));
        for column in E::Column::iter().filter(|_| row == 0) {
            if let Some((_, name, text)) = default(column) {
                assert_eq!(made.get(column), Value::from(*text), "default of {table}.{name}");
            }
        }
        found(db, &table, &made).await;

        let mut active = made.into_active_model();
        let keys: Vec<&str> = E::PrimaryKey::iter().map(|key| key.into_column().as_str()).collect();
        for column in E::Column::iter().filter(|column| !keys.contains(&column.as_str())) {
            // Set and not changed, so that there is always something to update.
            if let Some(value) = sample(column, row + if is_text(column) { rows } else { 0 }) {
                active.set(column, value);
            }
        }
        if !active.is_changed() {
            continue;
        }
        let changed = active.update(db).await.unwrap_or_else(|error| panic!("{table}: {error}"));
        found(db, &table, &changed).await;
    }
    for row in E::find().all(db).await.unwrap() {
        let deleted = row.delete(db).await.unwrap();
        assert_eq!(deleted.rows_affected, 1, "{table}");
    }
}

async fn found<M: ModelTrait>(db: &DatabaseConnection, table: &str, row: &M) {
    let rows = M::Entity::find().all(db).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    let rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    assert!(rows.contains(&format!("{row:?}")), "{table}: {row:?} is not in {rows:?}");
}

/// A value for a column: another one for each row. Nothing for types that need nothing set.
fn sample<C: ColumnTrait>(column: C, row: usize) -> Option<Value> {
    match column.def().get_column_type() {
        ColumnType::Enum { name, variants } => {
            let type_name = name.to_string().as_str().into();
            let value = variants[row % variants.len()].to_string().into();
            Some(Value::Enum(OptionEnum::Some(Box::new(Enum { type_name, value }))))
        }
        ColumnType::Integer => Some(Value::from(row as i32 + 1)),
        _ if is_text(column) => Some(Value::from(format!("{TEXT}{row}"))),
        _ => None,
    }
}

fn is_text<C: ColumnTrait>(column: C) -> bool {
    matches!(column.def().get_column_type(), ColumnType::String(_) | ColumnType::Text | ColumnType::Char(_))
}

/// How many rows it takes until a column has had every value; one where it is no enum.
fn values<C: ColumnTrait>(column: C) -> usize {
    match column.def().get_column_type() {
        ColumnType::Enum { variants, .. } => variants.len(),
        _ => 1,
    }
}
