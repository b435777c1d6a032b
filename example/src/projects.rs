//! Projects: their members (an explicit many-to-many with a role and a composite key) and their
//! assets with creator and reviewer, tags (an implicit many-to-many) and prompt (one to one).

use axum::extract::{Path, State};
use axum::routing::{get, patch, put};
use axum::{Json, Router};
use entity::prelude::*;
use entity::types::{Decimal, Timestamp};
use entity::{asset, membership, project, tag, user};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, LoaderTrait, ModelTrait,
    QueryOrder, Set,
};
use serde::{Deserialize, Serialize};

use crate::{Answer, Error};

pub(crate) fn routes() -> Router<DatabaseConnection> {
    Router::new()
        .route("/projects", get(list).post(add))
        .route("/projects/{slug}", get(show).delete(remove))
        .route("/projects/{slug}/members/{user_id}", put(set_member))
        .route("/projects/{slug}/assets", axum::routing::post(add_asset))
        .route("/assets/{id}", patch(change_asset))
        .route("/assets/{id}/tags/{name}", put(add_tag))
}

async fn list(State(db): State<DatabaseConnection>) -> Answer<Vec<project::Model>> {
    let projects = Project::find().order_by_asc(project::Column::Slug);
    Ok(Json(projects.all(&db).await?))
}

#[derive(Deserialize)]
struct NewProject {
    slug: String,
    title: String,
    budget: Option<Decimal<65, 30>>,
    settings: Option<serde_json::Value>,
}

async fn add(
    State(db): State<DatabaseConnection>,
    Json(new): Json<NewProject>,
) -> Answer<project::Model> {
    let project = project::ActiveModel {
        slug: Set(new.slug),
        title: Set(new.title),
        budget: Set(new.budget),
        settings: Set(new.settings),
        ..Default::default()
    };
    Ok(Json(project.insert(&db).await?))
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    project: project::Model,
    members: Vec<Member>,
    assets: Vec<Asset>,
}

#[derive(Serialize)]
struct Member {
    email: String,
    role: Role,
}

#[derive(Serialize)]
struct Asset {
    #[serde(flatten)]
    asset: asset::Model,
    creator: String,
    reviewer: Option<String>,
    tags: Vec<String>,
    prompt: Option<String>,
}

async fn show(State(db): State<DatabaseConnection>, Path(slug): Path<String>) -> Answer<Shown> {
    let project = find(&db, slug).await?;
    let members = project.find_related(Membership).find_also_related(User);
    let members = members.order_by_asc(user::Column::Id).all(&db).await?;
    let members = members.into_iter().filter_map(|(membership, user)| {
        Some(Member {
            email: user?.email,
            role: membership.role,
        })
    });

    let assets = project.find_related(entity::prelude::Asset);
    let assets = assets.order_by_asc(asset::Column::Title).all(&db).await?;
    let mut creators = assets
        .load_linked_one(asset::Creator, &db)
        .await?
        .into_iter();
    let mut reviewers = assets
        .load_linked_one(asset::Reviewer, &db)
        .await?
        .into_iter();
    let mut prompts = assets.load_one(Prompt, &db).await?.into_iter();
    let mut tags = assets
        .load_many_to_many(Tag, AssetToTag, &db)
        .await?
        .into_iter();
    let assets = assets.into_iter().map(|asset| Asset {
        asset,
        creator: creators
            .next()
            .flatten()
            .map_or_else(String::new, |user| user.email),
        reviewer: reviewers.next().flatten().map(|user| user.email),
        tags: tags
            .next()
            .unwrap_or_default()
            .into_iter()
            .map(|tag| tag.name)
            .collect(),
        prompt: prompts.next().flatten().map(|prompt| prompt.text),
    });
    Ok(Json(Shown {
        members: members.collect(),
        assets: assets.collect(),
        project,
    }))
}

async fn find(db: &DatabaseConnection, slug: String) -> Result<project::Model, Error> {
    let project = Project::find_by_slug(slug).one(db).await?;
    project.ok_or(Error::NotFound("project"))
}

async fn remove(State(db): State<DatabaseConnection>, Path(slug): Path<String>) -> Answer<()> {
    find(&db, slug).await?.delete(&db).await?;
    Ok(Json(()))
}

#[derive(Deserialize)]
struct NewMember {
    role: Role,
}

async fn set_member(
    State(db): State<DatabaseConnection>,
    Path((slug, user_id)): Path<(String, i32)>,
    Json(new): Json<NewMember>,
) -> Answer<membership::Model> {
    let project = find(&db, slug).await?;
    let key = (project.id.clone(), user_id);
    let saved = match Membership::find_by_id(key).one(&db).await? {
        Some(found) => {
            let mut found = found.into_active_model();
            found.role = Set(new.role);
            found.update(&db).await?
        }
        None => {
            let membership = membership::ActiveModel {
                project_id: Set(project.id),
                user_id: Set(user_id),
                role: Set(new.role),
                ..Default::default()
            };
            membership.insert(&db).await?
        }
    };
    Ok(Json(saved))
}

#[derive(Deserialize)]
struct NewAsset {
    title: String,
    kind: AssetKind,
    creator_id: i32,
    #[serde(default)]
    bytes: i64,
    price: Option<Decimal<65, 30>>,
    metadata: Option<serde_json::Value>,
}

async fn add_asset(
    State(db): State<DatabaseConnection>,
    Path(slug): Path<String>,
    Json(new): Json<NewAsset>,
) -> Answer<asset::Model> {
    let mut asset = asset::ActiveModel {
        project_id: Set(find(&db, slug).await?.id),
        title: Set(new.title),
        kind: Set(new.kind),
        creator_id: Set(new.creator_id),
        bytes: Set(new.bytes),
        metadata: Set(new.metadata),
        ..Default::default()
    };
    if let Some(price) = new.price {
        asset.price = Set(price);
    }
    Ok(Json(asset.insert(&db).await?))
}

#[derive(Deserialize)]
struct AssetChange {
    title: Option<String>,
    reviewer_id: Option<i32>,
}

async fn change_asset(
    State(db): State<DatabaseConnection>,
    Path(id): Path<String>,
    Json(change): Json<AssetChange>,
) -> Answer<asset::Model> {
    if entity::prelude::Asset::find_by_id(&id)
        .one(&db)
        .await?
        .is_none()
    {
        return Err(Error::NotFound("asset"));
    }
    // Only what is set is written.
    let mut asset = asset::ActiveModel {
        id: Set(id),
        ..Default::default()
    };
    if let Some(title) = change.title {
        asset.title = Set(title);
    }
    if let Some(reviewer_id) = change.reviewer_id {
        asset.reviewer_id = Set(Some(reviewer_id));
        asset.reviewed_at = Set(Some(Timestamp::now()));
    }
    Ok(Json(asset.update(&db).await?))
}

async fn add_tag(
    State(db): State<DatabaseConnection>,
    Path((id, name)): Path<(String, String)>,
) -> Answer<tag::Model> {
    let tag = match Tag::find_by_name(name.as_str()).one(&db).await? {
        Some(tag) => tag,
        None => {
            let tag = tag::ActiveModel {
                name: Set(name),
                ..Default::default()
            };
            tag.insert(&db).await?
        }
    };
    let linked = AssetToTag::find_by_id((id.clone(), tag.id))
        .one(&db)
        .await?;
    if linked.is_none() {
        let link = entity::asset_to_tag::ActiveModel {
            asset_id: Set(id),
            tag_id: Set(tag.id),
        };
        link.insert(&db).await?;
    }
    Ok(Json(tag))
}
