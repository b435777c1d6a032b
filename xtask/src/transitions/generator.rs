//! Random schemas, in the few words that make them, so that proptest can make them smaller.

use proptest::prelude::*;

const TYPES: [&str; 10] = [
    "String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes", "Color",
];

/// A schema in the few words that make it.
#[derive(Clone, Debug)]
pub(super) struct Schema {
    tables: Vec<Table>,
    /// How many values the enum has, and whether they stand in reverse.
    values: (usize, bool),
}

#[derive(Clone, Debug)]
struct Table {
    name: usize,
    key: usize,
    columns: Vec<Column>,
    /// The column, by its place, that has an index; the next one with it if so.
    indexes: Vec<(usize, bool, bool)>,
    /// The table, by its place, that this one points at.
    parent: Option<(usize, bool, usize)>,
}

#[derive(Clone, Debug)]
struct Column {
    name: usize,
    ty: usize,
    optional: bool,
    default: bool,
}

pub(super) fn schemas() -> impl Strategy<Value = Schema> {
    let column = (0..5_usize, 0..TYPES.len(), any::<bool>(), any::<bool>()).prop_map(
        |(name, ty, optional, default)| Column {
            name,
            ty,
            optional,
            default,
        },
    );
    let table = (
        0..4_usize,
        0..3_usize,
        prop::collection::vec(column, 0..4),
        prop::collection::vec((0..4_usize, any::<bool>(), any::<bool>()), 0..3),
        prop::option::of((0..4_usize, any::<bool>(), 0..4_usize)),
    );
    let table = table.prop_map(|(name, key, columns, indexes, parent)| Table {
        name,
        key,
        columns,
        indexes,
        parent,
    });
    let tables = prop::collection::vec(table, 1..4);
    (tables, (1..4_usize, any::<bool>())).prop_map(|(tables, values)| Schema { tables, values })
}

impl Schema {
    /// Names that come twice count once, and what cannot be is left out.
    pub(super) fn text(&self) -> String {
        let mut values: Vec<_> = ["RED", "GREEN", "BLUE"][..self.values.0].to_vec();
        if self.values.1 {
            values.reverse();
        }
        let mut text = format!("enum Color {{\n  {}\n}}\n", values.join("\n  "));
        let mut tables: Vec<&Table> = Vec::new();
        for table in &self.tables {
            if !tables.iter().any(|other| other.name == table.name) {
                tables.push(table);
            }
        }
        for table in &tables {
            let key = [
                "Int @id @default(autoincrement())",
                "BigInt @id",
                "String @id",
            ][table.key];
            text += &format!("\nmodel T{} {{\n  id {key}\n", table.name);
            let mut columns: Vec<&Column> = Vec::new();
            for column in &table.columns {
                if columns.iter().any(|other| other.name == column.name) {
                    continue;
                }
                columns.push(column);
                let ty = TYPES[column.ty];
                let default = match (column.default, ty) {
                    (false, _) | (_, "Bytes" | "Json") => "",
                    (_, "String") => " @default(\"it's\")",
                    (_, "Boolean") => " @default(true)",
                    (_, "DateTime") => " @default(now())",
                    (_, "Color") => &format!(" @default({})", values[0]),
                    _ => " @default(1)",
                };
                let optional = if column.optional { "?" } else { "" };
                text += &format!("  c{} {ty}{optional}{default}\n", column.name);
            }
            let mut named: Vec<Vec<String>> = Vec::new();
            let plain: Vec<&&Column> = columns
                .iter()
                .filter(|column| !["Bytes", "Json"].contains(&TYPES[column.ty]))
                .collect();
            for (first, second, unique) in &table.indexes {
                let Some(column) = plain.get(*first) else {
                    continue;
                };
                let mut list = vec![format!("c{}", column.name)];
                if let (true, Some(next)) = (second, plain.get(first + 1)) {
                    list.push(format!("c{}", next.name));
                }
                if !named.contains(&list) {
                    let kind = if *unique { "unique" } else { "index" };
                    text += &format!("  @@{kind}([{}])\n", list.join(", "));
                    named.push(list);
                }
            }
            let parent = table.parent.and_then(|(name, optional, action)| {
                let parent = tables.iter().find(|other| other.name == name)?;
                Some((parent, optional, action))
            });
            if let Some((parent, optional, action)) = parent {
                let ty = ["Int", "BigInt", "String"][parent.key];
                // Rows of a cycle could not be put in one after the other.
                let may_close_a_cycle = parent.name >= table.name;
                let optional = if optional || may_close_a_cycle {
                    "?"
                } else {
                    ""
                };
                let action = ["Cascade", "Restrict", "NoAction", "Cascade"][action];
                text += &format!(
                    "  parentId {ty}{optional}\n  parent T{}{optional} @relation(\"r{}\", fields: [parentId], references: [id], onDelete: {action})\n",
                    parent.name, table.name
                );
            }
            for child in &tables {
                let points = child.parent.is_some_and(|(name, ..)| name == table.name);
                if points {
                    text += &format!(
                        "  children{} T{}[] @relation(\"r{0}\")\n",
                        child.name, child.name
                    );
                }
            }
            text += "}\n";
        }
        text
    }
}
