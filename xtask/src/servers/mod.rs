//! Private database servers for tests: started on free ports of the loopback interface, with
//! their data in `target/servers`, and stopped whatever becomes of the run.
//!
//! Servers that the system runs are never used and never touched.
//!
//! *supervisor*: a process of ours that owns the servers of one run. It is told to end by the end
//! of its standard input, so it stops them however the run ends, kill -9 included. Should the
//! supervisor itself be killed, the next run finds what it left by the lock that it no longer
//! holds.
//!
//! A test that kills servers starts a supervisor of its own, with [`MORTAL`].

mod mariadb;
mod pgbouncer;
mod postgresql;

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::Signal;

use crate::{process, workspace};

/// The argument that makes this program a supervisor.
pub(crate) const SUPERVISE: &str = "supervise-servers";

/// The argument that makes it one whose servers may be killed.
const MORTAL: &str = "--mortal";

/// The variable that tells tests which program is a supervisor.
const SUPERVISOR: &str = "KETCH_TEST_SERVERS";

const START_TIMEOUT: Duration = Duration::from_secs(120);

/// What is to be known of a kind of server: the same for each.
struct Kind {
    /// Its name in words and as a folder.
    name: &'static str,
    /// The variable that tells tests its URL.
    variable: &'static str,
    /// Debian's package.
    package: &'static str,
    /// The system's user for it, used where we are root.
    user: &'static str,
    /// The file in the data folder that begins with the server's process id.
    id_file: &'static str,
    /// The signal that ends it without waiting for its clients.
    stop: Signal,
    /// Its programs, where they are installed.
    find: fn() -> Option<Programs>,
    /// The command that fills an empty data folder.
    initialise: fn(&Programs, &Path) -> Command,
    /// The command that serves from a data folder on a port.
    serve: fn(&Programs, &Path, u16, Care) -> Command,
    /// The command that succeeds once the server answers.
    ping: fn(&Programs, u16) -> Command,
    /// The URL for tests.
    url: fn(u16) -> String,
}

const KINDS: [&Kind; 2] = [&postgresql::KIND, &mariadb::KIND];

/// The names of all kinds of server.
pub(crate) const ALL: [&str; 2] = [POSTGRESQL, MARIADB];
pub(crate) const POSTGRESQL: &str = postgresql::KIND.name;
pub(crate) const MARIADB: &str = mariadb::KIND.name;

/// What becomes of a server that is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// It stays dead, and what was committed last is lost: fast, for tests that kill none.
    None,
    /// It is started again where it was, and has all that was committed.
    Revive,
}

/// The programs of one kind of server.
struct Programs {
    initialise: PathBuf,
    serve: PathBuf,
    ping: PathBuf,
}

/// The servers of one run. They are stopped when this is dropped.
pub(crate) struct Servers {
    supervisor: Option<Child>,
    /// What tests find in their environment: by variable, the URL of each server, and for tests
    /// alone some programs.
    pub(crate) variables: Vec<(&'static str, String)>,
    /// What there is no server for, and why.
    pub(crate) missing: Vec<String>,
}

impl Servers {
    /// Starts the servers named, installing what is missing. Where a server's variable is set
    /// already, the one that it names is used instead.
    pub(crate) fn start(names: &[&str]) -> Result<Self> {
        let mut servers = Self {
            supervisor: None,
            variables: Vec::new(),
            missing: Vec::new(),
        };
        let mut wanted = Vec::new();
        for name in names {
            let kind = kind_by_name(name)?;
            if let Some(url) = std::env::var(kind.variable)
                .ok()
                .filter(|url| !url.is_empty())
            {
                println!("{}: the one that {} names", kind.name, kind.variable);
                servers.variables.push((kind.variable, url));
            } else if let Err(error) =
                ensure_installed(kind.name, kind.package, || (kind.find)().is_some())
            {
                servers.missing.push(format!("{}: {error:#}", kind.name));
            } else {
                wanted.push(kind);
            }
        }
        if wanted.is_empty() {
            return Ok(servers);
        }
        let mut supervisor = Command::new(std::env::current_exe()?)
            .arg(SUPERVISE)
            .args(wanted.iter().map(|kind| kind.name))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C goes to the whole group; the supervisor must outlive it to clean up.
            .process_group(0)
            .spawn()
            .context("cannot start the supervisor of the servers")?;
        let answers = BufReader::new(
            supervisor
                .stdout
                .take()
                .context("the supervisor has no output")?,
        );
        servers.supervisor = Some(supervisor);
        for line in answers.lines() {
            let line = line?;
            if line == READY {
                return Ok(servers);
            }
            let (name, url) = line
                .split_once(' ')
                .context("the supervisor answers nonsense")?;
            let kind = kind_by_name(name)?;
            println!("{}: {url}", kind.name);
            servers.variables.push((kind.variable, url.to_owned()));
        }
        bail!("the servers did not start");
    }

