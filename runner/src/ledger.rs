//! What a database says of its migrations: SeaORM's ledger `seaql_migrations`, and ketch's journal
//! beside it.
//!
//! The ledger says what is applied, for every tool. The journal knows which text was applied, and
//! whether a migration that an engine cannot undo was finished.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use sea_orm_migration::seaql_migrations::Model;

use crate::error::Error;
use crate::set::{Migration, engine_name};

/// SeaORM's table; its name is SeaORM's unless the crate gives another.
pub const LEDGER: &str = "seaql_migrations";

/// ketch's table.
pub const JOURNAL: &str = "_ketch_journal";

/// ketch's table of what the catalog showed after the last run; `drift` reads and writes it.
pub(crate) const RECORD: &str = "_ketch_catalog";

/// Columns that the journal of an older ketch may lack.
const LATER_COLUMNS: [&str; 4] = ["step", "done", "doing", "probe"];

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JournalRow {
    pub(crate) version: String,
    pub(crate) parent: Option<String>,
    /// None for a migration that was written by hand and had not joined the history.
    pub(crate) chain: Option<String>,
    pub(crate) digest: Option<String>,
    /// Seconds since 1970, for people alone.
    pub(crate) started: i64,
    pub(crate) finished: bool,
    /// Where a run that commits step by step got to.
    pub(crate) mark: Option<Mark>,
}

/// How far a migration is that is committed step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// How many steps are done.
    pub(crate) step: usize,
    /// The digest of their text.
    pub(crate) done: String,
    pub(crate) doing: Option<Doing>,
}

/// A step that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doing {
    pub(crate) text: String,
    /// What the catalog showed before it.
    pub(crate) probe: String,
}

/// Both tables as they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) applied: BTreeSet<String>,
    pub(crate) journal: Vec<JournalRow>,
}

/// How far a migration is, as the journal has it.
#[derive(Clone, Copy)]
enum Stage<'m> {
    /// Begun by Rust of the user's: nobody can tell how far it is.
    Begun,
    At(&'m Mark),
    Finished,
}

/// Why a migration counts as applied.
#[derive(Clone, Copy)]
enum Origin {
    /// It was run.
    Applied,
    /// Another tool ran it.
    Adopted,
    /// Those that it stands for were run.
    Squashed,
    /// The database was what it makes.
    Baseline,
}

impl Origin {
    /// The word in the journal.
    fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Adopted => "adopted",
            Self::Squashed => "squashed",
            Self::Baseline => "baseline",
        }
    }
}

/// Which tables, on which engine.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    pub(crate) backend: DbBackend,
    pub(crate) table: String,
}

impl Ledger {
    pub(crate) fn quoted(&self, name: &str) -> String {
        quoted(self.backend, name)
    }

    /// Makes the tables where they are missing. To be called under the lock: two who make one
    /// table at once fail in PostgreSQL's catalog.
    pub(crate) async fn create(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        let there = self.there(db).await?;
        if !there.contains_key(self.table.as_str()) {
            self.create_ledger(db).await?;
        }
        match there.get(JOURNAL) {
            Some(columns) => self.complete_journal(db, columns).await?,
            None => self.create_journal(db).await?,
        }
        if !there.contains_key(RECORD) {
            self.create_record(db).await?;
        }
        if self.backend == DbBackend::Sqlite {
            // Deletes nothing, and takes the write lock where a caller's transaction has none yet.
            let sql = format!("DELETE FROM {} WHERE 0", self.quoted(JOURNAL));
            execute(db, &sql, vec![]).await?;
        }
        Ok(())
    }

    /// Column for column what SeaORM makes.
    async fn create_ledger(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        let sql = format!(
            "CREATE TABLE {} ({} {} NOT NULL PRIMARY KEY, {} bigint NOT NULL)",
            self.quoted(&self.table),
            self.quoted("version"),
            self.text(),
            self.quoted("applied_at")
        );
        execute(db, &sql, vec![]).await
    }

    async fn create_journal(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        let (journal, text) = (self.quoted(JOURNAL), self.text());
        let later = LATER_COLUMNS.map(|column| self.later_column(column));
        let end = match self.backend {
            DbBackend::MySql => " DEFAULT CHARACTER SET utf8mb4",
            _ => "",
        };
        let sql = format!(
            "CREATE TABLE {journal} (version {text} NOT NULL PRIMARY KEY, parent {text} NULL, chain {text} NULL, \
             digest {text} NULL, ketch {text} NOT NULL, origin {text} NOT NULL, started_at bigint NOT NULL, \
             finished_at bigint NULL, {}){end}",
            later.join(", ")
        );
        execute(db, &sql, vec![]).await
    }

