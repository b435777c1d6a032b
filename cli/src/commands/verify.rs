//! `ketch migrate verify`: whether the migrations, one after another, make what the schema says.
//!
//! Two scratch databases of each engine: into one the history is replayed, in the other the schema
//! is made afresh, and their catalogs are compared. No database of the user's is looked at.
//!
//! *beyond schemas*: triggers and the like, which no schema can say. Where the user wrote a part of
//! a migration, they are meant.

use std::error::Error;

use ketch::database::{DatabaseSchema, lower};
use ketch::dialect::Engine;
use ketch::diff::changes_from_empty;
use ketch::introspect::{self, Found};
use ketch::migration::{self, Files, State, sql};
use ketch::project::{self, Location, Schema};
use ketch_runner::{DriftCheck, MigrationSet, catalog};
use serde_json::json;

use super::{Done, migrate, show};
use crate::database::{self, Database};
use crate::exit::Exit;
use crate::progress::Audience;
use crate::scratch::{Scratch, Server, Site};
use crate::terminal::{note, say};

/// What was found on one engine.
enum Verdict {
    /// Where the two differ, and what of that is the user's own, which no schema can say.
    Compared {
        differences: Vec<String>,
        own: Vec<String>,
    },
    /// Nobody looked, and why.
    Skipped(String),
}

pub(crate) fn run(
    location: &Location,
    schema: &Schema,
    scratch_urls: &[String],
    as_json: bool,
) -> Done {
    let files = project::migration_files(location, schema)?;
    match migration::check(&schema.model, &files) {
        Ok(State::Empty) => return Err("there is no migration to verify".into()),
        Ok(State::Moved) => note(
            "the schema moved after its newest migration; it is compared as it is, so that differs too",
        ),
        Ok(State::Fresh) => {}
        Err(faults) => return Err(format!("migrations: {}", faults[0]).into()),
    }
    let mut servers = Vec::new();
    for url in scratch_urls {
        servers.push(
            Server::new(url, &location.root).map_err(|error| format!("--scratch-url: {error}"))?,
        );
    }
    let mut verdicts = Vec::new();
    for &engine in &schema.model.settings.engines {
        let verdict = match site(engine, &mut servers, location, schema)? {
            Ok(site) => Verifying {
                location,
                schema,
                files: &files,
                site: &site,
            }
            .verdict(engine)?,
            Err(reason) => Verdict::Skipped(reason),
        };
        if !as_json {
            tell(engine, &verdict);
        }
        verdicts.push((engine, verdict));
    }
    if as_json {
        say(&report(&verdicts).to_string());
    }
    let differs = |verdict: &Verdict| match verdict {
        Verdict::Compared { differences, .. } => !differences.is_empty(),
        Verdict::Skipped(_) => false,
    };
    match verdicts.iter().any(|(_, verdict)| differs(verdict)) {
        true => Ok(Exit::Stale),
        false => Ok(Exit::Done),
    }
}

/// Where scratch databases of an engine can be made, or why nowhere.
fn site(
    engine: Engine,
    servers: &mut Vec<Server>,
    location: &Location,
    schema: &Schema,
) -> Result<Result<Site, String>, Box<dyn Error>> {
    if engine == Engine::Sqlite {
        return Ok(Ok(Site::Files));
    }
    if let Some(at) = servers.iter().position(|server| server.engine() == engine) {
        return Ok(Ok(Site::Server(servers.remove(at))));
    }
    let name = engine.name();
    let unnamed = || format!("no {name} server is named: --scratch-url {name}://…");
    let database = match database::find(&location.root, &schema.model.settings.engines) {
        Ok(database) => database,
        Err(error) => return Ok(Err(format!("{error}; or {}", unnamed()))),
    };
    let text = database
        .text()
        .filter(|_| database::engine(database.url.backend()) == engine);
    let Some(text) = text else {
        return Ok(Err(unnamed()));
    };
    if !database.url.is_local() {
        return Ok(Err(format!(
            "{} is not on this machine; if scratch databases may be made there, give it as --scratch-url",
            database.url
        )));
    }
    Ok(Ok(Site::Server(Server::new(text, &location.root)?)))
}

