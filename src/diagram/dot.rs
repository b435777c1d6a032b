//! The diagram as Graphviz' DOT.
//!
//! An entity is an HTML-like table whose rows are ports, so that lines meet columns. Identifiers
//! are the kind and a number; what users wrote is only ever text.

use std::fmt::Write as _;

use super::chart::{Chart, End, Entity, Link, LinkKind, Listed, Row};
use super::escape;

pub(super) fn write(chart: &Chart<'_>) -> String {
    let mut out = String::from(
        "graph schema {\n  graph [rankdir=LR, ranksep=1.2, nodesep=0.4]\n  \
         node [shape=plain, fontname=\"monospace\", fontsize=11]\n  \
         edge [dir=both, fontname=\"monospace\", fontsize=9, color=\"#57606a\"]\n",
    );
    if chart.groups.is_empty() {
        write_group(&mut out, chart, 0, "  ");
    }
    for (group, name) in chart.groups.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{group} {{");
        let _ = writeln!(out, "    label=<{}>", escape(name));
        write_group(&mut out, chart, group, "    ");
        out.push_str("  }\n");
    }
    for link in &chart.links {
        write_link(&mut out, link);
    }
    out.push_str("}\n");
    out
}

fn write_group(out: &mut String, chart: &Chart<'_>, group: usize, indent: &str) {
    for (index, entity) in chart.entities.iter().enumerate() {
        if entity.group == group {
            let table = table_of_entity(entity);
            let _ = writeln!(out, "{indent}model_{index} [label=<{table}>]");
        }
    }
    for (index, listed) in chart.enums.iter().enumerate() {
        if listed.group == group {
            let table = table_of_enum(listed);
            let _ = writeln!(out, "{indent}enum_{index} [label=<{table}>]");
        }
    }
}

/// The start of a table, with its head.
fn table(name: &str, kind: Option<&str>, style: &str, columns: usize) -> String {
    let kind = kind.map_or_else(String::new, |kind| format!(" <I>{kind}</I>"));
    format!(
        r##"<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"{style}><TR><TD PORT="head" COLSPAN="{columns}" BGCOLOR="#dde3ea"><B>{}</B>{kind}</TD></TR>"##,
        escape(name)
    )
}

fn table_of_entity(entity: &Entity<'_>) -> String {
    let model = entity.model;
    let style = match (&model.view, model.ignored) {
        (_, true) => r##" STYLE="dashed" COLOR="#8c959f""##,
        (Some(_), false) => r#" STYLE="dashed""#,
        (None, false) => "",
    };
    let mut text = table(&model.name, entity.kind(), style, 3);
    for (index, row) in entity.rows.iter().enumerate() {
        text += &table_row(index, row);
    }
    text + "</TABLE>"
}

fn table_row(index: usize, row: &Row<'_>) -> String {
    let name = escape(&row.field.name);
    let name = match (row.primary, row.is_relation() || row.field.ignored) {
        (true, _) => format!("<B>{name}</B>"),
        (false, true) => format!("<I>{name}</I>"),
        (false, false) => name,
    };
    // Graphviz refuses an empty cell.
    let keys = match row.keys().join(" ") {
        keys if keys.is_empty() => " ".to_owned(),
        keys => keys,
    };
    format!(
        r#"<TR><TD PORT="l{index}" ALIGN="LEFT">{keys}</TD><TD ALIGN="LEFT">{name}</TD><TD PORT="r{index}" ALIGN="LEFT">{}</TD></TR>"#,
        escape(&row.ty)
    )
}

fn table_of_enum(listed: &Listed<'_>) -> String {
    let mut text = table(&listed.item.name, Some("enum"), "", 1);
    for value in &listed.item.values {
        let name = escape(&value.name);
        let _ = write!(text, r#"<TR><TD ALIGN="LEFT">{name}</TD></TR>"#);
    }
    text + "</TABLE>"
}

fn write_link(out: &mut String, link: &Link) {
    let place = |end: End, side: char| match end.row {
        Some(row) => format!("model_{}:{side}{row}", end.entity),
        None => format!("model_{}:head", end.entity),
    };
    let (parent, child) = match link.kind {
        LinkKind::One { optional: false } => ("teetee", "teeodot"),
        LinkKind::One { optional: true } => ("teeodot", "teeodot"),
        LinkKind::Many { optional: false } => ("teetee", "crowodot"),
        LinkKind::Many { optional: true } => ("teeodot", "crowodot"),
        LinkKind::ManyToMany => ("crowodot", "crowodot"),
    };
    let label = match &link.label {
        Some(label) => format!(", label=<{}>", escape(label)),
        None => String::new(),
    };
    let _ = writeln!(
        out,
        "  {} -- {} [arrowtail={parent}, arrowhead={child}{label}]",
        place(link.parent, 'r'),
        place(link.child, 'l')
    );
}
