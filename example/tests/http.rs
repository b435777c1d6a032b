//! The app as a client sees it, on a database in memory.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::Database;
use serde_json::{Value, json};
use tower::ServiceExt as _;

struct App(Router);

impl App {
    async fn start() -> Self {
        let db = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&db, None).await.unwrap();
        Self(example::router(db))
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        )
    }

    async fn ok(&self, method: Method, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    async fn get(&self, path: &str) -> Value {
        self.ok(Method::GET, path, Value::Null).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ok(Method::POST, path, body).await
    }

    async fn put(&self, path: &str, body: Value) -> Value {
        self.ok(Method::PUT, path, body).await
    }
}

#[tokio::test]
async fn every_relation_is_there_from_both_sides() {
    let app = App::start().await;
    let ada = app
        .post(
            "/people",
            json!({"email": "Ada@Example.org", "name": "Ada"}),
        )
        .await;
    assert_eq!(
        ada["email"], "ada@example.org",
        "the hook puts addresses into lower case"
    );
    let bob = app
        .post(
            "/people",
            json!({"email": "bob@example.org", "inviter_id": ada["id"]}),
        )
        .await;
    app.put(
        &format!("/people/{}/profile", ada["id"]),
        json!({"bio": "First of all"}),
    )
    .await;

    let project = app
        .post("/projects", json!({"slug": "moon", "title": "Moon", "budget": "1234.50", "settings": {"a": [1, null]}}))
        .await;
    assert_eq!(project["budget"], "1234.5");
    assert_eq!(project["settings"], json!({"a": [1, null]}));
    assert!(project["created_at"].is_string(), "the database's default");
    app.put(
        &format!("/projects/moon/members/{}", ada["id"]),
        json!({"role": "owner"}),
    )
    .await;
    app.put(
        &format!("/projects/moon/members/{}", bob["id"]),
        json!({"role": "viewer"}),
    )
    .await;
    app.put(
        &format!("/projects/moon/members/{}", bob["id"]),
        json!({"role": "editor"}),
    )
    .await;

    let new = json!({"title": "Crater", "kind": "image", "creator_id": ada["id"], "metadata": 5});
    let crater = app.post("/projects/moon/assets", new).await;
    let id = crater["id"].as_str().unwrap();
    let new = json!({"title": "Wind", "kind": "sound", "creator_id": bob["id"]});
    let wind = app.post("/projects/moon/assets", new).await;
    let change = json!({"reviewer_id": bob["id"]});
    let changed = app
        .ok(Method::PATCH, &format!("/assets/{id}"), change)
        .await;
    assert_eq!(changed["title"], "Crater", "only what was set is written");
    assert_eq!(changed["created_at"], crater["created_at"]);
    for (asset, tag) in [(&crater, "grey"), (&crater, "round"), (&wind, "grey")] {
        app.put(
            &format!("/assets/{}/tags/{tag}", asset["id"].as_str().unwrap()),
            json!({}),
        )
        .await;
    }
    let first = app
        .post(
            "/prompts",
            json!({"asset_id": id, "text": "a crater", "seed": i64::MAX}),
        )
        .await;
    let refined =
        json!({"asset_id": wind["id"], "text": "a windy crater", "parent_id": first["id"]});
    app.post("/prompts", refined).await;

    let shown = app.get("/projects/moon").await;
    assert_eq!(
        shown["members"],
        json!([
            {"email": "ada@example.org", "role": "owner"},
            {"email": "bob@example.org", "role": "editor"},
        ])
    );
    let asset = &shown["assets"][0];
    assert_eq!(asset["creator"], "ada@example.org");
    assert_eq!(asset["reviewer"], "bob@example.org");
    assert_eq!(asset["prompt"], "a crater");
    assert_eq!(asset["metadata"], 5);
    let mut tags: Vec<&str> = asset["tags"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    tags.sort_unstable();
    assert_eq!(tags, ["grey", "round"]);

    let people = app.get("/people").await;
    assert_eq!(people[0]["bio"], "First of all");
    assert_eq!(people[0]["invited"], json!(["bob@example.org"]));
    assert_eq!(people[0]["created"], json!(["Crater"]));
    assert_eq!(people[1]["invited_by"], "ada@example.org");
    assert_eq!(people[1]["reviewed"], json!(["Crater"]));

    let prompt = app.get(&format!("/prompts/{}", first["id"])).await;
    assert_eq!(prompt["asset"], "Crater");
    assert_eq!(prompt["seed"], i64::MAX);
    assert_eq!(prompt["children"][0]["text"], "a windy crater");

    let tags = app.get("/tags").await;
    assert_eq!(tags[0]["name"], "grey");
    assert_eq!(tags[0]["assets"].as_array().unwrap().len(), 2);

    app.ok(Method::DELETE, "/projects/moon", Value::Null).await;
    assert_eq!(
        app.get("/tags").await[0]["assets"],
        json!([]),
        "the deletion cascades"
    );
    assert_eq!(app.get("/people").await[0]["created"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let app = App::start().await;
    let (status, _) = app.call(Method::GET, "/projects/mars", Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let person = json!({"email": "ada@example.org"});
    app.post("/people", person.clone()).await;
    let (status, _) = app.call(Method::POST, "/people", person).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = app
        .call(Method::POST, "/people", json!({"email": "no address"}))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}
