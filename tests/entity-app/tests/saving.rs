//! What happens around saving: defaults, stamps, limits, hooks, bulk calls, views and finders.

use entity_app::database;
use entity_app::entity::prelude::*;
use entity_app::entity::{
    document, measure, option, post, post_title, status, tag, team, topic, user,
};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue, IntoActiveModel, Set};

type Outcome = Result<(), DbErr>;

async fn author(db: &DatabaseConnection) -> Result<user::Model, DbErr> {
    let author = user::ActiveModel {
        email: Set("ann@example.org".to_owned()),
        ..Default::default()
    };
    author.insert(db).await
}

/// The digit that tells a UUID's version.
fn uuid_version(text: &str) -> Option<char> {
    text.split('-')
        .nth(2)
        .filter(|_| text.len() == 36)?
        .chars()
        .next()
}

#[tokio::test]
async fn the_client_fills_what_is_not_set() -> Outcome {
    let db = database().await?;
    let ann = author(&db).await?;
    let post = post::ActiveModel {
        title: Set("one".to_owned()),
        author_id: Set(ann.id),
        ..Default::default()
    };
    let made = post.clone().insert(&db).await?;
    assert_eq!(made.id.len(), 24, "a cuid of version 2: {}", made.id);
    assert_eq!(made.slug.len(), 12, "a nanoid: {}", made.slug);
    assert_eq!(
        (made.status, made.rank),
        (status::Status::Draft, 0.5),
        "by the database"
    );

    let given = post::ActiveModel {
        id: Set("mine".to_owned()),
        slug: Set("given".to_owned()),
        title: Set("two".to_owned()),
        updated_at: Set("2001-02-03T04:05:06.789Z".parse()?),
        ..post
    };
    let made = given.insert(&db).await?;
    assert_eq!((made.id.as_str(), made.slug.as_str()), ("mine", "given"));
    assert_eq!(made.updated_at.to_string(), "2001-02-03T04:05:06.789Z");

    let topic = topic::ActiveModel {
        name: Set("x".to_owned()),
        ..Default::default()
    };
    let topic = topic.insert(&db).await?;
    assert!(
        topic.id.len() == 25 && topic.id.starts_with('c'),
        "a cuid: {}",
        topic.id
    );
    let team = team::ActiveModel {
        name: Set("x".to_owned()),
        ..Default::default()
    };
    let team = team.insert(&db).await?;
    assert_eq!(uuid_version(&team.id), Some('4'));
    let tag = tag::ActiveModel {
        name: Set("x".to_owned()),
        ..Default::default()
    };
    let tag = tag.insert(&db).await?;
    assert_eq!(uuid_version(&tag.id), Some('7'));
    Ok(())
}

#[tokio::test]
async fn an_update_changes_only_what_was_set() -> Outcome {
    let db = database().await?;
    let ann = author(&db).await?;
    let old = "2001-02-03T04:05:06.789Z".parse()?;
    let post = post::ActiveModel {
        title: Set("one".to_owned()),
        author_id: Set(ann.id),
        rank: Set(3.5),
        status: Set(status::Status::InReview),
        updated_at: Set(old),
        ..Default::default()
    };
    let before = post.insert(&db).await?;
    let change = post::ActiveModel {
        id: Set(before.id.clone()),
        title: Set("two".to_owned()),
        ..Default::default()
    };
    let after = change.update(&db).await?;
    assert!(after.updated_at > old, "stamped");
    assert_eq!(
        after,
        post::Model {
            title: "two".to_owned(),
            updated_at: after.updated_at,
            ..before.clone()
        }
    );

    // A row that was read, and a stamp that was set.
    let mut change = after.clone().into_active_model();
    change.rank = Set(4.0);
    let stamped = change.update(&db).await?;
    assert!(stamped.updated_at >= after.updated_at);
    let mut change = stamped.into_active_model();
    change.updated_at = Set(old);
    assert_eq!(change.update(&db).await?.updated_at, old);

    assert_eq!(
        user::ActiveModel::new(),
        <user::ActiveModel as ActiveModelTrait>::default()
    );
    Ok(())
}

