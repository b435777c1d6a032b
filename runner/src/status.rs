//! How a database stands, for people and programs.

use std::fmt;

use sea_orm::ConnectionTrait;

use crate::error::Error;
use crate::ledger::Ledger;
use crate::set::MigrationSet;
use crate::standing::standing;

/// How a database stands.
#[derive(Debug)]
pub struct Status {
    /// The code's migrations, oldest first.
    pub migrations: Vec<(String, State)>,
    /// Newer migrations that the database has, and that follow the code's last one.
    pub ahead: Vec<String>,
    /// What stands in the way of applying.
    pub faults: Vec<Error>,
}

/// How one migration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Applied by ketch.
    Applied,
    /// Applied by a tool that keeps no journal.
    AppliedElsewhere,
    /// A baseline: the migrations that it stands for are applied, and the next `up` notes that.
    Folded,
    /// Not applied.
    Pending,
    /// Begun, and perhaps half applied: the next `up` goes on with it. MySQL, and steps that
    /// PostgreSQL takes only outside of a transaction.
    Interrupted,
    /// Applied, and perhaps half undone: the next `down` goes on with it.
    HalfUndone,
}

/// Reads how the database stands; needs no lock.
pub(crate) async fn status_of(
    set: &MigrationSet,
    ledger: &Ledger,
    db: &impl ConnectionTrait,
) -> Result<Status, Error> {
    let standing = standing(set, &ledger.read(db).await?, ledger.backend);
    let state = |index: usize| match () {
        () if standing.interrupted.contains(&index) => State::Interrupted,
        () if standing.half_undone.contains(&index) => State::HalfUndone,
        () if standing.pending.contains(&index) => State::Pending,
        () if standing.folded.contains(&index) => State::Folded,
        () if standing.adopted.contains(&index) => State::AppliedElsewhere,
        () => State::Applied,
    };
    let migrations = set
        .names()
        .enumerate()
        .map(|(index, name)| (name.to_owned(), state(index)));
    Ok(Status {
        migrations: migrations.collect(),
        faults: standing.faults(),
        ahead: standing.ahead,
    })
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Applied => "applied",
            Self::AppliedElsewhere => "applied by another tool",
            Self::Folded => "applied, as the migrations that it stands for",
            Self::Pending => "pending",
            Self::Interrupted => "pending, and a run of it was interrupted",
            Self::HalfUndone => "applied, and undoing it was interrupted",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.migrations.is_empty() {
            f.write_str("no migrations")?;
        }
        for (index, (name, state)) in self.migrations.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{name}: {state}")?;
        }
        self.ahead
            .iter()
            .try_for_each(|name| write!(f, "\n{name}: applied, and newer than this checkout"))?;
        self.faults
            .iter()
            .try_for_each(|fault| write!(f, "\nerror: {fault}"))
    }
}