    /// All servers, and the programs with which tests start what they want for themselves.
    pub(crate) fn for_tests() -> Result<Self> {
        let mut servers = Self::start(&ALL)?;
        match pgbouncer::find_or_install() {
            Ok(program) => servers.variables.push((pgbouncer::VARIABLE, program)),
            Err(error) => servers.missing.push(format!("pgbouncer: {error:#}")),
        }
        if let Some(program) = std::env::current_exe()?.to_str() {
            servers.variables.push((SUPERVISOR, program.to_owned()));
        }
        Ok(servers)
    }

    /// The URL of a server by its name; an error that says why where there is none.
    pub(crate) fn url(&self, name: &str) -> Result<&str> {
        let kind = kind_by_name(name)?;
        let found = self
            .variables
            .iter()
            .find(|(variable, _)| *variable == kind.variable);
        let (_, url) =
            found.with_context(|| format!("there is no {}", self.missing.join("; no ")))?;
        Ok(url)
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        if let Some(mut supervisor) = self.supervisor.take() {
            drop(supervisor.stdin.take());
            let _ = supervisor.wait();
        }
    }
}

/// `cargo xtask servers`: keeps servers up for development.
pub(crate) fn keep() -> Result<bool> {
    let servers = Servers::for_tests()?;
    println!();
    for (variable, url) in &servers.variables {
        println!("export {variable}='{url}'");
    }
    for missing in &servers.missing {
        println!("# no {missing}");
    }
    println!("\n# The servers stop with Ctrl-C.");
    loop {
        std::thread::park();
    }
}

const READY: &str = "ready";

fn kind_by_name(name: &str) -> Result<&'static Kind> {
    KINDS
        .into_iter()
        .find(|kind| kind.name == name)
        .with_context(|| format!("no server is called {name}"))
}

/// The supervisor: starts the servers named, says where they are, and stops them when its
/// standard input ends.
pub(crate) fn supervise(arguments: &[String]) -> Result<bool> {
    let care = match arguments.iter().any(|argument| argument == MORTAL) {
        true => Care::Revive,
        false => Care::None,
    };
    let kinds = arguments
        .iter()
        .filter(|argument| *argument != MORTAL)
        .map(|name| kind_by_name(name))
        .collect::<Result<Vec<_>>>()?;
    let folder = RunFolder::create(&kinds)?;
    let mut running = Vec::new();
    let mut outcome = start_all(&kinds, &folder, care, &mut running);
    if outcome.is_ok() {
        println!("{READY}");
        outcome = watch(&mut running, care);
    }
    for server in &mut running {
        process::stop_child(&mut server.process, server.kind.stop);
    }
    drop(folder);
    outcome.map(|()| true)
}

/// Waits for the end of the input, which is the end of the run, and so is an error of it.
fn watch(running: &mut [Server], care: Care) -> Result<()> {
    let (sender, ended) = channel();
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        let _ = sender.send(());
    });
    if care == Care::None {
        let _ = ended.recv();
        return Ok(());
    }
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(Duration::from_millis(20)) {
        for server in running.iter_mut() {
            if !matches!(server.process.try_wait(), Ok(None)) {
                server.revive()?;
            }
        }
    }
    Ok(())
}

/// A server of this run.
struct Server {
    kind: &'static Kind,
    programs: Programs,
    data: PathBuf,
    user: Option<User>,
    care: Care,
    port: u16,
    process: Child,
}