    /// Adds the columns that the journal of an older ketch lacks.
    async fn complete_journal(
        &self,
        db: &impl ConnectionTrait,
        columns: &BTreeSet<String>,
    ) -> Result<(), Error> {
        for name in LATER_COLUMNS {
            if !columns.contains(name) {
                let (journal, column) = (self.quoted(JOURNAL), self.later_column(name));
                let sql = format!("ALTER TABLE {journal} ADD COLUMN {column}");
                execute(db, &sql, vec![]).await?;
            }
        }
        Ok(())
    }

    fn later_column(&self, name: &str) -> String {
        let ty = match name {
            "step" => "bigint",
            "doing" => self.long_text(),
            _ => self.text(),
        };
        format!("{name} {ty} NULL")
    }

    async fn create_record(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        let end = match self.backend {
            // `A` and `a` are two tables.
            DbBackend::MySql => " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            _ => "",
        };
        let sql = format!(
            "CREATE TABLE {} (owner {} NOT NULL PRIMARY KEY, said {} NOT NULL){end}",
            self.quoted(RECORD),
            self.text(),
            self.long_text()
        );
        execute(db, &sql, vec![]).await
    }

    /// The type of a text that can be a key.
    fn text(&self) -> &'static str {
        match self.backend {
            DbBackend::MySql => "varchar(255)",
            _ => "varchar",
        }
    }

    /// The type of a text of any length.
    fn long_text(&self) -> &'static str {
        match self.backend {
            DbBackend::MySql => "longtext",
            _ => "varchar",
        }
    }

    pub(crate) async fn exists(
        &self,
        db: &impl ConnectionTrait,
        table: &str,
    ) -> Result<bool, Error> {
        Ok(self.there(db).await?.contains_key(table))
    }

    /// Which of the tables are there, with their columns.
    async fn there(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<BTreeMap<&str, BTreeSet<String>>, Error> {
        let tables = [self.table.as_str(), JOURNAL, RECORD];
        let marks = [1, 2, 3].map(|number| self.placeholder(number)).join(", ");
        let sql = match self.backend {
            DbBackend::Sqlite => format!(
                "SELECT t.name AS owner, c.name AS name FROM sqlite_master t, pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND t.name IN ({marks})"
            ),
            DbBackend::MySql => format!(
                "SELECT table_name AS owner, column_name AS name FROM information_schema.columns \
                 WHERE table_schema = DATABASE() AND table_name IN ({marks})"
            ),
            _ => format!(
                "SELECT c.relname::text AS owner, a.attname::text AS name FROM pg_attribute a \
                 JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
                 WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relname IN ({marks}) \
                 AND a.attnum > 0 AND NOT a.attisdropped"
            ),
        };
        let mut there: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for row in query(db, &sql, tables.map(Value::from).into()).await? {
            let (owner, name): (String, String) = (get(&row, "owner")?, get(&row, "name")?);
            // MySQL may have folded it.
            let table = tables
                .iter()
                .find(|table| table.eq_ignore_ascii_case(&owner));
            if let Some(table) = table {
                there.entry(table).or_default().insert(name);
            }
        }
        Ok(there)
    }

    /// The names in the ledger, which must be there.
    pub(crate) async fn names(&self, db: &impl ConnectionTrait) -> Result<BTreeSet<String>, Error> {
        let (version, table) = (self.quoted("version"), self.quoted(&self.table));
        let sql = format!("SELECT {version} AS version FROM {table}");
        let rows = query(db, &sql, vec![]).await?;
        rows.iter().map(|row| get(row, "version")).collect()
    }

    /// Reads both tables; what is missing is empty.
    pub(crate) async fn read(&self, db: &impl ConnectionTrait) -> Result<Rows, Error> {
        let mut rows = Rows::default();
        let there = self.there(db).await?;
        if there.contains_key(self.table.as_str()) {
            rows.applied = self.names(db).await?;
        }
        let Some(columns) = there.get(JOURNAL) else {
            return Ok(rows);
        };
        let later = LATER_COLUMNS.map(|column| match columns.contains(column) {
            true => column.to_owned(),
            false => format!("NULL AS {column}"),
        });
        let sql = format!(
            "SELECT version, parent, chain, digest, started_at, finished_at, {} FROM {}",
            later.join(", "),
            self.quoted(JOURNAL)
        );
        for row in query(db, &sql, vec![]).await? {
            let step: Option<i64> = get(&row, "step")?;
            let (done, doing, probe) = (
                get::<Option<String>>(&row, "done")?,
                get::<Option<String>>(&row, "doing")?,
                get::<Option<String>>(&row, "probe")?,
            );
            let mark = step.map(|step| Mark {
                step: usize::try_from(step).unwrap_or_default(),
                done: done.unwrap_or_default(),
                doing: doing.zip(probe).map(|(text, probe)| Doing { text, probe }),
            });
            rows.journal.push(JournalRow {
                mark,
                version: get(&row, "version")?,
                parent: get(&row, "parent")?,
                chain: get(&row, "chain")?,
                digest: get(&row, "digest")?,
                started: get(&row, "started_at")?,
                finished: get::<Option<i64>>(&row, "finished_at")?.is_some(),
            });
        }
        Ok(rows)
    }

    /// SeaORM's view of the ledger.
    pub(crate) async fn models(&self, db: &impl ConnectionTrait) -> Result<Vec<Model>, Error> {
        let (version, applied_at) = (self.quoted("version"), self.quoted("applied_at"));
        let table = self.quoted(&self.table);
        let sql = format!(
            "SELECT {version} AS version, {applied_at} AS applied_at FROM {table} ORDER BY {version}"
        );
        let mut models = Vec::new();
        for row in query(db, &sql, vec![]).await? {
            models.push(Model {
                version: get(&row, "version")?,
                applied_at: get(&row, "applied_at")?,
            });
        }
        Ok(models)
    }

    /// Writes that Rust of the user's begins to apply a migration.
    pub(crate) async fn start(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
    ) -> Result<(), Error> {
        self.write(db, migration, Origin::Applied, now(), Stage::Begun)
            .await
    }

    /// Writes how far a migration is that was begun at that time, to be applied or undone.
    pub(crate) async fn mark(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
        started: i64,
        mark: &Mark,
    ) -> Result<(), Error> {
        self.write(db, migration, Origin::Applied, started, Stage::At(mark))
            .await
    }

    /// Writes that a migration is applied which was begun at that time.
    pub(crate) async fn finish(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
        started: i64,
    ) -> Result<(), Error> {
        self.note_applied(db, &migration.name).await?;
        self.write(db, migration, Origin::Applied, started, Stage::Finished)
            .await
    }

    async fn note_applied(&self, db: &impl ConnectionTrait, name: &str) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO {} ({}, {}) VALUES ({}, {})",
            self.quoted(&self.table),
            self.quoted("version"),
            self.quoted("applied_at"),
            self.placeholder(1),
            self.placeholder(2)
        );
        execute(db, &sql, vec![name.into(), now().into()]).await
    }

    /// Writes a baseline in the place of the migrations that it stands for. Their rows go, since
    /// other tools miss the file of every row. To be called in a transaction.
    pub(crate) async fn fold(
        &self,
        db: &impl ConnectionTrait,
        baseline: &Migration,
    ) -> Result<(), Error> {
        let folds = baseline.entry.iter().flat_map(|entry| &entry.folds);
        for name in folds {
            self.forget(db, name).await?;
        }
        self.note_applied(db, &baseline.name).await?;
        self.write(db, baseline, Origin::Squashed, now(), Stage::Finished)
            .await
    }

    /// Writes that a migration counts as applied, since the database is what it makes.
    pub(crate) async fn take_over(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
    ) -> Result<(), Error> {
        self.note_applied(db, &migration.name).await?;
        self.write(db, migration, Origin::Baseline, now(), Stage::Finished)
            .await
    }

    /// Takes a migration that another tool applied into the journal.
    pub(crate) async fn adopt(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
    ) -> Result<(), Error> {
        self.write(db, migration, Origin::Adopted, now(), Stage::Finished)
            .await
    }

    /// Makes the journal's row of a migration what it is to be, whatever it was.
    async fn write(
        &self,
        db: &impl ConnectionTrait,
        migration: &Migration,
        origin: Origin,
        started: i64,
        stage: Stage<'_>,
    ) -> Result<(), Error> {
        let (finished, mark) = match stage {
            Stage::Begun => (None, None),
            Stage::At(mark) => (None, Some(mark)),
            Stage::Finished => (Some(now()), None),
        };
        let doing = mark.and_then(|mark| mark.doing.as_ref());
        let entry = migration.entry.as_ref();
        let parent = entry.and_then(|entry| entry.parent);
        let digest = entry.and_then(|entry| entry.engines.get(engine_name(self.backend)));
        let cells: [(&str, Value); 12] = [
            ("version", migration.name.as_str().into()),
            ("parent", parent.map(|parent| parent.to_string()).into()),
            ("chain", entry.map(|entry| entry.chain.to_string()).into()),
            ("digest", digest.map(ToString::to_string).into()),
            ("ketch", env!("CARGO_PKG_VERSION").into()),
            ("origin", origin.word().into()),
            ("started_at", started.into()),
            ("finished_at", finished.into()),
            (
                "step",
                mark.map(|mark| i64::try_from(mark.step).unwrap_or(i64::MAX))
                    .into(),
            ),
            ("done", mark.map(|mark| mark.done.clone()).into()),
            ("doing", doing.map(|doing| doing.text.clone()).into()),
            ("probe", doing.map(|doing| doing.probe.clone()).into()),
        ];
        let (columns, values): (Vec<&str>, Vec<Value>) = cells.into_iter().unzip();
        let marks: Vec<String> = (1..=values.len()).map(|at| self.placeholder(at)).collect();
        let row = format!(
            "INTO {} ({}) VALUES ({})",
            self.quoted(JOURNAL),
            columns.join(", "),
            marks.join(", ")
        );
        let sql = match self.backend {
            DbBackend::MySql => format!("REPLACE {row}"),
            _ => {
                let columns = columns.iter();
                let set: Vec<String> = columns
                    .map(|column| format!("{column} = excluded.{column}"))
                    .collect();
                format!(
                    "INSERT {row} ON CONFLICT (version) DO UPDATE SET {}",
                    set.join(", ")
                )
            }
        };
        execute(db, &sql, values).await
    }

    /// Writes that a migration is undone.
    pub(crate) async fn forget(&self, db: &impl ConnectionTrait, name: &str) -> Result<(), Error> {
        self.forget_in(db, &self.table, name).await?;
        self.forget_in(db, JOURNAL, name).await
    }

    async fn forget_in(
        &self,
        db: &impl ConnectionTrait,
        table: &str,
        name: &str,
    ) -> Result<(), Error> {
        let sql = format!(
            "DELETE FROM {} WHERE {} = {}",
            self.quoted(table),
            self.quoted("version"),
            self.placeholder(1)
        );
        execute(db, &sql, vec![name.into()]).await
    }

    /// Drops the tables.
    pub(crate) async fn drop(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        for table in [self.table.as_str(), JOURNAL, RECORD] {
            execute(
                db,
                &format!("DROP TABLE IF EXISTS {}", self.quoted(table)),
                vec![],
            )
            .await?;
        }
        Ok(())
    }

    pub(crate) fn placeholder(&self, number: usize) -> String {
        match self.backend {
            DbBackend::Postgres => format!("${number}"),
            _ => "?".to_owned(),
        }
    }
}

/// An identifier as SQL.
pub(crate) fn quoted(backend: DbBackend, name: &str) -> String {
    match backend {
        DbBackend::MySql => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// Seconds since 1970, for people alone: nothing is decided by it.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs().try_into().unwrap_or(i64::MAX))
}

pub(crate) async fn execute(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<(), Error> {
    let done = match values.is_empty() {
        true => db.execute_unprepared(sql).await,
        false => {
            db.execute_raw(Statement::from_sql_and_values(
                db.get_database_backend(),
                sql,
                values,
            ))
            .await
        }
    };
    done.map(drop)
        .map_err(Error::database("to write its ledger"))
}

pub(crate) async fn query(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, Error> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.query_all_raw(statement)
        .await
        .map_err(Error::database("to be read"))
}

pub(crate) fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T, Error> {
    row.try_get("", column)
        .map_err(Error::database("to be read"))
}

/// One text of one row; empty where there is none.
pub(crate) async fn text(db: &impl ConnectionTrait, sql: &str) -> Result<String, Error> {
    let rows = query(db, sql, vec![]).await?;
    let text: Option<String> = rows
        .first()
        .map(|row| get(row, "text"))
        .transpose()?
        .flatten();
    Ok(text.unwrap_or_default())
}
