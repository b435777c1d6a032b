//! The diagram as Mermaid's `erDiagram`.
//!
//! Mermaid has no enums: each is an entity that lists its values, and says so. What is not a word
//! of its grammar is in quotes; in them, Mermaid's own escapes stand for what would end them.

use std::fmt::Write as _;

use super::chart::{Chart, Entity, Link, LinkKind, Row};

pub(super) fn write(chart: &Chart<'_>) -> String {
    let mut out = String::from("erDiagram\n");
    for entity in &chart.entities {
        write_entity(&mut out, entity);
    }
    for listed in &chart.enums {
        let name = &listed.item.name;
        let _ = writeln!(out, "  {} {{", alias(name, Some("enum")));
        for value in &listed.item.values {
            let _ = writeln!(out, "    value {}", word(&value.name));
        }
        out.push_str("  }\n");
    }
    for link in &chart.links {
        write_link(&mut out, chart, link);
    }
    out
}

fn write_entity(out: &mut String, entity: &Entity<'_>) {
    let head = alias(&entity.model.name, entity.kind());
    // An entity without attributes has no braces.
    if entity.rows.iter().all(Row::is_relation) {
        let _ = writeln!(out, "  {head}");
        return;
    }
    let _ = writeln!(out, "  {head} {{");
    for row in entity.rows.iter().filter(|row| !row.is_relation()) {
        let keys = row.keys().join(", ");
        let space = if keys.is_empty() { "" } else { " " };
        let comment = if row.ty.ends_with('?') {
            r#" "optional""#
        } else {
            ""
        };
        let ty = word(row.ty.trim_end_matches('?'));
        let name = word(&row.field.name);
        let _ = writeln!(out, "    {ty} {name}{space}{keys}{comment}");
    }
    out.push_str("  }\n");
}

fn write_link(out: &mut String, chart: &Chart<'_>, link: &Link) {
    let name = |entity: usize| quoted(&chart.entities[entity].model.name);
    let (parent, child) = match link.kind {
        LinkKind::One { optional: false } => ("||", "o|"),
        LinkKind::One { optional: true } => ("|o", "o|"),
        LinkKind::Many { optional: false } => ("||", "o{"),
        LinkKind::Many { optional: true } => ("|o", "o{"),
        LinkKind::ManyToMany => ("}o", "o{"),
    };
    let label = link.label.as_ref().unwrap_or(&link.field);
    let _ = writeln!(
        out,
        "  {} {parent}--{child} {} : {}",
        name(link.parent.entity),
        name(link.child.entity),
        quoted(label)
    );
}

/// An entity's name, and beside it what it is.
fn alias(name: &str, kind: Option<&str>) -> String {
    match kind {
        Some(kind) => format!("{}[{}]", quoted(name), quoted(&format!("{name} ({kind})"))),
        None => quoted(name),
    }
}

/// A type or a name of an attribute, which cannot be quoted: what is none of its letters becomes
/// `_`. A key's name would be read as a key.
fn word(text: &str) -> String {
    let allowed = |char: char| char.is_ascii_alphanumeric() || "_-[]()".contains(char);
    let plain = text
        .chars()
        .map(|char| if allowed(char) { char } else { '_' });
    let word: String = plain.collect();
    let is_key = ["PK", "FK", "UK"].contains(&word.as_str());
    if is_key || !word.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_') {
        format!("_{word}")
    } else {
        word
    }
}

/// A text in quotes. Mermaid reads `#` and a number up to `;` as that character, and the text as
/// HTML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '#' | ';' | '&' | '<' | '>' | '%' | '\\' | '`' | '*' => {
                let _ = write!(quoted, "#{};", u32::from(char));
            }
            char if super::is_unprintable(char) => quoted.push('\u{fffd}'),
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}
