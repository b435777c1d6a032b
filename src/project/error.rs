//! What can go wrong between ketch and the world: what, where, and what to do next.

use std::io;
use std::path::{Path, PathBuf};

use super::environment::UnknownKind;
use super::plan::Edit;
use crate::migration::{Fault, MigrationError};

/// A fault of the world, not of the schema; those are diagnostics.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no schema where one is looked for.
    #[error(
        "no schema in {} or above it: looked for schema/, schema.prisma and prisma/schema.prisma\n\
         name it with --schema PATH, or start one with `ketch init`", start.display()
    )]
    NoSchema {
        /// Where the search began.
        start: PathBuf,
    },

    /// The path that was given has no schema.
    #[error("{} is no schema: neither a file nor a folder with *.prisma files in it", path.display())]
    NotASchema {
        /// What was given.
        path: PathBuf,
    },

    /// Two schemas where one is looked for.
    #[error("two schemas in {}: {first} and {second}\nsay which with --schema", folder.display())]
    AmbiguousSchema {
        /// Where they lie.
        folder: PathBuf,
        /// The one.
        first: &'static str,
        /// The other.
        second: &'static str,
    },

    /// The operating system refused.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as in `read`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// A file that someone else wrote to in the meantime.
    #[error("{} was changed while ketch ran; nothing was written\nrun it again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },

    /// A text that is not UTF-8.
    #[error("{} is not UTF-8: the byte at offset {offset} begins no character", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first bad byte.
        offset: usize,
    },

    /// A schema file beyond any sense.
    #[error("{} has {length} bytes; a schema file may have {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its length.
        length: u64,
        /// What is allowed.
        limit: u64,
    },

    /// An output folder that is not a plain relative path below the project.
    #[error("{setting} = {value:?} in the schema's ketch block {fault}")]
    Output {
        /// `entity` or `migration`.
        setting: &'static str,
        /// What the schema says.
        value: String,
        /// What is wrong with it.
        fault: String,
    },

    /// A symbolic link on the way to a file that would be written.
    #[error(
        "{} is a symbolic link: ketch writes through none, since the file behind it may be anyone's\n\
         replace it with a plain folder or file", path.display()
    )]
    Symlink {
        /// The link.
        path: PathBuf,
    },

    /// Something else stands where a file belongs.
    #[error("{} is not a file, and a generated file belongs there: move it away", path.display())]
    NotAFile {
        /// What stands there.
        path: PathBuf,
    },

    /// The generator named a file that may not be; a fault of ketch.
    #[error("ketch made a file with the name {0:?}, which is not allowed: please report this")]
    FileName(String),

    /// `ketch.lock` cannot be understood.
    #[error(
        "{}:{line}: {fault}\n\
         restore it from version control, or delete it and run `ketch generate`", path.display()
    )]
    LockInvalid {
        /// The lock.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        fault: String,
    },

    /// `ketch.lock` was written by a later ketch in a form that this one does not know.
    #[error(
        "{} has lock version {found}, and ketch {ketch} knows versions up to {known}\n\
         install the ketch that wrote it: {wrote}", path.display()
    )]
    LockNewer {
        /// The lock.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The highest version known.
        known: i64,
        /// This ketch.
        ketch: &'static str,
        /// The ketch that wrote it, as far as the lock says.
        wrote: String,
    },

    /// `ketch.lock` has git's conflict markers.
    #[error(
        "{} has git's conflict markers in it\n\
         merge the schema, then run `ketch generate` as the owner: it rebuilds the lock from the schema", path.display()
    )]
    LockConflict {
        /// The lock.
        path: PathBuf,
    },

    /// Both sides of a conflict in `ketch.lock` name another owner.
    #[error(
        "{} has git's conflict markers in it, and its sides name different owners: {ours} and {theirs}\n\
         keep one `owner` line, then run `ketch generate` there", path.display()
    )]
    OwnerConflict {
        /// The lock.
        path: PathBuf,
        /// The owner on our side.
        ours: String,
        /// The owner on their side.
        theirs: String,
    },

    /// The lock belongs to another schema.
    #[error(
        "{} belongs to the schema {recorded}, and this run is for {asked}\n\
         give --schema {recorded}; a second schema needs a folder of its own", path.display()
    )]
    OtherSchema {
        /// The lock.
        path: PathBuf,
        /// The schema that it names.
        recorded: String,
        /// The schema of this run.
        asked: String,
    },

    /// Generated files were edited by hand.
    #[error("{}", edited(edits))]
    Edited {
        /// Each of them.
        edits: Vec<Edit>,
    },

    /// The lock is that of another ketch, and something would have to be written or compared.
    #[error("{0}")]
    OtherVersion(String),

    /// An owner that is no kind of environment.
    #[error("owner in {place}: {kind}; besides them \"any\" stands for all but ci")]
    Owner {
        /// The name that is none.
        kind: UnknownKind,
        /// Where it stands.
        place: &'static str,
    },

    /// `KETCH_ENVIRONMENT` is no kind of environment.
    #[error("KETCH_ENVIRONMENT: {0}")]
    EnvironmentOverride(UnknownKind),

    /// No migration can be made.
    #[error(transparent)]
    Migration(#[from] MigrationError),

    /// The migration crate is not as it was recorded.
    #[error("migrations: {0}")]
    MigrationCrate(Fault),

    /// `ketch own` where it cannot move ownership.
    #[error("{0}")]
    Own(String),

    /// Another run took over, since this one gave no sign of life.
    #[error("another ketch took over {}, since this one stood still; run again", path.display())]
    TakenOver {
        /// The file that says who runs.
        path: PathBuf,
    },
}

impl Error {
    /// The first fault of a migration crate that has some: it is often the cause of the others.
    pub(super) fn of_faults(faults: &[Fault]) -> Error {
        Error::MigrationCrate(faults[0].clone())
    }

    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Io {
            action,
            path,
            source,
        }
    }
}

fn edited(edits: &[Edit]) -> String {
    let mut text =
        String::from("these files are not as ketch wrote them, so nothing was written:\n");
    for edit in edits {
        let what = match edit.recorded {
            true => "edited by hand",
            false => "there before ketch",
        };
        text += &format!("  {} ({what})\n", edit.path);
    }
    if edits.iter().any(|edit| edit.recorded) {
        text += "keep an edit elsewhere (src/custom/, the schema), then let `ketch generate --force` overwrite it\n";
    }
    if edits.iter().any(|edit| !edit.recorded) {
        text += "what was there before is yours: move it away, or give `entity` and `migration` in the generator \
                 block other folders\n";
    }
    text.truncate(text.trim_end().len());
    text
}
