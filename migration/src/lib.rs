//! The migrations, oldest first. ketch and `sea-orm-cli migrate generate` add to this file.

pub use sea_orm_migration::prelude::*;

mod sql;

mod runner;
pub use runner::cli;

mod m20260101_000000_init;

/// Applies what is pending, as an app does when it starts.
pub async fn up<'c>(db: impl IntoSchemaManagerConnection<'c>) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    #[rustfmt::skip]
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000000_init::Migration),
        ]
    }

    runner::entry_points!();
}
