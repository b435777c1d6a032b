//! Tags, with the assets that have them: the other side of an implicit many-to-many.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use entity::prelude::*;
use entity::tag;
use sea_orm::{DatabaseConnection, EntityTrait, LoaderTrait, QueryOrder};
use serde::Serialize;

use crate::Answer;

pub(crate) fn routes() -> Router<DatabaseConnection> {
    Router::new().route("/tags", get(list))
}

#[derive(Serialize)]
struct Tagged {
    name: String,
    assets: Vec<String>,
}

async fn list(State(db): State<DatabaseConnection>) -> Answer<Vec<Tagged>> {
    let tags = Tag::find().order_by_asc(tag::Column::Name).all(&db).await?;
    let assets = tags.load_many_to_many(Asset, AssetToTag, &db).await?;
    let tagged = tags.into_iter().zip(assets).map(|(tag, assets)| Tagged {
        name: tag.name,
        assets: assets.into_iter().map(|asset| asset.title).collect(),
    });
    Ok(Json(tagged.collect()))
}
