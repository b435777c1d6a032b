//! The entities that this package's build made, at work on SQLite.

use build_out_dir::entities::prelude::*;
use build_out_dir::entities::{letter, mood, person, topic};
use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::migration::sql::script;
use ketch::source::{SourceFile, Sources};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectOptions, Database, Set};

async fn database() -> Result<DatabaseConnection, DbErr> {
    let sources = Sources::new(vec![SourceFile {
        path: "schema/main.prisma".to_owned(),
        text: include_str!("../schema/main.prisma").to_owned(),
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

async fn person(db: &DatabaseConnection, email: &str) -> Result<person::Model, DbErr> {
    let person = person::ActiveModel {
        email: Set(email.to_owned()),
        ..Default::default()
    };
    person.insert(db).await
}

#[tokio::test]
async fn defaults_hooks_finders_and_every_relation_work() -> Result<(), DbErr> {
    let db = database().await?;
    let ann = person(&db, "ann@example.org").await?;
    let ben = person(&db, "ben@example.org").await?;
    assert_eq!(ann.mood, mood::Mood::Calm);
    let letter = letter::ActiveModel {
        text: Set("  dear Ben \n".to_owned()),
        sender_id: Set(ann.id.clone()),
        recipient_id: Set(ben.id.clone()),
        ..Default::default()
    };
    let letter = letter.insert(&db).await?;
    assert_eq!(letter.text, "dear Ben", "the hook ran");

    let found = Person::find_by_email("ben@example.org").one(&db).await?;
    assert_eq!(found.as_ref(), Some(&ben));
    let people = [ann.clone(), ben];
    let written = people.as_slice().load_linked(person::Written, &db).await?;
    assert_eq!(written, [vec![letter.clone()], Vec::new()]);
    let letters = [letter.clone()];
    let senders = letters
        .as_slice()
        .load_linked_one(letter::Sender, &db)
        .await?;
    assert_eq!(senders, [Some(ann)]);

    let topic = topic::ActiveModel {
        name: Set("greetings".to_owned()),
        ..Default::default()
    };
    topic.insert(&db).await?;
    assert_eq!(letter.find_related(Topic).all(&db).await?, []);
    Ok(())
}
