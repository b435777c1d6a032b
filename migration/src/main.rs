#[tokio::main]
async fn main() {
    migration::cli::run_cli(migration::Migrator).await;
}