/// What is verified, and where.
struct Verifying<'a> {
    location: &'a Location,
    schema: &'a Schema,
    files: &'a Files,
    site: &'a Site,
}

impl Verifying<'_> {
    fn verdict(&self, engine: Engine) -> Result<Verdict, Box<dyn Error>> {
        let (wanted, diagnostics) = lower(&self.schema.model, engine);
        if show(diagnostics, &self.schema.sources) {
            return Err(format!("the schema is not possible on {}", engine.name()).into());
        }
        let made = self.made(&wanted)?;
        let replayed = self.replayed(engine)?;
        let found = introspect::compare(&wanted, &made, &replayed);
        let mut differences: Vec<String> = texts(&found.differences);
        let mut own = texts(&found.beyond);
        if !own.is_empty() && migration::by_user(self.files)?.is_empty() {
            // What no user wrote was left there by a plan.
            differences.append(&mut own);
        }
        Ok(Verdict::Compared { differences, own })
    }

    /// What the schema makes of an empty database.
    fn made(&self, wanted: &DatabaseSchema) -> Result<Found, Box<dyn Error>> {
        let scratch = self.site.make(&self.location.root)?;
        let script = sql::script(wanted.engine, &changes_from_empty(wanted));
        let set = MigrationSet::of_script("the schema", &script);
        apply(&scratch.database, &set)?;
        found(&scratch, wanted.engine)
    }

    /// What the migrations make of one.
    fn replayed(&self, engine: Engine) -> Result<Found, Box<dyn Error>> {
        let scratch = self.site.make(&self.location.root)?;
        let folder = self
            .location
            .outputs(&self.schema.model.settings)?
            .migration;
        let set = MigrationSet::from_files(&folder, scratch.database.url.backend())?;
        match apply(&scratch.database, &set) {
            Err(ketch_runner::Error::NeedsCompile { .. }) => migrate::compiled(
                &folder,
                self.location,
                &scratch.database,
                Audience::Nobody,
                &["up".to_owned(), "--no-drift-check".to_owned()],
            )?,
            done => done?,
        }
        found(&scratch, engine)
    }
}

fn texts(list: &[impl ToString]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn apply(database: &Database, set: &MigrationSet) -> Result<(), ketch_runner::Error> {
    database::with_connection(
        database,
        Audience::Nobody,
        DriftCheck::Off,
        async |connection, settings| {
            ketch_runner::up(connection, set, None, settings)
                .await
                .map(drop)
        },
    )
}

fn found(scratch: &Scratch<'_>, engine: Engine) -> Result<Found, Box<dyn Error>> {
    let rows = database::with_connection(
        &scratch.database,
        Audience::Nobody,
        DriftCheck::Off,
        async |connection, _| catalog(connection).await,
    )?;
    Ok(introspect::read(engine, &rows))
}

fn tell(engine: Engine, verdict: &Verdict) {
    let name = engine.name();
    match verdict {
        Verdict::Skipped(reason) => say(&format!("{name}: skipped: {reason}")),
        Verdict::Compared { differences, own } => {
            match differences.is_empty() {
                true => say(&format!("{name}: the migrations make what the schema says")),
                false => say(&format!(
                    "{name}: the migrations do not make what the schema says:"
                )),
            }
            for difference in differences {
                say(&format!("  {difference}"));
            }
            for own in own {
                say(&format!("  beyond schemas: {own}"));
            }
        }
    }
}

fn report(verdicts: &[(Engine, Verdict)]) -> serde_json::Value {
    let of = |verdict: &Verdict| match verdict {
        Verdict::Skipped(reason) => json!({ "verdict": "skipped", "reason": reason }),
        Verdict::Compared { differences, own } => {
            json!({
                "verdict": if differences.is_empty() { "same" } else { "differs" },
                "differences": differences,
                "beyond_schemas": own,
            })
        }
    };
    let engines = verdicts
        .iter()
        .map(|(engine, verdict)| (engine.name().to_owned(), of(verdict)));
    json!({ "engines": engines.collect::<serde_json::Map<_, _>>() })
}