#[tokio::test]
async fn bulk_calls_are_prepared_by_hand() -> Outcome {
    let db = database().await?;
    let ann = author(&db).await?;
    let posts = ["a", "b", "c"].map(|title| post::ActiveModel {
        title: Set(title.to_owned()),
        author_id: Set(ann.id),
        ..Default::default()
    });
    let rows: Vec<_> = posts
        .into_iter()
        .map(Prepare::for_insert)
        .collect::<Result<_, _>>()?;
    Post::insert_many(rows).exec(&db).await?;
    let posts = Post::find().all(&db).await?;
    assert_eq!(posts.len(), 3);
    assert!(posts.iter().all(|post| post.id.len() == 24));

    let old = "2001-02-03T04:05:06.789Z".parse()?;
    let change = post::ActiveModel {
        updated_at: Set(old),
        ..Default::default()
    };
    Post::update_many()
        .set(change.for_update()?)
        .exec(&db)
        .await?;
    let change = post::ActiveModel {
        rank: Set(9.0),
        ..Default::default()
    }
    .for_update()?;
    Post::update_many()
        .set(change)
        .filter(post::Column::Title.eq("b"))
        .exec(&db)
        .await?;
    let mut posts = Post::find().all(&db).await?;
    posts.sort_by(|a, b| a.title.cmp(&b.title));
    let ranks: Vec<f64> = posts.iter().map(|post| post.rank).collect();
    assert_eq!(ranks, [0.5, 9.0, 0.5]);
    let stamped: Vec<bool> = posts.iter().map(|post| post.updated_at > old).collect();
    assert_eq!(stamped, [false, true, false]);
    Ok(())
}

