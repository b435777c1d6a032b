//! Servers that a test may kill: its own, started by the program that KETCH_TEST_SERVERS names,
//! which starts again what dies.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use ketch_runner::{DatabaseUrl, Settings, connect_to_migrate};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::time::{Duration, Instant, sleep};

/// One server, and the program that starts it again.
pub(super) struct Mortal {
    pub(super) backend: DbBackend,
    pub(super) url: String,
    /// The file that begins with its process id.
    id_file: PathBuf,
    supervisor: Child,
}

impl Mortal {
    /// Starts one; says so where that cannot be.
    pub(super) async fn start(backend: DbBackend) -> Option<Self> {
        let Ok(program) = std::env::var("KETCH_TEST_SERVERS") else {
            println!("skipped: KETCH_TEST_SERVERS is not set");
            return None;
        };
        let (name, id_file) = match backend {
            DbBackend::MySql => ("mariadb", "server.pid"),
            _ => ("postgresql", "postmaster.pid"),
        };
        let mut supervisor = Command::new(program)
            .args(["supervise-servers", "--mortal", name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(supervisor.stdout.take().unwrap());
        let answers: Vec<String> = answers
            .lines()
            .map(Result::unwrap)
            .take_while(|line| line != "ready")
            .collect();
        let url = answers.first().unwrap().split_once(' ').unwrap().1;
        let mut mortal = Self {
            backend,
            url: url.to_owned(),
            id_file: PathBuf::new(),
            supervisor,
        };
        let folder = match backend {
            DbBackend::MySql => "SELECT @@datadir AS folder",
            _ => "SELECT current_setting('data_directory') AS folder",
        };
        let db = crate::support::connect(url).await;
        let row = db.query_one_raw(Statement::from_string(backend, folder));
        let folder: String = row.await.unwrap().unwrap().try_get("", "folder").unwrap();
        mortal.id_file = PathBuf::from(folder).join(id_file);
        Some(mortal)
    }

    /// Kills it, whatever it is at: PostgreSQL as `pg_ctl stop -m immediate` does, MariaDB by -9.
    pub(super) fn kill(&self) {
        let text = std::fs::read_to_string(&self.id_file).unwrap();
        let id = text.lines().next().unwrap().trim();
        let signal = match self.backend {
            DbBackend::MySql => "-KILL",
            _ => "-QUIT",
        };
        let killed = Command::new("kill").args([signal, id]).status().unwrap();
        assert!(killed.success());
    }

    /// Has it lose what was committed last when it dies, until it is started again (MariaDB).
    pub(super) async fn forget(&self) {
        let db = crate::support::connect(&self.url).await;
        let sql = "SET GLOBAL innodb_flush_log_at_trx_commit = 0";
        db.execute_unprepared(sql).await.unwrap();
    }

    /// Waits until it answers again.
    pub(super) async fn wait(&self) {
        let url = DatabaseUrl::parse(&self.url, std::path::Path::new("/")).unwrap();
        let started = Instant::now();
        // Of a server that dies the last connections end in many ways.
        while let Err(error) = connect_to_migrate(&url, &Settings::default()).await {
            assert!(started.elapsed() < Duration::from_secs(120), "{error}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        let _ = self.supervisor.wait();
    }
}
