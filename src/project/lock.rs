//! `ketch.lock`: what was generated, from which data model, by which ketch, and who owns it.
//!
//! TOML, committed. It has no time, host or absolute path, and one block a file, sorted, so that
//! two branches that touch different models merge. It is written by a writer of our own, so that
//! a library's new version cannot change a byte of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use ketch_history::sides;
use toml::de::{DeTable, DeValue};

use super::Error;
use super::ownership::Owner;
use crate::digest::Digest;

/// The form of the lock *and of the digests in it*. Whoever changes either raises it: that is what
/// lets two versions of ketch compare what the other recorded.
pub const VERSION: i64 = 1;

/// The file's name.
pub const NAME: &str = "ketch.lock";

/// What a `ketch.lock` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The exact version of ketch that generated.
    pub ketch: String,
    /// The digest of the canonical data model.
    pub model: Digest,
    /// The schema, relative to the lock.
    pub schema: String,
    /// Who may write.
    pub owner: Owner,
    /// The owned files by path, relative to the lock, with `/`.
    pub files: BTreeMap<String, LockedFile>,
}

/// What the lock says of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedFile {
    /// The digest of its text.
    pub digest: Digest,
    /// Where it comes from in the schema.
    pub origin: String,
}

/// A `ketch.lock` as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// None.
    Absent,
    /// A lock.
    Lock(Lock),
    /// Both sides of a git conflict: ours, theirs.
    Conflict(Box<[Lock; 2]>),
}

impl Found {
    /// The locks in it: none, one, or two.
    pub fn locks(&self) -> &[Lock] {
        match self {
            Found::Absent => &[],
            Found::Lock(lock) => std::slice::from_ref(lock),
            Found::Conflict(sides) => &sides[..],
        }
    }
}

/// Reads the text of a lock; the path is for messages.
pub fn parse(text: &str, path: &Path) -> Result<Found, Error> {
    let text = text.replace("\r\n", "\n");
    match sides(&text) {
        None => Ok(Found::Lock(parse_one(&text, path)?)),
        Some([ours, theirs]) => {
            let conflict = |_| Error::LockConflict {
                path: path.to_owned(),
            };
            let ours = parse_one(&ours, path).map_err(conflict)?;
            let theirs = parse_one(&theirs, path).map_err(conflict)?;
            Ok(Found::Conflict(Box::new([ours, theirs])))
        }
    }
}

fn parse_one(text: &str, path: &Path) -> Result<Lock, Error> {
    let invalid = |at: usize, fault: String| Error::LockInvalid {
        path: path.to_owned(),
        line: text[..at.min(text.len())].matches('\n').count() + 1,
        fault,
    };
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        invalid(at, error.message().to_owned())
    })?;
    let table = Reader {
        table: parsed.get_ref(),
        at: 0,
        invalid: &invalid,
    };
    let version = table.integer("version")?;
    if version > VERSION {
        return Err(Error::LockNewer {
            path: path.to_owned(),
            found: version,
            known: VERSION,
            ketch: crate::VERSION,
            wrote: table.string("ketch").unwrap_or_default(),
        });
    }
    if version < 1 {
        return Err(invalid(0, format!("there is no lock version {version}")));
    }
    let owner = table.strings("owner")?;
    let owner = Owner::from_names(owner.iter().map(String::as_str))
        .map_err(|kind| Error::Owner { kind, place: NAME })?;
    let mut files = BTreeMap::new();
    for file in table.tables("file")? {
        let path = file.string("path")?;
        if !is_plain(&path) {
            return Err(invalid(
                file.at,
                format!("{path:?} is not a plain relative path"),
            ));
        }
        let locked = LockedFile {
            digest: file.digest("digest")?,
            origin: file.string("origin")?,
        };
        if files.insert(path.clone(), locked).is_some() {
            return Err(invalid(file.at, format!("{path} stands here twice")));
        }
    }
    Ok(Lock {
        ketch: table.string("ketch")?,
        model: table.digest("model")?,
        schema: table.string("schema")?,
        owner,
        files,
    })
}

/// Whether a path of the lock is relative and in one spelling: `../` only in front.
fn is_plain(path: &str) -> bool {
    let mut inside = false;
    path.split('/').all(|part| {
        let up = part == "..";
        let plain = !part.is_empty() && part != "." && !part.contains(['\\', ':', '\0']);
        let ok = plain && !(up && inside);
        inside |= !up;
        ok
    }) && inside
}

/// Reads keys of one table, with errors at its line.
struct Reader<'a, F> {
    table: &'a DeTable<'a>,
    at: usize,
    invalid: &'a F,
}

impl<'a, F: Fn(usize, String) -> Error> Reader<'a, F> {
    fn get<T>(
        &self,
        key: &str,
        what: &str,
        read: impl FnOnce(&'a DeValue<'a>) -> Option<T>,
    ) -> Result<T, Error> {
        let value = self.table.get(key).ok_or_else(|| {
            (self.invalid)(
                self.at,
                format!("there is no {key}, which should be {what}"),
            )
        })?;
        read(value.get_ref())
            .ok_or_else(|| (self.invalid)(value.span().start, format!("{key} is not {what}")))
    }

    fn integer(&self, key: &str) -> Result<i64, Error> {
        self.get(key, "a number", |value| {
            value.as_integer()?.as_str().parse().ok()
        })
    }

    fn string(&self, key: &str) -> Result<String, Error> {
        self.get(key, "a string", |value| Some(value.as_str()?.to_owned()))
    }

    fn digest(&self, key: &str) -> Result<Digest, Error> {
        self.get(key, "a digest", |value| value.as_str()?.parse().ok())
    }

    fn strings(&self, key: &str) -> Result<Vec<String>, Error> {
        self.get(key, "a list of strings", |value| {
            let values = value.as_array()?.iter();
            values
                .map(|value| Some(value.get_ref().as_str()?.to_owned()))
                .collect()
        })
    }

    fn tables(&self, key: &str) -> Result<Vec<Self>, Error> {
        if !self.table.contains_key(key) {
            return Ok(Vec::new());
        }
        self.get(key, "a list of tables", |value| {
            let values = value.as_array()?.iter();
            values
                .map(|value| {
                    Some(Reader {
                        table: value.get_ref().as_table()?,
                        at: value.span().start,
                        invalid: self.invalid,
                    })
                })
                .collect()
        })
    }
}

/// The text of a lock, always the same for the same lock.
pub fn render(lock: &Lock) -> String {
    let mut text = String::with_capacity(256 + lock.files.len() * 160);
    text += "# Written by ketch, and committed. Never edit it: `ketch generate` makes it,\n\
             # and makes it again after a merge conflict.\n";
    let owner: Vec<String> = lock.owner.names().into_iter().map(quoted).collect();
    // Writing to a String does not fail.
    let _ = write!(
        text,
        "version = {VERSION}\nketch = {}\nschema = {}\nmodel = \"{}\"\nowner = [{}]\n",
        quoted(&lock.ketch),
        quoted(&lock.schema),
        lock.model,
        owner.join(", "),
    );
    for (path, file) in &lock.files {
        let _ = write!(
            text,
            "\n[[file]]\npath = {}\ndigest = \"{}\"\norigin = {}\n",
            quoted(path),
            file.digest,
            quoted(&file.origin),
        );
    }
    text
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(char));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}
