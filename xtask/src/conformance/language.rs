//! Does ketch call the same schemas valid as Prisma does?
//!
//! Of the validator's own schemas that both refuse, nearly all must have their first error in the
//! same line. Not all: ketch may see a fault that one of Prisma's hides, as `docs/prisma.md` says.

use anyhow::Result;
use ketch::model;
use ketch::source::{SourceFile, Sources};

use super::{Case, Corpus, Report};

/// The least share, in percent, of the refused schemas whose first error is in Prisma's line.
const SAME_FIRST_LINE: usize = 97;

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let mut report = Report::default();
    let (mut refused, mut same_first, mut all_found) = (0, 0, 0);
    for part in ["psl", "real"] {
        for case in corpus.cases(part)? {
            let (data_model, diagnostics) = match part {
                "psl" => model::load(&without_urls(&case.sources)),
                _ => model::load(&case.sources),
            };
            if let Some(reason) = super::not_generated(&data_model) {
                report.skip(reason);
                continue;
            }
            let errors = case.errors(diagnostics);
            if let (Err(lines), Some((first, _)), "psl") = (&case.verdict, errors.first(), part) {
                refused += 1;
                same_first += usize::from(lines.iter().min() == Some(first));
                let found = |line| errors.iter().any(|(ours, _)| ours == line);
                all_found += usize::from(lines.iter().all(found));
            }
            report.case(&format!("{part}/{}", case.name), &faults(&case, errors));
        }
    }
    println!(
        "of {refused} schemas that both refuse, the first error is in the same line in {same_first}, and every line is found in {all_found}"
    );
    let enough = same_first * 100 >= refused * SAME_FIRST_LINE;
    let fault = (!enough).then(|| format!("less than {SAME_FIRST_LINE} %"));
    report.case("the lines of first errors", &Vec::from_iter(fault));
    Ok(report)
}

/// As Prisma was asked about the schemas of `psl`: it refuses the lines that name a database. The
/// real schemas keep theirs, since ketch takes them.
fn without_urls(sources: &Sources) -> Sources {
    let names_a_database = |line: &str| {
        let word = line.split(|char: char| char == '=' || char.is_whitespace());
        let first = word.into_iter().find(|word| !word.is_empty());
        matches!(first, Some("url" | "directUrl" | "shadowDatabaseUrl"))
    };
    let files = sources.iter().map(|(_, file)| {
        let lines = file.text.split('\n');
        // Blanks keep every place where it was.
        let lines = lines.map(|line| {
            if names_a_database(line) {
                " ".repeat(line.len())
            } else {
                line.to_owned()
            }
        });
        SourceFile {
            path: file.path.clone(),
            text: lines.collect::<Vec<_>>().join("\n"),
        }
    });
    Sources::new(files.collect())
}

fn faults(case: &Case, errors: Vec<(u64, String)>) -> Vec<String> {
    match &case.verdict {
        Ok(()) => errors
            .into_iter()
            .map(|(_, error)| format!("refused though valid: {error}"))
            .collect(),
        Err(lines) if errors.is_empty() => {
            vec![format!("accepted though invalid in line {lines:?}")]
        }
        Err(_) => Vec::new(),
    }
}
