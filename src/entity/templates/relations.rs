//! Loading what a [`Linked`] leads to for many models at once, as SeaORM's `LoaderTrait` does for
//! what `Related` leads to.

use std::collections::{HashMap, HashSet};
use std::future::Future;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, ExprTrait, IntoValueTuple, ValueTuple};
use sea_orm::{FromQueryResult, Iterable, QuerySelect, TryGetableMany};

/// The model that a link leads to.
pub type LinkedModel<L> = <<L as Linked>::ToEntity as EntityTrait>::Model;

/// Loads along a [`Linked`] for all models of a slice, with one query for many of them.
pub trait LoadLinked {
    /// Of what entity the models are.
    type Entity: EntityTrait;

    /// For each model, in order, all that the link leads to, in the order of their keys.
    fn load_linked<L, C>(
        &self,
        link: L,
        db: &C,
    ) -> impl Future<Output = Result<Vec<Vec<LinkedModel<L>>>, DbErr>> + Send
    where
        L: Linked<FromEntity = Self::Entity> + Send,
        LinkedModel<L>: Send,
        C: ConnectionTrait;

    /// For each model, in order, the first that the link leads to, if any.
    fn load_linked_one<L, C>(
        &self,
        link: L,
        db: &C,
    ) -> impl Future<Output = Result<Vec<Option<LinkedModel<L>>>, DbErr>> + Send
    where
        L: Linked<FromEntity = Self::Entity> + Send,
        LinkedModel<L>: Send,
        C: ConnectionTrait;
}

impl<M> LoadLinked for [M]
where
    M: ModelTrait + Sync,
{
    type Entity = M::Entity;

    async fn load_linked<L, C>(&self, link: L, db: &C) -> Result<Vec<Vec<LinkedModel<L>>>, DbErr>
    where
        L: Linked<FromEntity = M::Entity> + Send,
        LinkedModel<L>: Send,
        C: ConnectionTrait,
    {
        // The table where the link begins is the last one that SeaORM joins.
        let start = format!("r{}", link.link().len().saturating_sub(1));
        let mut select = link.find_linked().order_by_id_asc();
        for (column, name) in keys::<M::Entity>().zip(key_names::<M::Entity>()) {
            select = select.expr_as(column.select_as(Expr::col((start.clone(), column))), name);
        }
        let mut found: HashMap<ValueTuple, Vec<LinkedModel<L>>> = HashMap::new();
        let unique: HashSet<ValueTuple> = self.iter().map(M::get_primary_key_value).collect();
        let unique: Vec<ValueTuple> = unique.into_iter().collect();
        for some in unique.chunks(chunk_size::<M::Entity>()) {
            let rows = select.clone().filter(is_one_of::<M::Entity>(&start, some));
            for row in rows.into_model::<Row<L>>().all(db).await? {
                found.entry(row.key).or_default().push(row.model);
            }
        }
        let of = |model: &M| found.get(&model.get_primary_key_value()).cloned();
        Ok(self.iter().map(|model| of(model).unwrap_or_default()).collect())
    }

    async fn load_linked_one<L, C>(
        &self,
        link: L,
        db: &C,
    ) -> Result<Vec<Option<LinkedModel<L>>>, DbErr>
    where
        L: Linked<FromEntity = M::Entity> + Send,
        LinkedModel<L>: Send,
        C: ConnectionTrait,
    {
        let found = self.load_linked(link, db).await?;
        Ok(found.into_iter().map(|models| models.into_iter().next()).collect())
    }
}

/// What a link leads to, with the key of the row where it begins.
struct Row<L: Linked> {
    key: ValueTuple,
    model: LinkedModel<L>,
}

impl<L: Linked> FromQueryResult for Row<L> {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let names: Vec<String> = key_names::<L::FromEntity>().collect();
        let key = KeyValue::<L::FromEntity>::try_get_many(row, prefix, &names)?;
        let model = LinkedModel::<L>::from_query_result(row, prefix)?;
        Ok(Row { key: key.into_value_tuple(), model })
    }
}

type KeyValue<E> = <<E as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType;

fn keys<E: EntityTrait>() -> impl Iterator<Item = E::Column> {
    E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column)
}

/// Names that no column of the linked entity has.
fn key_names<E: EntityTrait>() -> impl Iterator<Item = String> {
    (0..keys::<E>().count()).map(|index| format!("from.{index}"))
}

/// How many keys a query can ask for: SQLite binds 32766 values, and nests 1000 conditions.
fn chunk_size<E: EntityTrait>() -> usize {
    if keys::<E>().count() == 1 { 30_000 } else { 500 }
}

fn is_one_of<E: EntityTrait>(table: &str, values: &[ValueTuple]) -> Condition {
    let columns: Vec<E::Column> = keys::<E>().collect();
    let column = |column: E::Column| Expr::col((table.to_owned(), column));
    if let [key] = columns.as_slice() {
        let values = values.iter().cloned().flatten().map(|value| key.save_as(Expr::val(value)));
        return column(*key).is_in(values).into();
    }
    let is = |values: &ValueTuple| {
        let pairs = columns.iter().zip(values.clone());
        pairs.fold(Condition::all(), |all, (key, value)| {
            all.add(column(*key).eq(key.save_as(Expr::val(value))))
        })
    };
    values.iter().map(is).fold(Condition::any(), Condition::add)
}
