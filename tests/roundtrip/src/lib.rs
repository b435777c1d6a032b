//! Every type of `docs/types.md`, written and read back on SQLite, PostgreSQL and MariaDB through
//! entities that ketch generates from `schemas/`. All of it is in `tests/`.
