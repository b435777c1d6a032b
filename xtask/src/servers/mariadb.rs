//! MariaDB as a private server. It stands for MySQL too: Debian has no other.

use std::path::Path;
use std::process::Command;

use nix::sys::signal::Signal;

use super::{Care, Kind, Programs};
use crate::process::find_program;

pub(super) const KIND: Kind = Kind {
    name: "mariadb",
    variable: "KETCH_TEST_MYSQL",
    package: "mariadb-server",
    user: "mysql",
    id_file: ID_FILE,
    stop: Signal::SIGTERM,
    find,
    initialise,
    serve,
    ping,
    url: |port| format!("mysql://root@127.0.0.1:{port}/"),
};

const ID_FILE: &str = "server.pid";

fn find() -> Option<Programs> {
    Some(Programs {
        initialise: find_program("mariadb-install-db", &[])?,
        serve: find_program("mariadbd", &["/usr/sbin"])?,
        ping: find_program("mariadb-admin", &[])?,
    })
}

fn initialise(programs: &Programs, data: &Path) -> Command {
    let mut command = Command::new(&programs.initialise);
    command
        .args([
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ])
        .arg(format!("--datadir={}", data.display()))
        .arg(temporary(data));
    command
}

/// A server that starts deletes temporary tables, those of others in one folder with it too.
fn temporary(data: &Path) -> String {
    format!("--tmpdir={}", data.display())
}

fn serve(programs: &Programs, data: &Path, port: u16, care: Care) -> Command {
    let mut command = Command::new(&programs.serve);
    command
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(temporary(data))
        .arg(format!("--port={port}"))
        .arg(format!("--pid-file={ID_FILE}"))
        .args([
            "--bind-address=127.0.0.1",
            // Relative to the data folder: a full path may be too long for a socket.
            "--socket=server.sock",
            // As Debian and MariaDB 11.6 have it.
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            // A process that dies takes nothing along that it has handed to the system.
            "--innodb-flush-method=nosync",
            "--skip-log-bin",
            "--max-connections=300",
        ]);
    if care == Care::None {
        command.arg("--innodb-flush-log-at-trx-commit=0");
    }
    command
}

fn ping(programs: &Programs, port: u16) -> Command {
    let mut command = Command::new(&programs.ping);
    command.args([
        "--no-defaults",
        "--host=127.0.0.1",
        "--protocol=tcp",
        "--user=root",
    ]);
    command
        .arg(format!("--port={port}"))
        .args(["--connect-timeout=5", "ping"]);
    command
}
