//! `cargo xtask conformance`: ketch against schemas that nobody in this project wrote, and against
//! the answers that Prisma gives for them.
//!
//! The corpus lies outside of the repository, in `../shared/corpus` or where `KETCH_CORPUS` says;
//! nothing of it is copied here. Its README says what is in it.
//!
//! *check*: one question put to the whole corpus. *case*: one schema. *verdict*: whether Prisma
//! calls a schema valid, and if not, in which lines.

pub(crate) mod catalog;
mod entities;
mod format;
mod history;
mod language;
mod takeover;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use ketch::diagnostic::{Diagnostics, Severity};
use ketch::dialect::Provider;
use ketch::model::DataModel;
use ketch::source::{SourceFile, Sources};

use crate::workspace;

/// Puts its question to every case of the corpus.
type Check = fn(&Corpus) -> Result<Report>;

/// Every check, in the order in which they run.
const CHECKS: [(&str, Check); 6] = [
    ("language", language::check),
    ("format", format::check),
    ("catalog", catalog::check),
    ("history", history::check),
    ("takeover", takeover::check),
    ("entities", entities::check),
];

/// Runs the checks named, or all of them; whether all is well.
pub(crate) fn run(names: &[String]) -> Result<bool> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !CHECKS.iter().any(|(check, _)| check == name))
    {
        bail!(
            "there is no check called {unknown}; there are {}",
            CHECKS.map(|(name, _)| name).join(", ")
        );
    }
    let Some(corpus) = Corpus::find()? else {
        println!(
            "skipped: conformance, since neither ../shared/corpus nor KETCH_CORPUS names a corpus"
        );
        return Ok(true);
    };
    let mut well = true;
    for (name, check) in CHECKS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            let start = Instant::now();
            println!("== {name}");
            let report =
                check(&corpus).with_context(|| format!("the check {name} could not be made"))?;
            well &= report.print(name, start.elapsed().as_secs());
        }
    }
    Ok(well)
}

/// What a check found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    passed: usize,
    failed: Vec<String>,
    /// Why cases were left out, and how many for each reason.
    skipped: BTreeMap<String, usize>,
    /// What is worth knowing of cases that passed, and of how many.
    notes: BTreeMap<String, usize>,
}

impl Report {
    /// Counts a case by the faults found in it.
    pub(crate) fn case(&mut self, name: &str, faults: &[String]) {
        if faults.is_empty() {
            self.passed += 1;
        } else {
            self.failed.push(format!("{name}: {}", faults.join("; ")));
        }
    }

    /// Counts a case that the check cannot be made on.
    pub(crate) fn skip(&mut self, reason: impl Into<String>) {
        *self.skipped.entry(reason.into()).or_default() += 1;
    }

    /// Counts a case that passed in a way worth knowing of.
    pub(crate) fn note(&mut self, what: &str) {
        *self.notes.entry(what.to_owned()).or_default() += 1;
    }

    /// Takes over what another report found.
    pub(crate) fn merge(&mut self, other: Report) {
        self.passed += other.passed;
        self.failed.extend(other.failed);
        for (reason, times) in other.skipped {
            *self.skipped.entry(reason).or_default() += times;
        }
        for (what, times) in other.notes {
            *self.notes.entry(what).or_default() += times;
        }
    }

    pub(crate) fn is_well(&self) -> bool {
        self.failed.is_empty()
    }

    /// The figures alone.
    pub(crate) fn summary(&self) -> String {
        let skipped: usize = self.skipped.values().sum();
        format!(
            "{} passed, {} failed, {skipped} skipped",
            self.passed,
            self.failed.len()
        )
    }

    pub(crate) fn print(&self, name: &str, seconds: u64) -> bool {
        for failure in &self.failed {
            println!("failed: {failure}");
        }
        for (reason, times) in &self.skipped {
            println!("skipped: {reason} ({times})");
        }
        for (what, times) in &self.notes {
            println!("of those passed, {times}: {what}");
        }
        println!("{name}: {} in {seconds} s\n", self.summary());
        self.is_well()
    }
}

