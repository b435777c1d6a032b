//! Edits of TOML that keep what is there as it is written.

use std::error::Error;

use toml_edit::{Array, DocumentMut, Item, RawString, Table, Value, value};

/// A `Cargo.toml` that has these workspace members.
pub(super) fn with_members(text: &str, members: &[String]) -> Result<String, Box<dyn Error>> {
    let mut document: DocumentMut = text.parse()?;
    let workspace = document
        .entry("workspace")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or("`workspace` is no table")?;
    let list = workspace
        .entry("members")
        .or_insert_with(|| value(Array::new()))
        .as_array_mut()
        .ok_or("`workspace.members` is no list")?;
    for member in members {
        let covered = list
            .iter()
            .filter_map(Value::as_str)
            .any(|there| covers(there.trim_start_matches("./"), member));
        if !covered {
            push(list, member);
        }
    }
    Ok(document.to_string())
}

/// A cargo configuration that has the alias `ketch`.
pub(super) fn with_alias(text: &str, command: &str) -> Result<String, Box<dyn Error>> {
    let mut document: DocumentMut = text.parse()?;
    let aliases = document
        .entry("alias")
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or("`alias` is no table")?;
    if aliases.get("ketch").is_none() {
        aliases.insert("ketch", value(command));
    }
    Ok(document.to_string())
}

/// Adds to a list in the way in which it is laid out.
fn push(list: &mut Array, text: &str) {
    let last = list
        .len()
        .checked_sub(1)
        .and_then(|last| list.get_mut(last));
    let Some(last) = last else {
        list.push(text);
        return;
    };
    let raw = |raw: Option<&RawString>| {
        raw.and_then(RawString::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (prefix, suffix) = (raw(last.decor().prefix()), raw(last.decor().suffix()));
    let Some((_, indent)) = prefix.rsplit_once('\n') else {
        list.push(text);
        return;
    };
    // What stands behind the last entry, a comment on its line say, stays with it.
    let trailing = list.trailing().as_str().unwrap_or_default();
    let behind = if list.trailing_comma() {
        trailing.to_owned()
    } else {
        suffix + trailing
    };
    let (kept, end) = match behind.rsplit_once('\n') {
        Some((kept, before_bracket)) => (kept, format!("\n{before_bracket}")),
        None => ("", behind.clone()),
    };
    let prefix = format!("{kept}\n{indent}");
    if let Some(last) = list
        .len()
        .checked_sub(1)
        .and_then(|last| list.get_mut(last))
    {
        last.decor_mut().set_suffix("");
    }
    list.set_trailing(end);
    list.push_formatted(Value::from(text).decorated(prefix, ""));
}

/// Whether an entry of `members` means a folder. Cargo's entries are globs; of these the ones that
/// are in use are understood: `*` for one name or a part of it.
fn covers(pattern: &str, folder: &str) -> bool {
    let (mut patterns, mut folders) = (pattern.split('/'), folder.split('/'));
    loop {
        match (patterns.next(), folders.next()) {
            (None, None) => return true,
            (Some(pattern), Some(name)) if part_covers(pattern, name) => {}
            _ => return false,
        }
    }
}

fn part_covers(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => {
            name.len() >= before.len() + after.len()
                && name.starts_with(before)
                && name.ends_with(after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{with_alias, with_members};

    fn members(text: &str) -> String {
        let members = ["entity", "migration"].map(str::to_owned);
        with_members(text, &members).unwrap()
    }

    #[test]
    fn members_are_added_as_the_list_is_written() {
        for (before, after) in [
            ("", "[workspace]\nmembers = [\"entity\", \"migration\"]\n"),
            (
                "[package]\nname = \"app\" # mine\n",
                "[package]\nname = \"app\" # mine\n\n[workspace]\nmembers = [\"entity\", \"migration\"]\n",
            ),
            (
                "[workspace]\nmembers = [\"app\"]\n",
                "[workspace]\nmembers = [\"app\", \"entity\", \"migration\"]\n",
            ),
            (
                "[workspace]\nresolver = \"3\"\n\n[workspace.package]\nversion = \"1.0.0\"\n",
                "[workspace]\nresolver = \"3\"\nmembers = [\"entity\", \"migration\"]\n\n[workspace.package]\nversion = \"1.0.0\"\n",
            ),
            (
                "[workspace]\nmembers = [\n    # the app\n    \"app\",\n    \"crates/*\",\n]\n",
                "[workspace]\nmembers = [\n    # the app\n    \"app\",\n    \"crates/*\",\n    \"entity\",\n    \"migration\",\n]\n",
            ),
            (
                "[workspace]\nmembers = [\n  \"app\"\n]\n",
                "[workspace]\nmembers = [\n  \"app\",\n  \"entity\",\n  \"migration\"\n]\n",
            ),
            (
                "[workspace]\nmembers = [\"./entity\", \"migr*\"]\n",
                "[workspace]\nmembers = [\"./entity\", \"migr*\"]\n",
            ),
            (
                "workspace = { members = [\"app\"] }\n",
                "workspace = { members = [\"app\", \"entity\", \"migration\"] }\n",
            ),
        ] {
            assert_eq!(members(before), after);
            assert_eq!(members(after), after);
        }
        assert!(with_members("[workspace]\nmembers = 1\n", &[]).is_err());
        assert!(with_members("[workspace\n", &[]).is_err());
    }

    #[test]
    fn an_alias_that_is_there_stays() {
        let alias = |text| with_alias(text, "run").unwrap();
        assert_eq!(alias(""), "[alias]\nketch = \"run\"\n");
        for text in ["[alias]\nketch = [\"x\"]\n", "alias.ketch = \"x\"\n"] {
            assert_eq!(alias(text), text);
        }
        assert_eq!(
            alias("# mine\n[build]\njobs = 2\n\n[alias]\nt = \"test\"\n"),
            "# mine\n[build]\njobs = 2\n\n[alias]\nt = \"test\"\nketch = \"run\"\n"
        );
    }
}
