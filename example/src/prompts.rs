//! Prompts: each belongs to one asset, and may refine an earlier one (a self relation).

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use entity::prelude::*;
use entity::prompt;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, ModelTrait, Set};
use serde::{Deserialize, Serialize};

use crate::{Answer, Error};

pub(crate) fn routes() -> Router<DatabaseConnection> {
    Router::new()
        .route("/prompts", axum::routing::post(add))
        .route("/prompts/{id}", get(show))
}

#[derive(Deserialize)]
struct NewPrompt {
    asset_id: String,
    text: String,
    seed: Option<i64>,
    parent_id: Option<i32>,
}

async fn add(
    State(db): State<DatabaseConnection>,
    Json(new): Json<NewPrompt>,
) -> Answer<prompt::Model> {
    let prompt = prompt::ActiveModel {
        asset_id: Set(new.asset_id),
        text: Set(new.text),
        seed: Set(new.seed),
        parent_id: Set(new.parent_id),
        ..Default::default()
    };
    Ok(Json(prompt.insert(&db).await?))
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    prompt: prompt::Model,
    asset: Option<String>,
    parent: Option<prompt::Model>,
    children: Vec<prompt::Model>,
}

async fn show(State(db): State<DatabaseConnection>, Path(id): Path<i32>) -> Answer<Shown> {
    let prompt = Prompt::find_by_id(id).one(&db).await?;
    let prompt = prompt.ok_or(Error::NotFound("prompt"))?;
    let asset = prompt.find_related(Asset).one(&db).await?;
    Ok(Json(Shown {
        asset: asset.map(|asset| asset.title),
        parent: prompt.find_linked(prompt::Parent).one(&db).await?,
        children: prompt.find_linked(prompt::Children).all(&db).await?,
        prompt,
    }))
}
