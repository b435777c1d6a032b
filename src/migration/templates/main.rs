#[tokio::main]
async fn main() {
    {crate}::cli::run_cli({crate}::Migrator).await;
}
