//! Every kind of relation, loaded from both sides: one by one, and for many models at once.

use entity_app::database;
use entity_app::entity::prelude::*;
use entity_app::entity::{
    account, author, badge, book, book_to_genre, card, cell, chapter, follow, genre, main_,
    membership, post, post_to_topic, profile, rival, tag, tagged, team, topic, user,
};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, JoinType, QuerySelect, Set};

type Outcome = Result<(), DbErr>;

async fn user(db: &DatabaseConnection, name: &str) -> Result<user::Model, DbErr> {
    let user = user::ActiveModel {
        email: Set(format!("{name}@example.org")),
        name: Set(Some(name.to_owned())),
        ..Default::default()
    };
    user.insert(db).await
}

async fn post(
    db: &DatabaseConnection,
    title: &str,
    author: i32,
    reviewer: Option<i32>,
) -> Result<post::Model, DbErr> {
    let post = post::ActiveModel {
        title: Set(title.to_owned()),
        author_id: Set(author),
        reviewer_id: Set(reviewer),
        ..Default::default()
    };
    post.insert(db).await
}

fn titles(posts: &[Vec<post::Model>]) -> Vec<Vec<&str>> {
    posts
        .iter()
        .map(|posts| posts.iter().map(|post| post.title.as_str()).collect())
        .collect()
}

fn names(users: &[Option<user::Model>]) -> Vec<Option<&str>> {
    users
        .iter()
        .map(|user| user.as_ref()?.name.as_deref())
        .collect()
}

fn many<'m>(users: &'m [Vec<user::Model>]) -> Vec<Vec<&'m str>> {
    let name = |user: &'m user::Model| user.name.as_deref().unwrap_or_default();
    users
        .iter()
        .map(|users| users.iter().map(name).collect())
        .collect()
}

#[tokio::test]
async fn several_relations_between_two_models() -> Outcome {
    let db = database().await?;
    let [ann, bob, cid] = [
        user(&db, "ann").await?,
        user(&db, "bob").await?,
        user(&db, "cid").await?,
    ];
    let one = post(&db, "one", ann.id, Some(bob.id)).await?;
    let two = post(&db, "two", ann.id, None).await?;
    let three = post(&db, "three", bob.id, Some(ann.id)).await?;

    let reviewed = one.find_linked(post::Reviewer).one(&db).await?;
    assert_eq!(reviewed, Some(bob.clone()));
    assert_eq!(ann.find_linked(user::Posts).count(&db).await?, 2);

    // The same model twice, and one without anything.
    let posts = [three.clone(), one.clone(), two.clone(), one.clone()];
    let authors = posts.load_linked_one(post::Author, &db).await?;
    assert_eq!(
        names(&authors),
        [Some("bob"), Some("ann"), Some("ann"), Some("ann")]
    );
    let reviewers = posts.load_linked_one(post::Reviewer, &db).await?;
    assert_eq!(
        names(&reviewers),
        [Some("ann"), Some("bob"), None, Some("bob")]
    );

    let users = [cid, ann, bob];
    let mut written = users.load_linked(user::Posts, &db).await?;
    written
        .iter_mut()
        .for_each(|posts| posts.sort_by(|a, b| a.title.cmp(&b.title)));
    assert_eq!(
        titles(&written),
        [vec![], vec!["one", "two"], vec!["three"]]
    );
    let reviewed = users.load_linked(user::Reviews, &db).await?;
    assert_eq!(titles(&reviewed), [vec![], vec!["three"], vec!["one"]]);
    let nobody: [user::Model; 0] = [];
    assert!(nobody.load_linked(user::Posts, &db).await?.is_empty());

    let joined = Post::find()
        .join(JoinType::InnerJoin, post::Relation::Reviewer.def())
        .filter(user::Column::Name.eq("bob"))
        .all(&db)
        .await?;
    assert_eq!(joined, [one]);
    Ok(())
}

