//! To move ownership.

use super::compare::other_version;
use super::location::Location;
use super::lock::{self, Found};
use super::ownership::{Owner, Ownership};
use super::schema::Schema;
use super::state::State;
use super::turn::Turn;
use super::{Error, disk};

/// Moves ownership in the lock; the files stay as they are.
pub fn own(
    location: &Location,
    schema: &Schema,
    owner: Owner,
    say: &dyn Fn(&str),
) -> Result<Owner, Error> {
    let turn = Turn::wait(&location.base, say)?;
    let state = State::read(location, schema)?;
    if let Ownership::Schema(declared) = state.ownership()? {
        return Err(Error::Own(format!(
            "the schema's ketch block names the owner: {declared}\n\
             change `owner = [...]` there, and run `ketch generate` in the new owner"
        )));
    }
    let mut lock = match &state.found {
        Found::Lock(lock) => lock.clone(),
        Found::Conflict(_) => {
            return Err(Error::LockConflict {
                path: location.lock(),
            });
        }
        Found::Absent => {
            return Err(Error::Own(format!(
                "there is no {} yet: the first `ketch generate` claims ownership for its kind of \
                 environment\nto name another owner, write `owner = [...]` into the schema's ketch block",
                lock::NAME
            )));
        }
    };
    if let Some(version) = state.other_version() {
        return Err(other_version(version, &Ownership::Lock(lock.owner), &[]));
    }
    let before = std::mem::replace(&mut lock.owner, owner);
    if before != lock.owner {
        disk::replace(
            &location.lock(),
            lock::render(&lock).as_bytes(),
            turn.token(),
        )?;
    }
    Ok(before)
}

/// Who owns the output, by the schema and the lock.
pub fn ownership(location: &Location, schema: &Schema) -> Result<Ownership, Error> {
    State::read(location, schema)?.ownership()
}
