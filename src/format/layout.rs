//! What was read to text: indentation, columns, empty lines, and the order of block attributes.
//!
//! *table*: rows whose columns are aligned with one another. An empty line ends one.

use super::grammar::{Block, Comment, Item, Member, Row, attribute_rank};

const INDENT: &str = "  ";

/// Writes a file.
pub(super) fn write(items: &[Item], capacity: usize) -> String {
    let mut text = String::with_capacity(capacity + capacity / 4);
    for (index, item) in items.iter().enumerate() {
        match item {
            Item::Block(block) => {
                write_block(block, &mut text);
                // Prisma needs to be asked twice where something follows on the brace's line.
                if !matches!(items.get(index + 1), None | Some(Item::Blank)) {
                    text.push('\n');
                }
            }
            Item::Comments(comments) => {
                let mut table = Table::default();
                table.comments(comments);
                table.write("", &mut text);
            }
            // Empty lines at the start and at the end go.
            Item::Blank if index == 0 || index + 1 == items.len() => {}
            Item::Blank => text.push('\n'),
            Item::Verbatim(verbatim) => text.push_str(verbatim),
        }
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn write_block(block: &Block, text: &mut String) {
    text.push_str(block.keyword);
    text.push(' ');
    text.push_str(block.name);
    text.push_str(" {");
    if !block.beside.is_empty() {
        let apart = if block.beside.starts_with('}') {
            ""
        } else {
            " "
        };
        text.push_str(apart);
        text.push_str(block.beside);
    }
    text.push('\n');
    write_members(&block.members, text);
    text.push_str("}\n");
}

/// Block attributes, with the comments directly above them, go to the end in their order.
fn write_members(members: &[Member], text: &mut String) {
    let mut attributes = Vec::new();
    let mut table = Table::default();
    let (mut is_first, mut after_blank) = (true, false);
    for (index, member) in members.iter().enumerate() {
        let next = members.get(index + 1);
        match member {
            // Empty lines at the start and at the end go. One before an attribute is made anew.
            Member::Blank => {
                after_blank = !is_first && next.is_some();
                continue;
            }
            Member::Attribute { name, row } => {
                let comments = index
                    .checked_sub(1)
                    .and_then(|before| match &members[before] {
                        Member::Comments(comments) => Some(comments),
                        _ => None,
                    });
                attributes.push((attribute_rank(name), comments, row));
                after_blank = false;
                continue;
            }
            Member::Comments(_) if matches!(next, Some(Member::Attribute { .. })) => {
                after_blank = false;
                continue;
            }
            _ => {}
        }
        if after_blank {
            table.write(INDENT, text);
            table.blank();
            after_blank = false;
        }
        is_first = false;
        match member {
            Member::Row(row) => table.lines.push(Line::Row(row)),
            Member::Comments(comments) => table.comments(comments),
            Member::Verbatim(verbatim) => {
                let line = verbatim.trim_end_matches('\n');
                table.lines.push(Line::Text("", line));
            }
            Member::Blank | Member::Attribute { .. } => {}
        }
    }
    table.write(INDENT, text);
    if attributes.is_empty() {
        return;
    }
    table.blank();
    attributes.sort_by_key(|(rank, ..)| *rank);
    for (_, comments, row) in attributes {
        if let Some(comments) = comments {
            table.comments(comments);
        }
        table.lines.push(Line::Row(row));
    }
    table.write(INDENT, text);
}

/// Lines that are written together.
#[derive(Default)]
struct Table<'l> {
    lines: Vec<Line<'l>>,
}

enum Line<'l> {
    Row(&'l Row<'l>),
    /// A line that does not count for the columns, in two pieces.
    Text(&'static str, &'l str),
}

impl<'l> Table<'l> {
    fn blank(&mut self) {
        self.lines.push(Line::Text("", ""));
    }

    fn comments(&mut self, comments: &'l [Comment<'l>]) {
        for comment in comments {
            match comment {
                Comment::Line(line) => self.lines.push(Line::Text("", line)),
                Comment::Block(text) => {
                    self.lines.push(Line::Text("/**", ""));
                    for line in text.lines().map(str::trim) {
                        let line = line.strip_prefix('*').map_or(line, str::trim_start);
                        if !line.is_empty() {
                            self.lines.push(Line::Text(" * ", line));
                        }
                    }
                    self.lines.push(Line::Text(" */", ""));
                }
            }
        }
    }

    /// Writes the lines and forgets them.
    fn write(&mut self, indent: &str, text: &mut String) {
        let widths = self.widths();
        for line in self.lines.drain(..) {
            match line {
                Line::Text("", "") => {}
                Line::Text(first, second) => {
                    text.push_str(indent);
                    text.push_str(first);
                    text.push_str(second);
                }
                Line::Row(row) => {
                    text.push_str(indent);
                    write_row(row, &widths, text);
                }
            }
            text.push('\n');
        }
    }

    /// The bytes of the widest text in each column.
    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for line in &self.lines {
            let Line::Row(row) = line else {
                continue;
            };
            widths.resize(widths.len().max(row.columns.len()), 0);
            for (width, column) in widths.iter_mut().zip(&row.columns) {
                *width = column.len().max(*width);
            }
        }
        widths
    }
}

fn write_row(row: &Row, widths: &[usize], text: &mut String) {
    for (index, (column, width)) in row.columns.iter().zip(widths).enumerate() {
        text.push_str(column);
        if index + 1 < row.columns.len() {
            text.extend(std::iter::repeat_n(' ', width - column.len() + 1));
        }
    }
    if !row.comment.is_empty() {
        text.push(' ');
        text.push_str(row.comment);
    }
}