/// A folder of schemas with Prisma's answers.
pub(crate) struct Corpus {
    folder: PathBuf,
}

/// A schema of the corpus.
pub(crate) struct Case {
    /// Its name in the corpus.
    pub(crate) name: String,
    /// Its text.
    pub(crate) sources: Sources,
    /// The lines that Prisma finds fault with; none where it calls the schema valid.
    pub(crate) verdict: Result<(), Vec<u64>>,
}

impl Case {
    /// The errors among diagnostics of this schema, with their lines, for people.
    fn errors(&self, diagnostics: Diagnostics) -> Vec<(u64, String)> {
        let all = diagnostics.into_sorted().into_iter();
        let errors = all.filter(|diagnostic| diagnostic.severity == Severity::Error);
        let with_line = errors.map(|error| {
            let (line, _) = self.sources.line_column(error.span());
            (
                line as u64,
                format!("{} in line {line}: {}", error.code, error.message),
            )
        });
        with_line.collect()
    }
}

impl Corpus {
    fn find() -> Result<Option<Self>> {
        if let Some(folder) = std::env::var_os("KETCH_CORPUS").map(PathBuf::from) {
            if !folder.is_dir() {
                bail!(
                    "KETCH_CORPUS names {}, which is no folder",
                    folder.display()
                );
            }
            return Ok(Some(Self { folder }));
        }
        let folder = workspace::root().join("../shared/corpus");
        Ok(folder.is_dir().then_some(Self { folder }))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The schemas of a part of the corpus, `psl` or `real`, with their verdicts.
    pub(crate) fn cases(&self, part: &str) -> Result<Vec<Case>> {
        let folder = self.folder.join(part);
        let expected = folder.join("expected.jsonl");
        let text = fs::read_to_string(&expected)
            .with_context(|| format!("cannot read {}", expected.display()))?;
        let cases = text.lines().map(|line| {
            let answer: serde_json::Value = serde_json::from_str(line)?;
            let name = answer["schema"].as_str().context("no `schema`")?.to_owned();
            let valid = answer["valid"].as_bool().context("no `valid`")?;
            let lines = answer["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|error| error["line"].as_u64());
            Ok(Case {
                sources: read_schema(&folder.join(&name))?,
                name,
                verdict: if valid { Ok(()) } else { Err(lines.collect()) },
            })
        });
        cases
            .collect::<Result<_>>()
            .with_context(|| format!("cannot use {}", expected.display()))
    }

    /// A file beside a real schema, such as `NAME.postgresql.sql`.
    pub(crate) fn beside(&self, case: &Case, extension: &str) -> Option<PathBuf> {
        let name = case.name.strip_suffix(".prisma").unwrap_or(&case.name);
        Some(self.folder.join("real").join(format!("{name}.{extension}")))
            .filter(|path| path.is_file())
    }
}

/// Why nothing is generated from a schema, whatever is in it.
fn not_generated(data_model: &DataModel) -> Option<&'static str> {
    match data_model.datasource.as_ref()?.provider {
        Provider::Sqlserver => Some("sqlserver is not supported"),
        Provider::Mongodb => Some("mongodb is not supported"),
        _ => None,
    }
}

/// A schema from a file, or from every `.prisma` file below a folder.
fn read_schema(path: &Path) -> Result<Sources> {
    let mut files = Vec::new();
    let mut open = vec![(path.to_owned(), "schema".to_owned())];
    while let Some((path, name)) = open.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                let entry = entry?;
                open.push((
                    entry.path(),
                    format!("{name}/{}", entry.file_name().to_string_lossy()),
                ));
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == "prisma")
        {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            files.push(SourceFile { path: name, text });
        }
    }
    if files.is_empty() {
        bail!("{} has no schema", path.display());
    }
    Ok(Sources::new(files))
}
