//! PostgreSQL as a private server.

use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::Signal;

use super::{Care, Kind, Programs};
use crate::process::find_program;

pub(super) const KIND: Kind = Kind {
    name: "postgresql",
    variable: "KETCH_TEST_POSTGRESQL",
    package: "postgresql",
    user: "postgres",
    id_file: "postmaster.pid",
    stop: Signal::SIGINT,
    find,
    initialise,
    serve,
    ping,
    url: |port| format!("postgres://postgres@127.0.0.1:{port}/postgres"),
};

/// Debian keeps the server's programs off the path, a folder for each version.
fn find() -> Option<Programs> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort();
    let folders: Vec<&str> = versions
        .iter()
        .rev()
        .filter_map(|(_, folder)| folder.to_str())
        .collect();
    let serve = find_program("postgres", &folders)?.canonicalize().ok()?;
    let beside = |name: &str| Some(serve.parent()?.join(name)).filter(|program| program.is_file());
    Some(Programs {
        initialise: beside("initdb")?,
        ping: beside("pg_isready")?,
        serve,
    })
}

fn initialise(programs: &Programs, data: &Path) -> Command {
    let mut command = Command::new(&programs.initialise);
    command
        .args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ])
        .arg("--pgdata")
        .arg(data);
    command
}

fn serve(programs: &Programs, data: &Path, port: u16, care: Care) -> Command {
    let mut command = Command::new(&programs.serve);
    command.arg("-D").arg(data).args(["-p", &port.to_string()]);
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        // A process that dies takes nothing along that it has handed to the system.
        "fsync=off",
        "full_page_writes=off",
        "max_connections=200",
        // Queries of catalogs look costly and are not: compiling them takes far longer than running them.
        "jit=off",
    ] {
        command.args(["-c", setting]);
    }
    if care == Care::None {
        command.args(["-c", "synchronous_commit=off"]);
    }
    command
}

fn ping(programs: &Programs, port: u16) -> Command {
    let mut command = Command::new(&programs.ping);
    command.args([
        "--host=127.0.0.1",
        "--username=postgres",
        "--dbname=postgres",
        &format!("--port={port}"),
    ]);
    command
}
