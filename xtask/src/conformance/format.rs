//! Does ketch write a schema as Prisma's formatter does, and does its meaning stay?
//!
//! Of the schemas that have no formatted text beside them, those of `real` are formatted already,
//! but for the folders, of which the corpus does not say it; of those of `psl` and of the folders
//! the meaning is looked at, and that formatting twice changes nothing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ketch::format;
use ketch::model;
use ketch::source::{SourceFile, Sources};

use super::{Corpus, Report, read_schema};

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let mut report = Report::default();
    for name in formatter_cases(&corpus.folder().join("format"))? {
        let path = corpus.folder().join("format").join(&name);
        let sources = read_schema(&path)?;
        let expected = read_text(&path.with_extension("formatted.prisma"))?;
        let mut faults: Vec<String> = laid_out(&sources, &expected).into_iter().collect();
        faults.extend(unstable(&sources));
        report.case(&format!("format/{name}"), &faults);
    }
    for part in ["psl", "real"] {
        for case in corpus.cases(part)? {
            let mut faults: Vec<String> = unstable(&case.sources).into_iter().collect();
            faults.extend(other_meaning(&case.sources));
            if part == "real" && case.name.ends_with(".prisma") {
                let expected = match corpus.beside(&case, "formatted.prisma") {
                    Some(path) => read_text(&path)?,
                    None => texts(&case.sources).concat(),
                };
                faults.extend(laid_out(&case.sources, &expected));
            }
            report.case(&format!("{part}/{}", case.name), &faults);
        }
    }
    Ok(report)
}

/// The names of the schemas before formatting.
fn formatter_cases(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".prisma") && !name.ends_with(".formatted.prisma") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn texts(sources: &Sources) -> Vec<String> {
    sources.iter().map(|(_, file)| file.text.clone()).collect()
}

fn with_texts(sources: &Sources, texts: Vec<String>) -> Sources {
    let files = sources
        .iter()
        .zip(texts)
        .map(|((_, file), text)| SourceFile {
            path: file.path.clone(),
            text,
        });
    Sources::new(files.collect())
}

/// The first line that is not Prisma's.
fn laid_out(sources: &Sources, expected: &str) -> Option<String> {
    let found = format::schema(sources).concat();
    if found == expected {
        return None;
    }
    let same = found.lines().zip(expected.lines());
    let line = same
        .take_while(|(found, expected)| found == expected)
        .count();
    let [found, expected] = [found.as_str(), expected].map(|text| text.lines().nth(line));
    Some(format!(
        "line {}: {found:?}, of Prisma {expected:?}",
        line + 1
    ))
}

fn unstable(sources: &Sources) -> Option<String> {
    let once = format::schema(sources);
    let twice = format::schema(&with_texts(sources, once.clone()));
    (once != twice).then(|| "formatting twice changes it".to_owned())
}

/// Of a schema without faults, since there is nothing missing from it that could be added.
fn other_meaning(sources: &Sources) -> Option<String> {
    let (before, diagnostics) = model::load(sources);
    if diagnostics.has_errors() {
        return None;
    }
    let (after, _) = model::load(&with_texts(sources, format::schema(sources)));
    (before.digest() != after.digest()).then(|| "it means something else".to_owned())
}
