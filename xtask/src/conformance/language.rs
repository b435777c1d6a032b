//! Does ketch call the same schemas valid as Prisma does?
//!
//! For schemas that both refuse, it is also told how often both find the fault in the same lines,
//! as a figure and not as a condition: ketch may see a fault that Prisma's first one hides.

use anyhow::Result;
use ketch::model;
use ketch::source::{SourceFile, Sources};

use super::{Case, Corpus, Report};

pub(super) fn check(corpus: &Corpus) -> Result<Report> {
    let mut report = Report::default();
    let (mut refused, mut same_lines) = (0, 0);
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
            if let (Err(lines), false) = (&case.verdict, errors.is_empty()) {
                refused += 1;
                same_lines += usize::from(
                    lines
                        .iter()
                        .all(|line| errors.iter().any(|(ours, _)| ours == line)),
                );
            }
            report.case(&format!("{part}/{}", case.name), &faults(&case, errors));
        }
    }
    println!(
        "every line that Prisma finds fault with is found in {same_lines} of {refused} schemas that both refuse"
    );
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
