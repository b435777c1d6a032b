//! What it costs to check a schema, to lay it out and to check its migrations, as whole processes,
//! beside Prisma's command line on the same schema.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{
    Findings, KETCH_BLOCK, fresh_folder, in_project, ketch, least, new_project, peers, repeat,
};
use crate::process::{Usage, measure, run_quietly};
use crate::synthetic;

/// The size that the goals are set for.
const MODELS: usize = 1_000;

/// How often the two programs take turns.
const TURNS: usize = 3;

/// How many times the processor time of `ketch` a command of Prisma takes at least.
const RATIO: f64 = 50.0;

pub(super) fn bench(findings: &mut Findings) -> Result<()> {
    let ketch = ketch()?;
    let folder = fresh_folder("language")?;
    new_project(&folder, MODELS)?;
    run_quietly(&mut in_project(&ketch, &folder, &["generate"]))?;
    let cell = |usage: &Usage| format!("{:.3} s, {:.0} MiB", usage.cpu, usage.memory);
    let mut rows = Vec::new();

    for (command, peer) in [("check", "validate"), ("format", "format")] {
        println!("language: ketch {command}");
        let peer_command = peers::prisma(peer, MODELS)?;
        // By turns, so that whatever else the machine does falls on both of them; several times in a row,
        // since the first run after another program's finds nothing of its own in the caches.
        let mut usages = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            usages.0.push(repeat(|| cost(&ketch, &folder, &[command]))?);
            if let Ok(peer) = &peer_command {
                usages.1.push(repeat(|| measure(peer))?);
            }
        }
        let own = least(usages.0);
        let mut row = vec![format!("`ketch {command}`"), cell(&own)];
        match peer_command.map(|_| least(usages.1)) {
            Ok(usage) => {
                let ratio = usage.cpu / own.cpu;
                row.extend([
                    format!("`prisma {peer}`"),
                    cell(&usage),
                    format!("{ratio:.0}"),
                ]);
                findings.goal(
                    format!("`ketch {command}` as a share of `prisma {peer}`"),
                    100.0 / ratio,
                    100.0 / RATIO,
                    " %",
                );
            }
            Err(reason) => {
                row.extend([format!("`prisma {peer}`"), "–".to_owned(), "–".to_owned()]);
                findings.skip(format!("`prisma {peer}`: {reason}"));
            }
        }
        rows.push(row);
    }
    println!("language: ketch migrate check");
    let own = repeat(|| cost(&ketch, &folder, &["migrate", "check"]))?;
    findings.goal(
        format!("`ketch migrate check`, {MODELS} models"),
        own.cpu,
        0.15,
        " s",
    );
    let none = || "–".to_owned();
    rows.push(vec![
        "`ketch migrate check`".to_owned(),
        cell(&own),
        none(),
        none(),
        none(),
    ]);
    findings.table(
        &format!("Commands on {MODELS} models: processor time and peak memory"),
        &["command", "ketch", "peer", "its cost", "times ketch's time"],
        &rows,
    );
    Ok(())
}

/// What a command costs on the schema as it was written.
fn cost(ketch: &Path, folder: &Path, arguments: &[&str]) -> Result<Usage> {
    fs::write(
        folder.join("schema/schema.prisma"),
        synthetic::schema(MODELS, KETCH_BLOCK),
    )?;
    measure(&in_project(ketch, folder, arguments))
}
