//! What can be said on the command line.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use ketch::diff::Answer;
use ketch_runner::DriftCheck;

/// A Prisma-compatible schema in, a SeaORM entity crate and a migration crate out.
///
/// Exit codes: 0 done or fresh, 1 stale (with --check), 2 error, 3 not the owner.
#[derive(Debug, Parser)]
#[command(name = "ketch", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) project: Project,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Which project.
#[derive(Debug, Args)]
pub(crate) struct Project {
    /// The schema: a folder with *.prisma files, or a file
    /// [default: schema/, schema.prisma or prisma/schema.prisma]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) schema: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate, apply pending migrations to the development database, and say what comes next
    Dev(Dev),
    /// Write the crates, as the owner; elsewhere say whether they are fresh
    Generate(Generate),
    /// Report every fault of the schema
    Check(Check),
    /// Explain a code, as in `ketch explain E0104`; without one, list them all
    Explain {
        /// The code
        code: Option<String>,
    },
    /// Lay the schema's files out as Prisma does, in place
    Format(Formatting),
    /// Draw the schema: models and relations as SVG, Mermaid or DOT
    Diagram(Diagram),
    /// Serve an editor, by the language server protocol on standard input and output
    Lsp(Lsp),
    /// Move ownership to this environment, or to those named
    Own(Own),
    /// Say what environment this is, on what evidence, and who owns
    Env,
    /// Apply, undo and show migrations, straight from their files
    Migrate(Migrate),
    /// Set ketch up in this Cargo workspace or package
    Init(Init),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Make every edit that is certain to be what was meant
    #[arg(long)]
    pub(crate) fix: bool,
    /// For whom: people, programs (one JSON object a line), or the annotations of a GitHub workflow
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub(crate) format: Format,
}

/// For whom diagnostics are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
    Github,
}