fn start_all(
    kinds: &[&'static Kind],
    folder: &RunFolder,
    care: Care,
    running: &mut Vec<Server>,
) -> Result<()> {
    for kind in kinds {
        let programs = (kind.find)().with_context(|| format!("{} is not installed", kind.name))?;
        let data = folder.path.join(kind.name);
        fs::create_dir(&data)?;
        let user = server_user(kind.user)?;
        if let Some(user) = user {
            chown(&data, Some(user.id), Some(user.group))?;
        }
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
        let mut initialise = (kind.initialise)(&programs, &data);
        process::run_quietly(
            as_user(&mut initialise, user)
                .stdin(Stdio::null())
                .current_dir("/"),
        )?;
        let server = Server::start(kind, programs, data, user, care)?;
        println!("{} {}", kind.name, (kind.url)(server.port));
        running.push(server);
    }
    Ok(())
}

impl Server {
    /// Starts one. A free port may be taken by another process before the server has it, so a
    /// server that ends early is tried again.
    fn start(
        kind: &'static Kind,
        programs: Programs,
        data: PathBuf,
        user: Option<User>,
        care: Care,
    ) -> Result<Self> {
        let port = free_port()?;
        let process = spawn(kind, &programs, &data, user, care, port)?;
        let mut server = Self {
            kind,
            programs,
            data,
            user,
            care,
            port,
            process,
        };
        for _attempt in 0..5 {
            if server.is_up() {
                return Ok(server);
            }
            process::stop_child(&mut server.process, kind.stop);
            server.port = free_port()?;
            server.spawn_again()?;
        }
        Err(server.does_not_start())
    }

    /// Starts it again where it was. What its last process left may hold its folder for a while.
    fn revive(&mut self) -> Result<()> {
        for _attempt in 0..20 {
            self.spawn_again()?;
            if self.is_up() {
                return Ok(());
            }
            process::stop_child(&mut self.process, self.kind.stop);
            std::thread::sleep(Duration::from_millis(200));
        }
        Err(self.does_not_start())
    }

    fn spawn_again(&mut self) -> Result<()> {
        self.process = spawn(
            self.kind,
            &self.programs,
            &self.data,
            self.user,
            self.care,
            self.port,
        )?;
        Ok(())
    }

    /// Waits until it answers. A ping may have been answered by whoever took the port: ours must
    /// still be running.
    fn is_up(&mut self) -> bool {
        let mut ended = false;
        let up = process::wait_until(START_TIMEOUT, || {
            ended = !matches!(self.process.try_wait(), Ok(None));
            ended || process::succeeds(&mut (self.kind.ping)(&self.programs, self.port))
        });
        up && !ended && matches!(self.process.try_wait(), Ok(None))
    }

    fn does_not_start(&self) -> anyhow::Error {
        let log = fs::read_to_string(self.data.with_extension("log")).unwrap_or_default();
        let (name, log) = (self.kind.name, log.trim_end());
        anyhow::anyhow!("{name} does not start. Its log:\n{log}")
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn spawn(
    kind: &Kind,
    programs: &Programs,
    data: &Path,
    user: Option<User>,
    care: Care,
    port: u16,
) -> Result<Child> {
    let log = File::create(data.with_extension("log"))?;
    let mut serve = (kind.serve)(programs, data, port, care);
    as_user(&mut serve, user)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .current_dir("/")
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {}", kind.name))
}

/// A user of the system.
#[derive(Clone, Copy)]
struct User {
    id: u32,
    group: u32,
}

/// Whom to run a server as: nobody else where we are an ordinary user, and the server's own user
/// where we are root, which the servers refuse to run as.
fn server_user(name: &str) -> Result<Option<User>> {
    if !nix::unistd::geteuid().is_root() {
        return Ok(None);
    }
    for name in [name, "nobody"] {
        if let Some(user) = nix::unistd::User::from_name(name)? {
            return Ok(Some(User {
                id: user.uid.as_raw(),
                group: user.gid.as_raw(),
            }));
        }
    }
    bail!("servers cannot run as root, and there is neither a user {name} nor a user nobody")
}

fn as_user(command: &mut Command, user: Option<User>) -> &mut Command {
    if let Some(user) = user {
        command.uid(user.id).gid(user.group).env("HOME", "/");
    }
    command
}

/// The folder of one run: locked while its supervisor lives, removed at its end.
struct RunFolder {
    path: PathBuf,
    _lock: File,
}

impl RunFolder {
    fn create(kinds: &[&Kind]) -> Result<Self> {
        let base = base_folder(kinds)?;
        // One run at a time looks for the dead and makes its own folder: a folder that is not
        // locked yet would look like that of a dead run.
        let entrance = lock_file(&base.join("lock"))?;
        entrance.lock()?;
        remove_dead_runs(&base)?;
        let path = base.join(std::process::id().to_string());
        fs::create_dir(&path)?;
        let lock = lock_file(&path.join("lock"))?;
        lock.lock()?;
        Ok(Self { path, _lock: lock })
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn lock_file(path: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))
}

/// `target/servers`, or where the servers' users cannot reach it (a checkout in root's own home)
/// a folder of ours among the system's temporary files.
fn base_folder(kinds: &[&Kind]) -> Result<PathBuf> {
    let base = workspace::target().join("servers");
    fs::create_dir_all(&base)?;
    let mut reachable = true;
    for kind in kinds {
        let mut test = Command::new("test");
        test.arg("-x").arg(&base).current_dir("/");
        reachable &= process::succeeds(as_user(&mut test, server_user(kind.user)?));
    }
    if reachable {
        return Ok(base);
    }
    let base = std::env::temp_dir().join("ketch-servers");
    let _ = fs::create_dir(&base);
    let found = fs::symlink_metadata(&base)?;
    ensure!(
        found.is_dir() && found.uid() == nix::unistd::geteuid().as_raw(),
        "{} is not ours; move it away",
        base.display()
    );
    eprintln!(
        "The servers' users cannot enter {}: data goes to {}",
        workspace::target().display(),
        base.display()
    );
    Ok(base)
}

/// Stops servers whose supervisor died, and removes what they left.
fn remove_dead_runs(base: &Path) -> Result<()> {
    for entry in fs::read_dir(base)? {
        let run = entry?.path();
        if !run.is_dir() || lock_file(&run.join("lock"))?.try_lock().is_err() {
            continue;
        }
        for kind in KINDS {
            let data = run.join(kind.name);
            let Some(id) = fs::read_to_string(data.join(kind.id_file))
                .ok()
                .and_then(|text| text.lines().next()?.trim().parse::<i32>().ok())
            else {
                continue;
            };
            // Ids are used again: only a process that names this very folder is that server.
            if process::command_line(id).is_some_and(|line| line.contains(&*data.to_string_lossy()))
            {
                eprintln!(
                    "stopping {} of a run that was killed (process {id})",
                    kind.name
                );
                process::stop_stranger(id, kind.stop);
            }
        }
        fs::remove_dir_all(&run).with_context(|| format!("cannot remove {}", run.display()))?;
    }
    Ok(())
}

/// Installs a program with Debian's package manager where it is missing. Never asks for a
/// password: there may be nobody to give it.
fn ensure_installed(name: &str, package: &str, is_there: impl Fn() -> bool) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    ensure!(
        process::find_program("apt-get", &[]).is_some(),
        "not installed, and there is no apt-get to install it with; install it with your package manager"
    );
    println!("{name} is not installed: installing Debian's package {package}");
    let apt = |arguments: &[&str]| {
        let mut command = if nix::unistd::geteuid().is_root() {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.args([
                "--non-interactive",
                "DEBIAN_FRONTEND=noninteractive",
                "apt-get",
            ]);
            sudo
        };
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(arguments)
            .stdin(Stdio::null());
        process::run_quietly(&mut command)
    };
    apt(&["update", "--quiet"])
        .and_then(|_| {
            apt(&[
                "install",
                "--quiet",
                "--yes",
                "--no-install-recommends",
                package,
            ])
        })
        .with_context(|| {
            format!("could not be installed; `sudo apt-get install {package}` does it")
        })?;
    ensure!(
        is_there(),
        "the package {package} is installed, but its programs are not found"
    );
    Ok(())
}
