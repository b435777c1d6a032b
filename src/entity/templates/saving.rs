//! What happens to a row before it is saved.

//# ready
use std::pin::Pin;

//# end
//# limits
use super::types::{Limit, check};
//# end
use sea_orm::entity::prelude::*;
//# untold
use sea_orm::{EntityName, IdenStatic};
//# end

//# ready
/// What an `async fn before_save` gives.
pub type Prepared<'f, Row> = Pin<Box<dyn Future<Output = Result<Row, DbErr>> + Send + 'f>>;

/// SeaORM's `async fn before_save`, spelled out: there is nothing to wait for, and an async block in
/// each entity would be most of what the compiler has to do for saving.
macro_rules! before_save {
    () => {
        fn before_save<'db, 'f, C>(
            self,
            _db: &'db C,
            insert: bool,
        ) -> super::saving::Prepared<'f, Self>
        where
            'db: 'f,
            C: ConnectionTrait + 'f,
            Self: 'f,
        {
            super::saving::prepared(self, insert)
        }
    };
}

pub(super) use before_save;

/// The row as [`Prepare`] makes it.
pub(super) fn prepared<'f, Row: Prepare + 'f>(row: Row, insert: bool) -> Prepared<'f, Row> {
    let row = if insert { row.for_insert() } else { row.for_update() };
    Box::pin(std::future::ready(row))
}

//# end
/// What a row needs before it is saved.
///
/// `insert`, `update` and `save` of an active model do it by themselves. What stands on an `Entity`
/// (`insert`, `insert_many`, `update`, `update_many`, and with them `on_conflict`) takes what it is given:
///
/// ```ignore
/// let rows: Vec<_> = rows.into_iter().map(Prepare::for_insert).collect::<Result<_, _>>()?;
/// post::Entity::insert_many(rows).exec(&db).await?;
/// ```
pub trait Prepare: ActiveModelTrait + Send {
    //# limits
    /// What columns keep, where their types could carry more.
    const LIMITS: &'static [(<Self::Entity as EntityTrait>::Column, Limit)] = &[];

    //# end
    //# untold
    /// Parts of the key that MySQL makes and does not tell.
    const UNTOLD: &'static [<Self::Entity as EntityTrait>::Column] = &[];

    /// Refuses a row that would be inserted and not be found again.
    fn told<C: ConnectionTrait>(&self, db: &C, insert: bool) -> Result<(), DbErr> {
        let untold = Self::UNTOLD.iter().find(|column| self.get(**column).is_not_set());
        match untold.filter(|_| insert && !db.support_returning()) {
            Some(column) => Err(DbErr::Custom(format!(
                "{}.{} has to be set: this database does not tell what it would put in",
                Self::Entity::default().table_name(),
                column.as_str()
            ))),
            None => Ok(()),
        }
    }

    //# end
    /// Sets what the schema leaves to the client, where it is not set.
    fn fill(&mut self, _insert: bool) {}

    /// The row, ready to be inserted.
    fn for_insert(mut self) -> Result<Self, DbErr> {
        self.fill(true);
        //# limits
        check(&self, Self::LIMITS)?;
        //# end
        Ok(self)
    }

    /// The changes, ready to be written.
    fn for_update(mut self) -> Result<Self, DbErr> {
        self.fill(false);
        //# limits
        check(&self, Self::LIMITS)?;
        //# end
        Ok(self)
    }
}
