//! What a migration crate's `Migrator` does when it goes through the runner.
//!
//! [`entry_points!`](crate::entry_points) puts these functions in the place of SeaORM's.

use std::marker::PhantomData;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, DynIden, IntoDatabaseExecutor};
use sea_orm_migration::seaql_migrations::Model;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::error::Error;
use crate::ledger::Ledger;
use crate::run::{Report, Run};
use crate::set::MigrationSet;
use crate::settings::Settings;
use crate::status::{Status, status_of};

/// A migration crate's list, with the history and the SQL that ketch wrote for it.
pub trait Chained: MigratorTrait {
    /// The text of the file `history`.
    const HISTORY: &'static str;

    /// The SQL that makes a migration, and the SQL that undoes it where there is one.
    fn sql(migration: &str, backend: DbBackend) -> Option<(&'static str, Option<&'static str>)>;

    /// The text of `src/NAME.rs`: where it is as ketch wrote it, the SQL is run without it, and a
    /// run that was interrupted can be gone on with.
    fn rust(migration: &str) -> Option<&'static str> {
        let _ = migration;
        None
    }
}

/// The migrations of a compiled crate.
pub fn compiled<M: Chained>(backend: DbBackend) -> Result<MigrationSet, Error> {
    let sql = |name: &str| {
        M::sql(name, backend).map(|(up, down)| (up.to_owned(), down.map(str::to_owned)))
    };
    MigrationSet::from_crate(M::migrations(), M::HISTORY, backend, sql, M::rust)
}

macro_rules! through_the_runner {
    ($($(#[$doc:meta])* $name:ident($($steps:ident: $number:ty)?) -> $output:ty;)*) => {$(
        $(#[$doc])*
        pub async fn $name<'c, M: Chained>(
            db: impl IntoDatabaseExecutor<'c>,
            $($steps: $number,)?
            settings: &Settings,
        ) -> Result<$output, Error> {
            let db = db.into_database_executor();
            let set = compiled::<M>(db.get_database_backend())?;
            let table = M::migration_table_name().to_string();
            Run::open(db, &set, &table, settings).await?.$name($($steps)?).await
        }
    )*};
}

through_the_runner! {
    /// Applies what is pending, or the next `steps` of it.
    up(steps: Option<u32>) -> Report;
    /// Undoes what is applied, or the last `steps` of it.
    down(steps: Option<u32>) -> Report;
    /// Undoes the last `steps` of what is applied, and applies as many.
    redo(steps: u32) -> Report;
    /// Drops everything, then applies all migrations.
    fresh() -> Report;
    /// Undoes all migrations, then applies them.
    refresh() -> Report;
    /// Undoes all migrations and drops the ledger.
    reset() -> Report;
    /// Makes the ledger.
    install() -> Report;
    /// Drops the ledger and leaves everything else.
    uninstall() -> Report;
    /// Shows how the database stands.
    status() -> Status;
}

/// Makes the ledger on a connection that is not a pool's, and so cannot be locked: of two who do
/// it at once, one finds it made.
pub async fn install_on<M: Chained, C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let ledger = ledger::<M>(db);
    match ledger.create(db).await {
        Err(_) if ledger.exists(db, &ledger.table).await? => Ok(()),
        made => Ok(made?),
    }
}

/// The rows of the ledger; none where there is no ledger, which is not made for the question.
pub async fn models<M: Chained, C: ConnectionTrait>(db: &C) -> Result<Vec<Model>, DbErr> {
    let ledger = ledger::<M>(db);
    match ledger.exists(db, &ledger.table).await? {
        true => Ok(ledger.models(db).await?),
        false => Ok(Vec::new()),
    }
}

fn ledger<M: Chained>(db: &impl ConnectionTrait) -> Ledger {
    Ledger {
        backend: db.get_database_backend(),
        table: M::migration_table_name().to_string(),
    }
}

/// Writes how the database stands to the app's log, as SeaORM does.
pub async fn log_status<M: Chained, C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let set = compiled::<M>(db.get_database_backend())?;
    let status = status_of(&set, &ledger::<M>(db), db).await?;
    tracing::info!("{status}");
    Ok(())
}

/// SeaORM's own reading of a list: a migrator that overrides nothing.
pub struct Plain<M>(PhantomData<fn() -> M>);

impl<M: Chained> MigratorTrait for Plain<M> {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        M::migrations()
    }

    fn migration_table_name() -> DynIden {
        M::migration_table_name()
    }
}

/// Overrides every function of `MigratorTrait` that touches a database. Stands inside of
/// `impl MigratorTrait for …`, for a type that is [`Chained`].
#[macro_export]
macro_rules! entry_points {
    () => {
        $crate::entry_points!(@change up(steps: Option<u32>), down(steps: Option<u32>));
        $crate::entry_points!(@change fresh(), refresh(), reset(), uninstall());
        $crate::entry_points!(@read
            install() -> () = install_on,
            status() -> () = log_status,
            get_migration_models() -> Vec<$crate::hidden::Model> = models,
        );
        $crate::entry_points!(@plain
            get_migration_with_status = get_migration_with_status_read_only,
            get_pending_migrations = get_pending_migrations_read_only,
            get_applied_migrations = get_applied_migrations_read_only,
        );
    };
    (@change $($name:ident($($steps:ident: $number:ty)?)),*) => {$(
        fn $name<'c, 'async_trait, C>(
            db: C,
            $($steps: $number,)?
        ) -> $crate::hidden::Pending<'async_trait, ()>
        where
            C: $crate::hidden::IntoDatabaseExecutor<'c>,
            'c: 'async_trait,
            C: 'async_trait,
        {
            Box::pin(async move {
                let settings = $crate::Settings::default();
                $crate::migrator::$name::<Self>(db, $($steps,)? &settings).await?;
                Ok(())
            })
        }
    )*};
    (@read $($name:ident() -> $output:ty = $function:ident,)*) => {$(
        fn $name<'life0, 'async_trait, C>(
            db: &'life0 C,
        ) -> $crate::hidden::Pending<'async_trait, $output>
        where
            C: $crate::hidden::ConnectionTrait,
            C: 'async_trait,
            'life0: 'async_trait,
        {
            Box::pin($crate::migrator::$function::<Self, C>(db))
        }
    )*};
    (@plain $($name:ident = $function:ident,)*) => {$(
        fn $name<'life0, 'async_trait, C>(
            db: &'life0 C,
        ) -> $crate::hidden::Pending<'async_trait, Vec<$crate::hidden::Migration>>
        where
            C: $crate::hidden::ConnectionTrait,
            C: 'async_trait,
            'life0: 'async_trait,
        {
            <$crate::migrator::Plain<Self> as $crate::hidden::MigratorTrait>::$function(db)
        }
    )*};
}
