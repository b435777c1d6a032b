//! What a database's catalog says: the questions of `ketch-catalog`, put to one connection.
//!
//! Not for what the rows mean: the library's `introspect` makes a database schema of them, and
//! `drift` compares them as they are.

use sea_orm::{
    ConnectionTrait, DatabaseExecutor, DbBackend, IntoDatabaseExecutor, QueryResult,
    TransactionTrait,
};

use crate::error::Error;
use crate::ledger::{execute, query};
use ketch_catalog::{Row, Step};

/// The rows of a database's catalog, in the order of the questions. Changes nothing, and takes no
/// lock.
pub async fn catalog<'c>(db: impl IntoDatabaseExecutor<'c>) -> Result<Vec<Row>, Error> {
    read(&db.into_database_executor()).await
}

/// In a transaction of its own, which takes its settings back; inside of another, in a part of it.
pub(crate) async fn read(db: &DatabaseExecutor<'_>) -> Result<Vec<Row>, Error> {
    let doing = Error::database("to begin a transaction");
    let transaction = db.begin().await.map_err(doing)?;
    let rows = rows(&transaction).await;
    let undone = transaction.rollback().await;
    undone.map_err(Error::database("to roll back"))?;
    rows
}

async fn rows(db: &impl ConnectionTrait) -> Result<Vec<Row>, Error> {
    let steps = match db.get_database_backend() {
        DbBackend::Sqlite => ketch_catalog::SQLITE,
        DbBackend::MySql => ketch_catalog::MYSQL,
        _ => ketch_catalog::POSTGRESQL,
    };
    let mut rows = Vec::new();
    for step in steps {
        match step {
            Step::Setting(sql) => execute(db, sql, Vec::new()).await?,
            Step::Rows(sql) => {
                for answer in query(db, sql, Vec::new()).await? {
                    // Every engine writes whole JSON.
                    rows.extend(Row::parse(&text(&answer)?));
                }
            }
        }
    }
    Ok(rows)
}

/// The one column of an answer. What MySQL makes of its own catalog the driver may call bytes.
fn text(answer: &QueryResult) -> Result<String, Error> {
    let text = answer.try_get_by_index::<String>(0).or_else(|error| {
        let bytes: Vec<u8> = answer.try_get_by_index(0).map_err(|_| error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    });
    text.map_err(Error::database("to be read"))
}
