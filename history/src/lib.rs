//! The file `history` of a migration crate: one line a migration, each naming its parent.
//!
//! The library writes it, the runner reads it; what it looks like is said here alone, and so is what both
//! read of the crate's `src/lib.rs`.
//! Not for the files beside it, and not for what a database says about itself.
//!
//! *chain digest*: stands for one migration and all those before it. *head*: the last migration.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

mod branches;
pub mod digest;
pub mod library;

pub use branches::sides;
pub use digest::Digest;

/// The first line of the file. A higher number is refused.
pub const HEADER: &str = "# ketch history 1";

const HEADER_WORDS: &str = "# ketch history ";

/// The chain digest of a migration: of its name, its parent and its logical changes.
pub fn chain_digest(name: &str, parent: Option<Digest>, changes: &str) -> Digest {
    let parent = parent.map_or_else(|| "-".to_owned(), |parent| parent.to_string());
    Digest::of(format!("{name}\n{parent}\n{changes}"))
}

/// The digest of a migration's SQL for one engine: of `up.sql` followed by `down.sql`, which may
/// not be there.
pub fn sql_digest(up: &str, down: Option<&str>) -> Digest {
    Digest::of([up, down.unwrap_or_default()].concat())
}

/// What stands in SQL where only the user knows a value. It is no name in any database, so that
/// SQL which still has it fails everywhere; the runner does not begin such a migration.
pub const FILL: &str = "ketch_fill_in";

/// The first line of SQL that is still to be filled in.
pub fn unfilled(sql: &str) -> Option<usize> {
    let open = |line: &str| !line.trim_start().starts_with("--") && line.contains(FILL);
    sql.lines().position(open).map(|line| line + 1)
}

/// One migration, as a line of the file records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As in `m20260101_000000_init`.
    pub name: String,
    /// The chain digest of the migration before it; none for the first.
    pub parent: Option<Digest>,
    /// Its own chain digest.
    pub chain: Digest,
    /// The digest of the canonical data model after it.
    pub model: Digest,
    /// The digest of `src/NAME.rs` at birth.
    pub rust: Digest,
    /// By the engine's name, the [`sql_digest`] of its files. Empty for a migration that was
    /// written by hand in Rust.
    pub engines: BTreeMap<String, Digest>,
    /// The names of those engines whose SQL is not as ketch wrote it any more. That of the others is,
    /// whatever another version of ketch would write.
    pub edited: BTreeSet<String>,
    /// The names of those that it stands for, oldest first. Its chain digest is that of the last of
    /// them, so a database that has them is where this one leads to. Empty but for a baseline.
    pub folds: Vec<String>,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} parent=", self.name)?;
        match self.parent {
            Some(parent) => write!(f, "{parent}")?,
            None => f.write_str("-")?,
        }
        write!(
            f,
            " chain={} model={} rust={}",
            self.chain, self.model, self.rust
        )?;
        self.engines
            .iter()
            .try_for_each(|(engine, digest)| write!(f, " {engine}={digest}"))?;
        if !self.edited.is_empty() {
            let edited: Vec<&str> = self.edited.iter().map(String::as_str).collect();
            write!(f, " edited={}", edited.join(","))?;
        }
        match &self.folds[..] {
            [] => Ok(()),
            folds => write!(f, " folds={}", folds.join(",")),
        }
    }
}

/// All migrations, oldest first, each the child of the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The migrations.
    pub entries: Vec<Entry>,
}

impl History {
    /// Reads the file's text and checks that it is one unbroken chain.
    pub fn parse(text: &str) -> Result<Self, HistoryError> {
        let mut history = Self::default();
        for line in parse_lines(text) {
            match line? {
                Line::Mark { number } => return Err(HistoryError::Conflict { line: number }),
                Line::Entry(entry) => {
                    history.check_next(&entry)?;
                    history.entries.push(*entry);
                }
            }
        }
        Ok(history)
    }

    fn check_next(&self, entry: &Entry) -> Result<(), HistoryError> {
        if self.entry(&entry.name).is_some() {
            return Err(HistoryError::Twice {
                name: entry.name.clone(),
            });
        }
        if entry.parent == self.head().map(|head| head.chain) {
            return Ok(());
        }
        match self
            .entries
            .iter()
            .find(|other| other.parent == entry.parent)
        {
            Some(other) => Err(HistoryError::Fork {
                first: other.name.clone(),
                second: entry.name.clone(),
            }),
            None => Err(HistoryError::Broken {
                name: entry.name.clone(),
            }),
        }
    }

    /// The last migration.
    pub fn head(&self) -> Option<&Entry> {
        self.entries.last()
    }

