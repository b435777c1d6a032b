//! A history that several branches of a repository have written to: git's marks stand in it, or git
//! merged it, and one migration has two children.
//!
//! *branch*: one whole chain of those in the file, from its first migration to its head.

use crate::{Entry, History, HistoryError, Line, parse_lines};

/// The two sides of a text with git's conflict marks, ours first; nothing for one without.
pub fn sides(text: &str) -> Option<[String; 2]> {
    #[derive(PartialEq)]
    enum At {
        Both,
        Ours,
        Base,
        Theirs,
    }
    if !text.lines().any(|line| line.starts_with("<<<<<<< ")) {
        return None;
    }
    let [mut ours, mut theirs] = [String::new(), String::new()];
    let mut at = At::Both;
    for line in text.split_inclusive('\n') {
        at = match (line.get(..7), &at) {
            (Some("<<<<<<<"), At::Both) => At::Ours,
            (Some("|||||||"), At::Ours) => At::Base,
            (Some("======="), At::Ours | At::Base) => At::Theirs,
            (Some(">>>>>>>"), At::Theirs) => At::Both,
            _ => {
                if matches!(at, At::Both | At::Ours) {
                    ours += line;
                }
                if matches!(at, At::Both | At::Theirs) {
                    theirs += line;
                }
                continue;
            }
        };
    }
    Some([ours, theirs])
}

impl History {
    /// Every branch that meets in a file: one where it is a plain history, more where branches of
    /// the repository were merged, whether or not git's marks are left in it.
    pub fn branches(text: &str) -> Result<Vec<Self>, HistoryError> {
        let mut branches: Vec<Self> = Vec::new();
        match sides(text) {
            None => branches = from_root_to_leaf(entries(text)?)?,
            // Each side is shorter than the text.
            Some(sides) => {
                for side in sides {
                    branches.extend(Self::branches(&side)?);
                }
            }
        }
        let all = branches.clone();
        let is_part = |one: &Self| all.iter().any(|other| other != one && other.holds(one));
        branches.retain(|branch| !is_part(branch));
        branches.dedup();
        if branches.is_empty() {
            branches.push(Self::default());
        }
        Ok(branches)
    }

    /// Whether it has every migration of another one, or a baseline that stands for it.
    pub fn holds(&self, other: &Self) -> bool {
        let folded = |name: &String| self.entries.iter().any(|entry| entry.folds.contains(name));
        let mut others = other.entries.iter();
        others.all(|entry| self.entries.contains(entry) || folded(&entry.name))
    }
}

/// The migrations of a text without marks, each once.
fn entries(text: &str) -> Result<Vec<Entry>, HistoryError> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in parse_lines(text) {
        match line? {
            Line::Mark { number } => return Err(HistoryError::Conflict { line: number }),
            Line::Entry(entry) if entries.contains(&*entry) => {}
            Line::Entry(entry) if entries.iter().any(|known| known.name == entry.name) => {
                return Err(HistoryError::Twice { name: entry.name });
            }
            Line::Entry(entry) => entries.push(*entry),
        }
    }
    Ok(entries)
}

/// The chains that lead to migrations which none follows.
fn from_root_to_leaf(entries: Vec<Entry>) -> Result<Vec<History>, HistoryError> {
    let follows = |entry: &Entry| {
        let mut others = entries.iter();
        others.any(|other| other.parent == Some(entry.chain))
    };
    let leaves = entries.iter().filter(|entry| !follows(entry));
    let mut branches = Vec::new();
    for leaf in leaves {
        let mut chain = vec![leaf.clone()];
        let mut parent = leaf.parent;
        while let Some(digest) = parent {
            let found = entries.iter().find(|entry| entry.chain == digest);
            // A chain has no migration twice, so it is not longer than the file.
            let Some(found) = found.filter(|_| chain.len() <= entries.len()) else {
                let name = chain.pop().map_or_else(String::new, |entry| entry.name);
                return Err(HistoryError::Broken { name });
            };
            parent = found.parent;
            chain.push(found.clone());
        }
        chain.reverse();
        branches.push(History { entries: chain });
    }
    match branches.is_empty() && !entries.is_empty() {
        // Each follows another: digests that somebody made up.
        true => Err(HistoryError::Broken {
            name: entries[0].name.clone(),
        }),
        false => Ok(branches),
    }
}
