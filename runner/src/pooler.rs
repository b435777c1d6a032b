//! Tells whether a pooler stands between, which gives one process of PostgreSQL's to many clients:
//! a lock of a session would be anybody's there, and would stay when its client is gone. So this
//! is asked before the lock is taken.
//!
//! Not for what an address says of it; `url` knows that. A pooler that gives each client a process
//! of its own for as long as it stays is as good as none.

use std::time::Duration;

use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, Row as _};
use tokio::time::timeout;

use crate::error::Error;
use crate::refusal::is_poolers;
use crate::url::way_past;

/// How long to wait for a second connection. One that gives the first a process of its own may
/// have none left.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often to look: other clients of a pooler may have had its processes just then.
const LOOKS: usize = 4;

/// Refuses a connection whose process another one gets at.
pub(crate) async fn refuse(pool: &sqlx::PgPool) -> Result<(), Error> {
    let options = pool.connect_options();
    match shares_processes(pool).await {
        Ok(false) => Ok(()),
        Err(error) if !is_poolers(&error) => Err(Error::sqlx("to be read")(error)),
        _ => Err(Error::Pooler {
            found: format!("{}:{}", options.get_host(), options.get_port()),
            way_out: way_past(options.get_host()),
        }),
    }
}

async fn shares_processes(pool: &sqlx::PgPool) -> Result<bool, sqlx::Error> {
    let mut ours = pool.acquire().await?;
    let options = pool.connect_options();
    let Ok(Ok(mut other)) = timeout(PATIENCE, options.connect()).await else {
        return Ok(false);
    };
    let mut shares = false;
    for _ in 0..LOOKS {
        let process = process_of(&mut ours).await?;
        // For as long as its transaction lasts, even a pooler leaves it the process that it has:
        // the one that was ours, where nobody else uses the pooler; or else ours is another now.
        sqlx::raw_sql("BEGIN").execute(&mut other).await?;
        shares |= process_of(&mut other).await? == process;
        shares |= process_of(&mut ours).await? != process;
        sqlx::raw_sql("ROLLBACK").execute(&mut other).await?;
        if shares {
            break;
        }
    }
    let _ = other.close().await;
    Ok(shares)
}

/// Prepares nothing: a pooler might run it elsewhere.
async fn process_of(connection: &mut sqlx::PgConnection) -> Result<i32, sqlx::Error> {
    let row = sqlx::raw_sql("SELECT pg_backend_pid()").fetch_one(connection);
    row.await?.try_get(0)
}