#[tokio::test]
async fn one_to_one() -> Outcome {
    let db = database().await?;
    let [ann, bob] = [user(&db, "ann").await?, user(&db, "bob").await?];
    let bio = profile::ActiveModel {
        user_id: Set(bob.id),
        bio: Set("likes tea".to_owned()),
    };
    let bio = bio.insert(&db).await?;
    assert_eq!(bob.find_related(Profile).one(&db).await?, Some(bio.clone()));
    assert_eq!(bio.find_related(User).one(&db).await?, Some(bob.clone()));
    let users = vec![ann.clone(), bob.clone()];
    assert_eq!(
        users.load_one(Profile, &db).await?,
        [None, Some(bio.clone())]
    );
    assert_eq!(vec![bio].load_one(User, &db).await?, [Some(bob.clone())]);

    // Two of them between the same models.
    let account = account::ActiveModel {
        owner_id: Set(ann.id),
        deputy_id: Set(Some(bob.id)),
        ..Default::default()
    };
    let account = account.insert(&db).await?;
    assert_eq!(account.id.len(), 26);
    let owned = users.load_linked_one(user::Owned, &db).await?;
    assert_eq!(owned, [Some(account.clone()), None]);
    let deputy = users.load_linked_one(user::Deputy, &db).await?;
    assert_eq!(deputy, [None, Some(account.clone())]);
    let owner = [account.clone()]
        .load_linked_one(account::Owner, &db)
        .await?;
    assert_eq!(names(&owner), [Some("ann")]);
    let deputy = [account].load_linked_one(account::Deputy, &db).await?;
    assert_eq!(names(&deputy), [Some("bob")]);
    let owners = User::find()
        .join(JoinType::InnerJoin, user::Relation::Owned.def())
        .all(&db)
        .await?;
    assert_eq!(owners, [ann]);
    Ok(())
}

