//! What it costs to generate and to check, by the number of models, and beside the peers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Findings, RUNS, fresh_folder, in_project, ketch, least, new_project, peers, repeat};
use crate::process::{Usage, measure};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// The size that the goals are set for and that the peers are measured at.
const REFERENCE: usize = 1_000;

/// What ketch used on a schema of one size.
struct Costs {
    fresh: Usage,
    unchanged: Usage,
    check: Usage,
    full_check: Usage,
}

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let mut all = Vec::new();
    for models in SIZES {
        println!("generate: ketch, {models} models");
        all.push((models, costs(&ketch, models)?));
    }
    let cell = |usage: &Usage| format!("{:.3} s, {:.0} MiB", usage.cpu, usage.memory);
    let row = |(models, costs): &(usize, Costs)| {
        let Costs {
            fresh,
            unchanged,
            check,
            full_check,
        } = costs;
        vec![
            models.to_string(),
            cell(fresh),
            cell(unchanged),
            cell(check),
            cell(full_check),
        ]
    };
    findings.table(
        "ketch by number of models: processor time and peak memory",
        &[
            "models",
            "`generate`, all new",
            "`generate`, nothing changed",
            "`generate --check`",
            "`--check --full`",
        ],
        &all.iter().map(row).collect::<Vec<_>>(),
    );

    let at = |size| {
        &all.iter()
            .find(|(models, _)| *models == size)
            .expect("every size is measured")
            .1
    };
    let reference = at(REFERENCE);
    findings.goal(
        format!("`generate --check`, {REFERENCE} models"),
        reference.check.cpu,
        0.1,
        " s",
    );
    findings.goal(
        format!("`generate --check --full`, {REFERENCE} models"),
        reference.full_check.cpu,
        0.6,
        " s",
    );
    findings.goal(
        format!("`generate`, {REFERENCE} models"),
        reference.fresh.cpu,
        0.6,
        " s",
    );
    findings.goal(
        format!("memory of `generate`, {REFERENCE} models"),
        reference.fresh.memory,
        200.0,
        " MiB",
    );
    let growth = |small: usize, large: usize| {
        (at(large).fresh.cpu / large as f64) / (at(small).fresh.cpu / small as f64)
    };
    findings.goal(
        "time per model, 10,000 models against 1,000",
        growth(1_000, 10_000),
        1.5,
        "×",
    );
    findings.goal(
        "time per model, 1,000 models against 100",
        growth(100, 1_000),
        1.5,
        "×",
    );

    let mut rows = vec![vec![
        "`ketch generate`".to_owned(),
        cell(&reference.fresh),
        "1".to_owned(),
    ]];
    for (name, ratio_wanted, measured) in [
        (
            "`sea-orm-cli generate entity`",
            50.0,
            peers::sea_orm_cli(&ketch, REFERENCE)?,
        ),
        (
            "`prisma generate`",
            150.0,
            match peers::prisma("generate", REFERENCE)? {
                Ok(mut command) => Ok(measure(command.arg("--no-hints"))?),
                Err(reason) => Err(reason),
            },
        ),
    ] {
        match measured {
            Ok(usage) => {
                let ratio = usage.cpu / reference.fresh.cpu;
                rows.push(vec![name.to_owned(), cell(&usage), format!("{ratio:.0}")]);
                // As a share, so that a smaller figure is better here as everywhere.
                let limit = 100.0 / ratio_wanted;
                findings.goal(
                    format!("`ketch generate` as a share of {name}"),
                    100.0 / ratio,
                    limit,
                    " %",
                );
            }
            Err(reason) => findings.skip(format!("{name}: {reason}")),
        }
    }
    let title = format!("The peers on the same {REFERENCE} models");
    findings.table(
        &title,
        &[
            "command",
            "processor time, peak memory",
            "times ketch's time",
        ],
        &rows,
    );
    // Not before: ext4 takes ten times as long to make files while it remembers deleted ones.
    fs::remove_dir_all(fresh_folder("generate")?)?;
    Ok(())
}

fn costs(ketch: &Path, models: usize) -> Result<Costs> {
    let mut folder = PathBuf::new();
    let mut fresh = Vec::new();
    for run in 0..RUNS {
        folder = fresh_folder(&format!("generate/{models}/{run}"))?;
        new_project(&folder, models)?;
        fresh.push(measure(&in_project(ketch, &folder, &["generate"]))?);
    }
    let again = |arguments: &[&str]| repeat(|| measure(&in_project(ketch, &folder, arguments)));
    Ok(Costs {
        fresh: least(fresh),
        unchanged: again(&["generate"])?,
        check: again(&["generate", "--check"])?,
        full_check: again(&["generate", "--check", "--full"])?,
    })
}
