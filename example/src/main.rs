//! Serves the asset library: `cargo run -p example`, then `curl localhost:3000/projects`.

use std::error::Error;

use example::router;
use sea_orm::Database;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let db = Database::connect("sqlite:example.db?mode=rwc").await?;
    migration::up(&db).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router(db)).await?;
    Ok(())
}
