//! `ketch own`: who may write, moved by a line of `ketch.lock` that is then reviewed and committed.

use ketch::project::environment::Kind;
use ketch::project::{self, Owner};

use super::{Done, environment, load, locate};
use crate::arguments;
use crate::exit::Exit;
use crate::terminal::{note, say};

pub(crate) fn run(project: &arguments::Project, arguments: &arguments::Own) -> Done {
    let owner = if arguments.kinds.is_empty() {
        let here = environment()?.kind;
        if here == Kind::Ci {
            return Err("this is ci, which owns only where it is named: `ketch own ci`".into());
        }
        Owner::of(here)
    } else {
        Owner::from_names(arguments.kinds.iter().map(String::as_str))?
    };
    let location = locate(project)?;
    let schema = load(&location)?;
    let before = project::own(&location, schema, owner.clone(), &note)?;
    if before == owner {
        say(&format!("the owner is {owner}, as before"));
    } else {
        say(&format!(
            "the owner was {before}, and is now {owner}: commit ketch.lock"
        ));
    }
    Ok(Exit::Done)
}