#[tokio::test]
async fn a_model_related_to_itself() -> Outcome {
    let db = database().await?;
    let boss = user(&db, "boss").await?;
    let mut staff = Vec::new();
    for name in ["ann", "bob"] {
        let mut one = user(&db, name).await?.into_active_model();
        one.manager_id = Set(Some(boss.id));
        one.mentor_id = Set((name == "bob").then_some(boss.id));
        staff.push(one.update(&db).await?);
    }
    let [ann, bob] = [staff[0].clone(), staff[1].clone()];
    let users = [boss, ann, bob];
    let managers = users.load_linked_one(user::Manager, &db).await?;
    assert_eq!(names(&managers), [None, Some("boss"), Some("boss")]);
    let reports = users.load_linked(user::Reports, &db).await?;
    assert_eq!(many(&reports), [vec!["ann", "bob"], vec![], vec![]]);
    let mentors = users.load_linked_one(user::Mentor, &db).await?;
    assert_eq!(names(&mentors), [None, None, Some("boss")]);
    let pupils = users.load_linked_one(user::Pupil, &db).await?;
    assert_eq!(names(&pupils), [Some("bob"), None, None]);

    // Many to many: boss is followed by both, and ann by bob.
    let [boss, ann, bob] = &users;
    for (followed, by) in [(boss, ann), (boss, bob), (ann, bob)] {
        let link = follow::ActiveModel {
            following_id: Set(followed.id),
            followers_id: Set(by.id),
        };
        link.insert(&db).await?;
    }
    let followers = users.load_linked(user::Followers, &db).await?;
    assert_eq!(many(&followers), [vec!["ann", "bob"], vec!["bob"], vec![]]);
    let following = users.load_linked(user::Following, &db).await?;
    assert_eq!(
        many(&following),
        [vec![], vec!["boss"], vec!["boss", "ann"]]
    );
    Follow::delete_by_id((boss.id, ann.id)).exec(&db).await?;
    assert_eq!(boss.find_linked(user::Followers).count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn implicit_many_to_many() -> Outcome {
    let db = database().await?;
    let ann = user(&db, "ann").await?;
    let [one, two] = [
        post(&db, "one", ann.id, None).await?,
        post(&db, "two", ann.id, None).await?,
    ];
    let mut topics = Vec::new();
    for name in ["rust", "sql"] {
        let topic = topic::ActiveModel {
            name: Set(name.to_owned()),
            ..Default::default()
        };
        topics.push(topic.insert(&db).await?);
    }
    for topic in &topics {
        let link = post_to_topic::ActiveModel {
            post_id: Set(one.id.clone()),
            topic_id: Set(topic.id.clone()),
        };
        link.insert(&db).await?;
    }
    let posts = vec![two.clone(), one.clone()];
    let found = posts.load_many(Topic, &db).await?;
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [0, 2]);
    let found = topics.load_many(Post, &db).await?;
    assert_eq!(titles(&found), [["one"], ["one"]]);
    assert_eq!(one.find_related(Topic).count(&db).await?, 2);

    // Two of them between the same models.
    let tag = tag::ActiveModel {
        name: Set("new".to_owned()),
        ..Default::default()
    };
    let tag = tag.insert(&db).await?;
    let link = tagged::ActiveModel {
        post_id: Set(one.id.clone()),
        tag_id: Set(tag.id.clone()),
    };
    link.insert(&db).await?;
    let link = main_::ActiveModel {
        post_id: Set(two.id.clone()),
        tag_id: Set(tag.id.clone()),
    };
    link.insert(&db).await?;
    let tags = vec![tag];
    assert_eq!(titles(&tags.load_linked(tag::Posts, &db).await?), [["one"]]);
    assert_eq!(
        titles(&tags.load_linked(tag::MainOf, &db).await?),
        [["two"]]
    );
    assert_eq!(
        posts.load_linked(post::Tags, &db).await?,
        [vec![], tags.clone()]
    );
    assert_eq!(
        posts.load_linked(post::MainTags, &db).await?,
        [tags, vec![]]
    );
    Ok(())
}

#[tokio::test]
async fn explicit_many_to_many_and_composite_keys() -> Outcome {
    let db = database().await?;
    let [ann, bob] = [user(&db, "ann").await?, user(&db, "bob").await?];
    let team = team::ActiveModel {
        name: Set("red".to_owned()),
        ..Default::default()
    };
    let team = team.insert(&db).await?;
    let seat = membership::ActiveModel {
        user_id: Set(bob.id),
        team_id: Set(team.id.clone()),
        role: Set("owner".to_owned()),
    };
    let seat = seat.insert(&db).await?;
    let users = vec![ann, bob.clone()];
    assert_eq!(
        users.load_many(Membership, &db).await?,
        [vec![], vec![seat.clone()]]
    );
    assert_eq!(
        vec![seat.clone()].load_one(Team, &db).await?,
        [Some(team.clone())]
    );
    // Through the model between.
    assert_eq!(
        users.load_many(Team, &db).await?,
        [vec![], vec![team.clone()]]
    );
    assert_eq!(
        vec![team.clone()].load_many(User, &db).await?,
        [[bob.clone()]]
    );
    let found = Membership::find_by_seat((bob.id, team.id.clone()))
        .one(&db)
        .await?;
    assert_eq!(found, Some(seat.clone()));

    let mut badges = Vec::new();
    for (text, seated) in [("a", true), ("b", false)] {
        let badge = badge::ActiveModel {
            user_id: Set(seated.then_some(bob.id)),
            team_id: Set(seated.then(|| team.id.clone())),
            text: Set(text.to_owned()),
            ..Default::default()
        };
        badges.push(badge.insert(&db).await?);
    }
    assert_eq!(
        badges.load_one(Membership, &db).await?,
        [Some(seat.clone()), None]
    );
    assert_eq!(
        vec![seat].load_many(Badge, &db).await?,
        [[badges[0].clone()]]
    );

    // A composite key that refers to its own table, for more models than a query can ask for.
    let cells = (0..700).map(|row| cell::ActiveModel {
        row: Set(row),
        column: Set(row * 7),
        up_row: Set((row > 0).then_some(row - 1)),
        up_col: Set((row > 0).then_some((row - 1) * 7)),
    });
    Cell::insert_many(cells).exec(&db).await?;
    let cells = Cell::find().all(&db).await?;
    let up = cells.load_linked_one(cell::Up, &db).await?;
    let down = cells.load_linked(cell::Down, &db).await?;
    for (index, cell) in cells.iter().enumerate() {
        assert_eq!(
            up[index].as_ref().map(|up| up.row),
            (cell.row > 0).then_some(cell.row - 1)
        );
        let below: Vec<i32> = down[index].iter().map(|down| down.row).collect();
        assert_eq!(
            below,
            if cell.row < 699 {
                vec![cell.row + 1]
            } else {
                vec![]
            }
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_load_of_many_models_takes_few_queries() -> Outcome {
    let db = database().await?;
    let ann = user(&db, "ann").await?;
    let users = (0..40_000).map(|index| user::ActiveModel {
        email: Set(format!("{index}@example.org")),
        manager_id: Set(Some(ann.id)),
        ..Default::default()
    });
    let users: Vec<_> = users.map(Prepare::for_insert).collect::<Result<_, _>>()?;
    for some in users.chunks(5_000) {
        User::insert_many(some.to_vec()).exec(&db).await?;
    }
    let users = User::find().all(&db).await?;
    let managers = users.load_linked_one(user::Manager, &db).await?;
    assert_eq!(managers.iter().flatten().count(), 40_000);
    let reports = [ann].load_linked(user::Reports, &db).await?;
    assert_eq!(reports[0].len(), 40_000);
    Ok(())
}

#[tokio::test]
async fn dense_entities() -> Outcome {
    let db = database().await?;
    let mut authors = Vec::new();
    for name in ["ann", "bob"] {
        let author = author::ActiveModel {
            name: Set(name.to_owned()),
            ..Default::default()
        };
        authors.push(author.insert(&db).await?);
    }
    let [ann, bob] = [authors[0].clone(), authors[1].clone()];
    let mut heir = bob.clone().into_active_model();
    heir.team_id = Set(Some(ann.id));
    heir.heir_id = Set(Some(ann.id));
    let bob = heir.update(&db).await?;
    let book = book::ActiveModel {
        title: Set("Tea".to_owned()),
        shelf: Set("b".to_owned()),
        place: Set(4),
        writer_id: Set(ann.id),
        editor_id: Set(Some(bob.id)),
        ..Default::default()
    };
    let book = book.insert(&db).await?;
    let chapter = chapter::ActiveModel {
        shelf: Set("b".to_owned()),
        place: Set(4),
        number: Set(1),
        text: Set("Leaves.".to_owned()),
    };
    let chapter = chapter.insert(&db).await?;
    let genre = genre::ActiveModel {
        name: Set("food".to_owned()),
        ..Default::default()
    };
    let genre = genre.insert(&db).await?;
    let link = book_to_genre::ActiveModel {
        book_id: Set(book.id.clone()),
        genre_id: Set(genre.id),
    };
    link.insert(&db).await?;
    let card = card::ActiveModel {
        author_id: Set(ann.id),
        ..Default::default()
    };
    let card = card.insert(&db).await?;
    let link = rival::ActiveModel {
        rivals_id: Set(ann.id),
        rival_of_id: Set(bob.id),
    };
    link.insert(&db).await?;

    // SeaORM's own loader.
    let loaded = book::Entity::load()
        .filter(book::Column::Title.eq("Tea"))
        .with(book::Relation::Writer)
        .with(book::Relation::Editor)
        .with(genre::Entity)
        .with(chapter::Entity)
        .one(&db)
        .await?
        .expect("the book");
    assert_eq!(
        loaded.writer.as_ref().map(|writer| writer.name.as_str()),
        Some("ann")
    );
    assert_eq!(
        loaded.editor.as_ref().map(|editor| editor.name.as_str()),
        Some("bob")
    );
    assert_eq!(loaded.genres.len(), 1);
    assert_eq!(loaded.chapters.len(), 1);

    // And what it cannot reach.
    let authors = [ann.clone(), bob.clone()];
    let books = vec![book.clone()];
    assert_eq!(
        authors.load_linked(author::Books, &db).await?,
        [books.clone(), vec![]]
    );
    assert_eq!(
        authors.load_linked(author::Edited, &db).await?,
        [vec![], books.clone()]
    );
    assert_eq!(
        authors.load_linked_one(author::Boss, &db).await?,
        [None, Some(ann.clone())]
    );
    assert_eq!(
        authors.load_linked(author::Staff, &db).await?,
        [vec![bob.clone()], vec![]]
    );
    assert_eq!(
        authors.load_linked_one(author::Heir, &db).await?,
        [None, Some(ann.clone())]
    );
    assert_eq!(
        authors.load_linked_one(author::HeirOf, &db).await?,
        [Some(bob.clone()), None]
    );
    let [rivals, rival_of] = [
        authors.load_linked(author::Rivals, &db).await?,
        authors.load_linked(author::RivalOf, &db).await?,
    ];
    // `A` holds an entry of `rivals`, `B` one of `rivalOf`.
    assert_eq!(rivals, [vec![], vec![ann.clone()]]);
    assert_eq!(rival_of, [vec![bob.clone()], vec![]]);
    assert_eq!(
        books.load_linked_one(book::Writer, &db).await?,
        [Some(ann.clone())]
    );

    assert_eq!(vec![ann].load_one(card::Entity, &db).await?, [Some(card)]);
    assert_eq!(
        books.load_many(genre::Entity, &db).await?,
        [[genre.clone()]]
    );
    assert_eq!(
        vec![genre].load_many(book::Entity, &db).await?,
        std::slice::from_ref(&books)
    );
    assert_eq!(
        books.load_many(chapter::Entity, &db).await?,
        [[chapter.clone()]]
    );
    assert_eq!(
        vec![chapter].load_one(book::Entity, &db).await?,
        [Some(book)]
    );
    Ok(())
}
