//! PgBouncer, the pooler. It is only installed here: a test wants several, each with a configuration
//! of its own, and starts them itself.

use anyhow::{Context, Result};

use super::ensure_installed;
use crate::process::find_program;

/// The variable that tells tests which program it is.
pub(super) const VARIABLE: &str = "KETCH_TEST_PGBOUNCER";

/// The program, installed where it is missing.
pub(super) fn find_or_install() -> Result<String> {
    let find = || find_program("pgbouncer", &["/usr/sbin"]);
    ensure_installed("pgbouncer", "pgbouncer", || find().is_some())?;
    let program = find().context("it is gone")?;
    let program = program.to_str().context("its path is not UTF-8")?;
    Ok(program.to_owned())
}
