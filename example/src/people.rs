//! People: who invited whom (a self relation), profiles (one to one), and what they made and
//! reviewed (two relations between the same two models).

use axum::extract::{Path, State};
use axum::routing::{get, put};
use axum::{Json, Router};
use entity::prelude::*;
use entity::{profile, user};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, LoaderTrait, QueryOrder, Set};
use serde::{Deserialize, Serialize};

use crate::{Answer, Error};

pub(crate) fn routes() -> Router<DatabaseConnection> {
    Router::new()
        .route("/people", get(list).post(add))
        .route("/people/{id}/profile", put(set_profile))
}

#[derive(Serialize)]
struct Person {
    #[serde(flatten)]
    user: user::Model,
    bio: Option<String>,
    invited_by: Option<String>,
    invited: Vec<String>,
    created: Vec<String>,
    reviewed: Vec<String>,
}

async fn list(State(db): State<DatabaseConnection>) -> Answer<Vec<Person>> {
    let users = User::find().order_by_asc(user::Column::Id).all(&db).await?;
    let mut profiles = users.load_one(Profile, &db).await?.into_iter();
    let mut inviters = users
        .load_linked_one(user::InvitedBy, &db)
        .await?
        .into_iter();
    let mut invited = users.load_linked(user::Invited, &db).await?.into_iter();
    let mut created = users.load_linked(user::Created, &db).await?.into_iter();
    let mut reviewed = users.load_linked(user::Reviewed, &db).await?.into_iter();

    let emails = |users: Vec<user::Model>| users.into_iter().map(|user| user.email).collect();
    let people = users.into_iter().map(|user| Person {
        user,
        bio: profiles.next().flatten().map(|profile| profile.bio),
        invited_by: inviters.next().flatten().map(|inviter| inviter.email),
        invited: invited.next().map(emails).unwrap_or_default(),
        created: created.next().map(titles).unwrap_or_default(),
        reviewed: reviewed.next().map(titles).unwrap_or_default(),
    });
    Ok(Json(people.collect()))
}

fn titles(assets: Vec<entity::asset::Model>) -> Vec<String> {
    assets.into_iter().map(|asset| asset.title).collect()
}

#[derive(Deserialize)]
struct NewPerson {
    email: String,
    name: Option<String>,
    inviter_id: Option<i32>,
}

async fn add(
    State(db): State<DatabaseConnection>,
    Json(person): Json<NewPerson>,
) -> Answer<user::Model> {
    let user = user::ActiveModel {
        email: Set(person.email),
        name: Set(person.name),
        inviter_id: Set(person.inviter_id),
        ..Default::default()
    };
    Ok(Json(user.insert(&db).await?))
}

#[derive(Deserialize)]
struct NewProfile {
    bio: String,
}

async fn set_profile(
    State(db): State<DatabaseConnection>,
    Path(user_id): Path<i32>,
    Json(new): Json<NewProfile>,
) -> Answer<profile::Model> {
    if User::find_by_id(user_id).one(&db).await?.is_none() {
        return Err(Error::NotFound("person"));
    }
    let profile = profile::ActiveModel {
        user_id: Set(user_id),
        bio: Set(new.bio),
    };
    let saved = match Profile::find_by_id(user_id).one(&db).await? {
        Some(_) => profile.update(&db).await?,
        None => profile.insert(&db).await?,
    };
    Ok(Json(saved))
}