    /// The migration of that name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.entries
            .iter()
            .try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

/// A line that is no comment.
enum Line {
    /// One of the marks that git leaves where it could not merge.
    Mark {
        /// Its number, from 1.
        number: usize,
    },
    Entry(Box<Entry>),
}

fn parse_lines(text: &str) -> impl Iterator<Item = Result<Line, HistoryError>> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let number = index + 1;
        let line = line.trim_end();
        if let Some(version) = line.strip_prefix(HEADER_WORDS)
            && version != "1"
        {
            let version = version.to_owned();
            return Some(Err(HistoryError::Newer { version }));
        }
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
        if marks.iter().any(|mark| line.starts_with(mark)) {
            return Some(Ok(Line::Mark { number }));
        }
        let entry = parse_entry(line).map_err(|reason| HistoryError::Line {
            line: number,
            reason,
        });
        Some(entry.map(|entry| Line::Entry(Box::new(entry))))
    })
}

fn parse_entry(line: &str) -> Result<Entry, String> {
    let mut words = line.split(' ');
    let name = words.next().unwrap_or_default();
    if !is_migration_name(name) {
        return Err(format!("`{name}` is not a name like m20260101_000000_init"));
    }
    let (mut parent, mut chain, mut model, mut rust) = (None, None, None, None);
    let mut engines = BTreeMap::new();
    let mut edited = BTreeSet::new();
    let mut folds = Vec::new();
    for word in words {
        let (key, value) = word
            .split_once('=')
            .ok_or_else(|| format!("`{word}` is not key=value"))?;
        let digest = || {
            value
                .parse::<Digest>()
                .map_err(|error| format!("{key}: {error}"))
        };
        let taken = match key {
            "parent" if value == "-" => parent.replace(None).is_some(),
            "parent" => parent.replace(Some(digest()?)).is_some(),
            "chain" => chain.replace(digest()?).is_some(),
            "model" => model.replace(digest()?).is_some(),
            "rust" => rust.replace(digest()?).is_some(),
            "sqlite" | "postgresql" | "mysql" => {
                engines.insert(key.to_owned(), digest()?).is_some()
            }
            "edited" => {
                let names = value.split(',').map(str::to_owned).collect();
                !std::mem::replace(&mut edited, names).is_empty()
            }
            "folds" => {
                let names = value.split(',').map(str::to_owned).collect();
                !std::mem::replace(&mut folds, names).is_empty()
            }
            _ => return Err(format!("`{key}` is unknown to this version of ketch")),
        };
        if taken {
            return Err(format!("`{key}` stands twice"));
        }
    }
    if let Some(name) = folds.iter().find(|name| !is_migration_name(name)) {
        return Err(format!("`{name}` is not a name like m20260101_000000_init"));
    }
    if let Some(name) = edited.iter().find(|name| !engines.contains_key(*name)) {
        return Err(format!("there is no SQL for `{name}` to be edited"));
    }
    let missing = |key: &str| format!("`{key}=` is missing");
    Ok(Entry {
        name: name.to_owned(),
        parent: parent.ok_or_else(|| missing("parent"))?,
        chain: chain.ok_or_else(|| missing("chain"))?,
        model: model.ok_or_else(|| missing("model"))?,
        rust: rust.ok_or_else(|| missing("rust"))?,
        engines,
        edited,
        folds,
    })
}

/// Whether a name is `mYYYYMMDD_HHMMSS_` and a word: the names that sea-orm-cli knows, and safe
/// as the name of a file and of a Rust module.
pub fn is_migration_name(name: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let word = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let parts: Vec<&str> = name.splitn(3, '_').collect();
    let [date, time, rest] = parts[..] else {
        return false;
    };
    let Some(date) = date.strip_prefix('m') else {
        return false;
    };
    date.len() == 8
        && digits(date)
        && time.len() == 6
        && digits(time)
        && !rest.is_empty()
        && word(rest)
        && name.len() <= 100
}

/// Why a history cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum HistoryError {
    /// Written by a newer ketch.
    #[error(
        "the migration history has format {version}, which this version of ketch does not know: use a newer ketch"
    )]
    Newer { version: String },
    /// A merge was not finished.
    #[error(
        "line {line} of the migration history is a merge conflict: finish merging the schema, then run `ketch migrate rebase`, which keeps the migrations that are shared already and plans the others again on top of them"
    )]
    Conflict { line: usize },
    /// A line is not one of ours.
    #[error("line {line} of the migration history cannot be read: {reason}")]
    Line { line: usize, reason: String },
    /// One name on two lines.
    #[error("the migration history lists `{name}` twice: remove one of the lines")]
    Twice { name: String },
    /// Two migrations follow the same one.
    #[error(
        "the migration history has two heads: `{first}` and `{second}` both follow the same migration. `ketch migrate rebase` keeps the one that is shared already and plans the other again on top of it"
    )]
    Fork { first: String, second: String },
    /// The parent is not there.
    #[error(
        "the migration history is broken at `{name}`: the migration that it follows is not the line before it. Restore the missing line from version control"
    )]
    Broken { name: String },
}