#[derive(Debug, Args)]
pub(crate) struct Dev {
    /// The migration's name, where one is to be made [default of the first: init]
    #[arg(long, value_parser = name)]
    pub(crate) name: Option<String>,
    /// Plan the newest migration again, which nobody else has yet
    #[arg(long)]
    pub(crate) amend: bool,
    /// With --amend: nobody else has it, where git does not tell
    #[arg(long, requires = "amend")]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) again: Again,
    #[command(flatten)]
    pub(crate) answers: Answers,
    /// The name of a database that is not on this machine, to say that it is meant
    #[arg(long, value_name = "DATABASE")]
    pub(crate) confirm: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Migrate {
    #[command(subcommand)]
    pub(crate) command: Migration,
}

/// What the user says of a change.
#[derive(Debug, Args)]
pub(crate) struct Answers {
    /// A model, field, enum or value that has a new name, as in Post.title=headline
    #[arg(long, value_name = "OLD=NEW", value_parser = renamed)]
    pub(crate) rename: Vec<Answer>,
    /// A model, field, enum or value that is gone, and not renamed, as in Post.title
    #[arg(long, value_name = "OLD")]
    pub(crate) drop: Vec<String>,
    /// What the change drops may go, with its rows
    #[arg(long)]
    pub(crate) accept_data_loss: bool,
}

impl Answers {
    /// All of them.
    pub(crate) fn all(&self) -> Vec<Answer> {
        let dropped = self.drop.iter().map(|text| Answer::drop(text));
        self.rename.iter().cloned().chain(dropped).collect()
    }
}

/// How migrations are planned again.
#[derive(Debug, Args)]
pub(crate) struct Again {
    /// What somebody wrote into migrations that are planned again may go
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Empty the development database and apply everything again, in place of undoing what is
    /// planned again: every row goes
    #[arg(long)]
    pub(crate) fresh: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rebase {
    /// The migrations to plan again, with those that follow them [default: those that are not
    /// shared with others, as far as git tells]
    pub(crate) names: Vec<String>,
    /// A word for the one that takes their place [default: that of the last of them]
    #[arg(long, value_parser = name)]
    pub(crate) name: Option<String>,
    /// Its time, YYYYMMDD_HHMMSS in UTC [default: that of the last of them]
    #[arg(long, value_parser = timestamp)]
    pub(crate) timestamp: Option<String>,
    #[command(flatten)]
    pub(crate) again: Again,
    #[command(flatten)]
    pub(crate) answers: Answers,
    /// The name of a database that is not on this machine, to say that it is meant
    #[arg(long, value_name = "DATABASE")]
    pub(crate) confirm: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Squash {
    /// Up to this one [default: the last]
    #[arg(long, value_name = "MIGRATION")]
    pub(crate) to: Option<String>,
    /// A word for what they become
    #[arg(long, value_parser = name, default_value = "baseline")]
    pub(crate) name: String,
    /// Its time, YYYYMMDD_HHMMSS in UTC [default: that of the last of them]
    #[arg(long, value_parser = timestamp)]
    pub(crate) timestamp: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Migration {
    /// Write the next migration: from the schema as of the last one to the schema as it is
    New {
        /// A word for it, as in add_slugs
        #[arg(value_parser = name)]
        name: String,
        /// Its time, YYYYMMDD_HHMMSS in UTC [default: now]
        #[arg(long, value_parser = timestamp)]
        timestamp: Option<String>,
        #[command(flatten)]
        answers: Answers,
    },
    /// Show what the next migration would do; nothing is written
    Plan {
        /// As JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        answers: Answers,
    },
    /// Print the SQL of migrations
    Sql {
        /// From this migration on [default: the first]
        from: Option<String>,
        /// To this one [default: the last, or the one named alone]
        to: Option<String>,
        /// For which engine [default: the first in the schema's `engines`]
        #[arg(long, value_parser = ["sqlite", "postgresql", "mysql"])]
        engine: Option<String>,
        /// The SQL that undoes them, the last one first
        #[arg(long)]
        down: bool,
    },
    /// Check that schema, migrations and ketch.lock agree; no database is asked
    Check,
    /// Record the SQL of migrations that no database has as it is now
    Rehash,
    /// Where branches meet: plan the migrations of one again, as one, on top of those of the other
    Rebase(Rebase),
    /// Fold applied migrations into one that makes the schema as of the last of them
    Squash(Squash),
    /// Apply what is pending
    Up {
        /// At most so many
        #[arg(short, long)]
        number: Option<u32>,
        #[command(flatten)]
        drift: Drift,
        #[command(flatten)]
        change: Change,
    },
    /// Undo the newest
    Down {
        /// So many
        #[arg(short, long, default_value_t = 1)]
        number: u32,
        #[command(flatten)]
        leave: Leave,
        #[command(flatten)]
        change: Change,
    },
    /// Undo the newest, and apply them again
    Redo {
        /// So many
        #[arg(short, long, default_value_t = 1)]
        number: u32,
        #[command(flatten)]
        leave: Leave,
        #[command(flatten)]
        drift: Drift,
        #[command(flatten)]
        change: Change,
    },
    /// Undo all: every row goes
    Reset {
        #[command(flatten)]
        leave: Leave,
        #[command(flatten)]
        change: Change,
    },
    /// Drop everything, whatever was applied, and apply all migrations: every row goes
    Fresh {
        #[command(flatten)]
        change: Change,
    },
    /// Say what became of a migration that was interrupted, or finished or undone by hand
    #[command(group(ArgGroup::new("outcome").required(true).args(["applied", "rolled_back"])))]
    Resolve {
        /// The migration, as `status` shows it
        name: String,
        /// All of it is in the database
        #[arg(long)]
        applied: bool,
        /// Nothing of it is in the database
        #[arg(long)]
        rolled_back: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Take over a database that other tools made: where its tables are what the migrations make,
    /// these count as applied
    Baseline {
        /// Make tables anew that differ in declared types, defaults and counters alone, and write values as ketch does;
        /// every row is kept (SQLite); on PostgreSQL, make indexes of uniques that are constraints
        #[arg(long)]
        convert: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Replay the migrations into a scratch database of each engine, and compare it with one that
    /// is made from the schema afresh
    Verify {
        /// A server on which scratch databases may be made, as a database URL; one for each engine
        /// [default: that of DATABASE_URL, where it is on this machine]
        #[arg(long, value_name = "URL")]
        scratch_url: Vec<String>,
        /// Say what was found as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show what is applied and what is pending
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// What is done where something else than migrations changed the database.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Drift {
    /// Take the database as it is, though something else than migrations changed it
    #[arg(long, conflicts_with = "no_drift_check")]
    pub(crate) allow_drift: bool,
    /// Neither compare the database with what the last migration left, nor keep what this one leaves
    #[arg(long)]
    pub(crate) no_drift_check: bool,
}

impl Drift {
    pub(crate) fn check(self) -> DriftCheck {
        match (self.allow_drift, self.no_drift_check) {
            (true, _) => DriftCheck::Accept,
            (_, true) => DriftCheck::Off,
            _ => DriftCheck::Stop,
        }
    }
}

/// What may become of rows where migrations are undone.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Leave {
    /// What is in the database of the migrations that are undone may go, with its rows
    #[arg(long)]
    pub(crate) accept_data_loss: bool,
}

/// How a database is changed.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Change nothing: say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Say what was done as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// The name of a database that is not on this machine, to say that it is meant
    #[arg(long, value_name = "DATABASE")]
    pub(crate) confirm: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Write nothing: compare the schema and every generated file with ketch.lock
    #[arg(long)]
    pub(crate) check: bool,
    /// With --check: generate in memory too, and compare the bytes
    #[arg(long, requires = "check")]
    pub(crate) full: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long, conflicts_with = "check")]
    pub(crate) force: bool,
    /// Move the project to this version of ketch
    #[arg(long, conflicts_with = "check")]
    pub(crate) upgrade: bool,
    /// The migration's name: of the first one [default: init], or of the next one, which is made
    /// only where it has a name
    #[arg(long, value_parser = name, conflicts_with = "check")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) answers: Answers,
    /// The migration's time, YYYYMMDD_HHMMSS in UTC [default: now]
    #[arg(long, value_parser = timestamp, conflicts_with = "check")]
    pub(crate) timestamp: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Formatting {
    /// Write nothing: list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
    /// Add no relation fields, columns or attributes that are missing
    #[arg(long)]
    pub(crate) no_add: bool,
    /// Schemas, each a folder or a file, in place of the project's; `-` for standard input
    #[arg(value_name = "PATH", conflicts_with = "schema")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Diagram {
    /// The language of the diagram [default: that of the output file's extension, or else svg]
    #[arg(long = "format", value_enum, value_name = "FORMAT")]
    pub(crate) language: Option<Drawing>,
    /// Write to this file, and not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing: exit with 1 where the file is not the diagram of the schema
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
}

/// A language of diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawing {
    Svg,
    Mermaid,
    Dot,
}

#[derive(Debug, Args)]
pub(crate) struct Lsp {
    /// Accepted since editors pass it; there is no other way
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Own {
    /// ci, devcontainer, container, wsl, linux, macos, windows, or any (all but ci)
    #[arg(value_name = "KIND")]
    pub(crate) kinds: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The datasource's provider in the starter
    #[arg(long, default_value = "sqlite", value_parser = ["sqlite", "postgresql", "mysql"])]
    pub(crate) provider: String,
}

fn renamed(text: &str) -> Result<Answer, &'static str> {
    Answer::rename(text).ok_or("a rename is written OLD=NEW, as in Post.title=headline")
}

pub(crate) fn name(text: &str) -> Result<String, &'static str> {
    let plain = text
        .chars()
        .all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_');
    if plain && !text.is_empty() && text.len() <= 100 {
        Ok(text.to_owned())
    } else {
        Err("a name has up to 100 of a-z, 0-9 and _")
    }
}

fn timestamp(text: &str) -> Result<String, &'static str> {
    let shaped = text.len() == 15
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'_',
            _ => byte.is_ascii_digit(),
        });
    if shaped {
        Ok(text.to_owned())
    } else {
        Err("a timestamp is written YYYYMMDD_HHMMSS")
    }
}
