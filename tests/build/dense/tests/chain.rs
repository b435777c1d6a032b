//! The chain at work, in a crate that needs the limit as well: it sends a model with its relations
//! to another task.
#![recursion_limit = "256"]

use build_dense::entities::{link01, link02};
use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::migration::sql::script;
use ketch::source::{SourceFile, Sources};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectOptions, Database, Set};

async fn database() -> Result<DatabaseConnection, DbErr> {
    let sources = Sources::new(vec![SourceFile {
        path: "schema/chain.prisma".to_owned(),
        text: include_str!("../schema/chain.prisma").to_owned(),
    }]);
    let (data_model, _) = ketch::model::load(&sources);
    let (schema, _) = ketch::database::lower(&data_model, Engine::Sqlite);
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1);
    let db = Database::connect(options).await?;
    db.execute_unprepared(&script(Engine::Sqlite, &changes_from_empty(&schema)))
        .await?;
    Ok(db)
}

#[tokio::test]
async fn neighbours_are_loaded_in_another_task() -> Result<(), DbErr> {
    let db = database().await?;
    let second: link02::ActiveModel = Default::default();
    let second = second.insert(&db).await?;
    let first = link01::ActiveModel {
        next_id: Set(Some(second.id)),
        ..Default::default()
    };
    let first = first.insert(&db).await?;
    let loading = tokio::spawn(async move {
        let links = link01::Entity::load().with(link02::Entity);
        links.one(&db).await
    });
    let loaded = loading.await.expect("the task ends")?.expect("the link");
    assert_eq!(loaded.id, first.id);
    assert_eq!(loaded.next.as_ref().map(|next| next.id), Some(second.id));
    Ok(())
}