#[tokio::test]
async fn what_a_column_would_not_give_back_is_refused() -> Outcome {
    let db = database().await?;
    let long = "x".repeat(192);
    let tag = tag::ActiveModel {
        name: Set(long.clone()),
        ..Default::default()
    };
    let refused = tag
        .clone()
        .insert(&db)
        .await
        .expect_err("MySQL keeps 191 characters");
    assert!(
        refused.to_string().contains("at most 191 characters"),
        "{refused}"
    );
    assert!(tag.for_insert().is_err());
    let tag = tag::ActiveModel {
        name: Set("short".to_owned()),
        ..Default::default()
    };
    let mut tag = tag.insert(&db).await?.into_active_model();
    tag.name = Set(long);
    assert!(tag.update(&db).await.is_err());
    assert_eq!(Tag::find_by_name("short").count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn hooks_run_after_the_defaults_and_within_the_limits() -> Outcome {
    let db = database().await?;
    let document = document::ActiveModel {
        title: Set("keep".to_owned()),
        ..Default::default()
    };
    let document = document.insert(&db).await?;
    assert_eq!(document.title, "keepkeep (new)");
    assert_eq!(document.shout(), "KEEPKEEP (NEW)");
    assert!(document.updated_at.is_some());
    let stored = Document::find_by_id(document.id)
        .one(&db)
        .await?
        .expect("the document");
    assert_eq!(stored.title, "keepkeep");
    assert!(stored.clone().delete(&db).await.is_err());
    let mut change = stored.into_active_model();
    change.title = Set("x".to_owned());
    let changed = change.update(&db).await?;
    assert_eq!(changed.title, "xx (changed)");
    // The hook doubles it, beyond the limit.
    let long = document::ActiveModel {
        title: Set("x".repeat(100)),
        ..Default::default()
    };
    assert!(long.insert(&db).await.is_err());
    changed.delete(&db).await?;
    assert_eq!(Document::find().count(&db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_view_is_read_and_never_written() -> Outcome {
    let db = database().await?;
    let ann = author(&db).await?;
    let post = post::ActiveModel {
        title: Set("one".to_owned()),
        author_id: Set(ann.id),
        ..Default::default()
    };
    let post = post.insert(&db).await?;
    let seen = PostTitle::find_by_id(post.id.clone())
        .one(&db)
        .await?
        .expect("the view's row");
    assert_eq!(
        seen,
        post_title::Model {
            id: post.id,
            title: post.title,
            author_id: ann.id
        }
    );
    let mut change = seen.clone().into_active_model();
    change.title = Set("two".to_owned());
    let refused = change.clone().update(&db).await.expect_err("a view");
    assert!(
        refused.to_string().contains("`PostTitle` is a view"),
        "{refused}"
    );
    assert!(change.insert(&db).await.is_err());
    assert!(seen.delete(&db).await.is_err());
    Ok(())
}

#[tokio::test]
async fn finders_find_by_what_is_unique() -> Outcome {
    let db = database().await?;
    let ann = author(&db).await?;
    let post = post::ActiveModel {
        slug: Set("here".to_owned()),
        title: Set("one".to_owned()),
        author_id: Set(ann.id),
        ..Default::default()
    };
    let post = post.insert(&db).await?;
    assert_eq!(
        User::find_by_email("ann@example.org").one(&db).await?,
        Some(ann.clone())
    );
    assert_eq!(
        Post::find_by_slug("here").one(&db).await?,
        Some(post.clone())
    );
    let title = "one".to_owned();
    let found = Post::find_by_author_id_title((ann.id, title.clone()))
        .one(&db)
        .await?;
    assert_eq!(found, Some(post.clone()));
    let found = Post::find_by_place((status::Status::Draft, "here".to_owned(), title));
    assert_eq!(found.one(&db).await?, Some(post));
    assert_eq!(Author::find_by_name("nobody").one(&db).await?, None);
    let nowhere = Book::find_by_shelf_place(("a".to_owned(), 1));
    assert_eq!(nowhere.one(&db).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_table_without_an_id_is_found_by_its_unique() -> Outcome {
    let db = database().await?;
    let moment = "2026-01-02T03:04:05Z".parse()?;
    let measure = measure::ActiveModel {
        sensor: Set("a".to_owned()),
        moment: Set(moment),
        value: Set(Some(1.5)),
    };
    let measure = measure.insert(&db).await?;
    let found = Measure::find_by_id(("a".to_owned(), moment))
        .one(&db)
        .await?;
    assert_eq!(found, Some(measure.clone()));
    let mut change = measure.into_active_model();
    change.value = Set(None);
    assert_eq!(change.update(&db).await?.value, None);
    Ok(())
}

#[tokio::test]
async fn a_column_with_the_name_of_another_field_keeps_its_values() -> Outcome {
    let db = database().await?;
    let row = option::ActiveModel {
        id: Set(1),
        type_: Set("t".to_owned()),
        self_: Set(Some("s".to_owned())),
        a: Set(Some("of a".to_owned())),
        b: Set(Some("of b".to_owned())),
        model_id: ActiveValue::NotSet,
        vec_id: ActiveValue::NotSet,
    };
    let row = row.insert(&db).await?;
    assert_eq!(
        (row.a.as_deref(), row.b.as_deref()),
        (Some("of a"), Some("of b"))
    );
    let column: option::Column = "b".parse().expect("a column");
    assert_eq!(
        row.get(column),
        Value::from(Some("of a".to_owned())),
        "`a` is called `b` there"
    );
    let found = entity_app::entity::option::Entity::find_by_type("t")
        .one(&db)
        .await?;
    assert_eq!(found, Some(row));
    Ok(())
}

#[test]
fn serde_says_what_sql_says() -> Result<(), serde_json::Error> {
    use status::Status;
    let text = serde_json::to_string(&[Status::Draft, Status::InReview, Status::Done])?;
    assert_eq!(text, r#"["DRAFT","in review","done"]"#);
    let back: Vec<Status> = serde_json::from_str(&text)?;
    let values: Vec<String> = back
        .iter()
        .map(|one| one.to_value().value.to_string())
        .collect();
    assert_eq!(values, ["DRAFT", "in review", "done"]);
    Ok(())
}

#[test]
fn enums_go_through_their_variants_in_the_order_of_the_schema() {
    use sea_orm::Iterable;
    use status::Status;
    assert!(Status::iter().eq([Status::Draft, Status::InReview, Status::Done]));
    assert!(
        Status::iter()
            .rev()
            .eq([Status::Done, Status::InReview, Status::Draft])
    );
    assert_eq!(tag::Relation::iter().len(), 0);
    let relations: Vec<String> = post::Relation::iter()
        .map(|one| format!("{one:?}"))
        .collect();
    assert_eq!(relations, ["Author", "Reviewer"]);
}
