//! `sql/NAME/schema.diff`: what a migration made of the schema, and what the user said about it.
//!
//! A unified diff from the schema as of the migration before, under the answers that were given as
//! flags. All of them in a row make `head.prisma`, so every past schema is there without being
//! kept, and SQL can be rendered for an engine that is listed later. Reviewers read it too.
//!
//! Not for deciding what a change does to a database; `diff` does that.

use std::fmt::Write as _;

use similar::{Algorithm, ChangeTag, capture_diff_slices, group_diff_ops};

use crate::diff::Answer;

const ABOUT: &str = "# What this migration makes of the schema. SQL for engines that are listed later is rendered from it.\n";

/// Lines around a change that stay as they are: for reviewers, and to hold the change to its place.
const CONTEXT: usize = 3;

/// The path of a migration's changes.
pub(super) fn changes_path(migration: &str) -> String {
    format!("sql/{migration}/schema.diff")
}

/// The text of the file: the answers that were given, and the way from one schema to the next.
pub(super) fn render(before: &str, after: &str, answers: &[Answer]) -> String {
    let mut text = ABOUT.to_owned();
    for answer in answers {
        let _ = writeln!(text, "{answer}");
    }
    let (old, new) = (lines(before), lines(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    for group in group_diff_ops(ops, CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let place = |start: usize, end: usize| {
            // As in every unified diff: of nothing, the line before it is named.
            let line = if start == end { start } else { start + 1 };
            format!("{line},{}", end - start)
        };
        let (old_range, new_range) = (
            place(first.old_range().start, last.old_range().end),
            place(first.new_range().start, last.new_range().end),
        );
        let _ = writeln!(text, "@@ -{old_range} +{new_range} @@");
        for change in group.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            let _ = writeln!(text, "{sign}{}", change.value());
        }
    }
    text
}

/// A text's lines, without their ends, whatever a checkout made of these.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Changes<'t> {
    pub(super) answers: Vec<Answer>,
    hunks: Vec<Hunk<'t>>,
}

/// Lines that take the place of others.
#[derive(Debug, Default)]
struct Hunk<'t> {
    /// Its line in the file.
    line: usize,
    /// Where it begins, in lines of the schema after.
    start: usize,
    old: Vec<&'t str>,
    new: Vec<&'t str>,
}

/// Reads a file; the error is the line, from 1, that is none of such a file.
pub(super) fn parse(text: &str) -> Result<Changes<'_>, usize> {
    let mut changes = Changes::default();
    for (index, line) in lines(text).into_iter().enumerate() {
        let number = index + 1;
        if let Some(header) = line.strip_prefix("@@ ") {
            changes.hunks.push(Hunk {
                line: number,
                start: new_start(header).ok_or(number)?,
                ..Hunk::default()
            });
            continue;
        }
        let Some(hunk) = changes.hunks.last_mut() else {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            changes.answers.push(Answer::flag(line).ok_or(number)?);
            continue;
        };
        let sign = line.chars().next();
        // Editors cut the blank that stands for an empty line.
        let rest = line.get(1..).unwrap_or_default();
        if sign != Some('+') {
            hunk.old.push(rest);
        }
        if sign != Some('-') {
            hunk.new.push(rest);
        }
        if !matches!(sign, None | Some('+' | '-' | ' ')) {
            return Err(number);
        }
    }
    Ok(changes)
}

/// Where a hunk begins in the text after it, from its header `-10,3 +10,4 @@`.
fn new_start(header: &str) -> Option<usize> {
    let (_, new) = header.strip_suffix(" @@")?.split_once(" +")?;
    let (line, count) = new.split_once(',')?;
    let (line, count): (usize, usize) = (line.parse().ok()?, count.parse().ok()?);
    if count == 0 {
        Some(line)
    } else {
        line.checked_sub(1)
    }
}

impl<'t> Changes<'t> {
    /// Makes the schema after of the schema before. The error is the line of the file, from 1, that
    /// does not fit.
    pub(super) fn apply(&self, schema: &mut Vec<&'t str>) -> Result<(), usize> {
        for hunk in &self.hunks {
            let end = hunk.start + hunk.old.len();
            if schema.get(hunk.start..end) != Some(&hunk.old[..]) {
                return Err(hunk.line);
            }
            schema.splice(hunk.start..end, hunk.new.iter().copied());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{lines, parse, render};
    use crate::diff::Answer;

    fn text() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            "[ab]{0,2}",
            Just("@@ -1,1 +1,1 @@".to_owned()),
            Just("--drop A".to_owned()),
            Just(" \r".to_owned())
        ];
        proptest::collection::vec(line, 0..30)
            .prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
    }

    proptest! {
        /// Whatever the schemas are, the file leads from one to the other, and says the answers.
        #[test]
        fn the_way_from_one_text_to_another(before in text(), after in text()) {
            let answers = [Answer::rename("A.b=c").unwrap(), Answer::drop("D")];
            let file = render(&before, &after, &answers);
            let changes = parse(&file).unwrap();
            prop_assert_eq!(&changes.answers[..], &answers[..]);
            let mut schema = lines(&before);
            changes.apply(&mut schema).unwrap();
            prop_assert_eq!(schema, lines(&after));
            if before != after {
                let mut other = vec!["else"];
                prop_assert!(changes.apply(&mut other).is_err() || before.is_empty());
            }
        }
    }
}
