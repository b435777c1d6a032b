//! What `src/lib.rs` of a migration crate says of its migrations, without compiling it.
//!
//! sea-orm-cli finds the lines `mod mYYYYMMDD_HHMMSS_x;` and builds the `vec![…]` of the migrations anew
//! from them; SeaORM runs what that list has, in its order. Not for changing the file.
//!
//! *declared*: what the `mod` lines name. *listed*: what the list has.

use crate::is_migration_name;

/// The migrations that are declared, in order.
pub fn declared(library: &str) -> impl Iterator<Item = &str> {
    library.lines().filter_map(module)
}

/// The migration that a line such as `mod m20260101_000000_init;` declares.
pub fn module(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let name = line.strip_prefix("mod ")?.strip_suffix(';')?.trim();
    is_migration_name(name).then_some(name)
}

/// The migrations that are listed, in order. Nothing where the list is not as sea-orm-cli and ketch write
/// it, so that only a compiler knows what is in it.
pub fn listed(library: &str) -> Option<Vec<&str>> {
    let (_, list) = library.split_once("vec![")?;
    let (list, _) = list.split_once(']')?;
    let lines = list.lines().map(|line| match line.split_once("//") {
        Some((code, _)) => code,
        None => line,
    });
    let items = lines.flat_map(|line| line.split(',')).map(str::trim);
    items.filter(|item| !item.is_empty()).map(item).collect()
}

fn item(text: &str) -> Option<&str> {
    let name = text
        .strip_prefix("Box::new(")?
        .strip_suffix("::Migration)")?;
    is_migration_name(name).then_some(name)
}
