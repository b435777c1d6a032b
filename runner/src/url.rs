//! Database URLs as Prisma, SeaORM and Neon write them, read once and strictly.
//!
//! Every parameter is applied or refused: none is ignored. Neither a [`DatabaseUrl`] nor a
//! [`UrlError`] ever shows a password, nor a part of the text that could be one.
//!
//! *pooler*: a proxy that hands one server connection to many clients, as PgBouncer does.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::DbBackend;

use crate::connect::SAYS_DIRECT;

mod parameters;

pub use parameters::TlsMode;

/// A database URL that was understood in full.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    pub(crate) target: Target,
    pub(crate) pool: PoolLimits,
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Sqlite(SqliteTarget),
    Server(Box<ServerTarget>),
}

/// A SQLite database.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SqliteTarget {
    /// None: in memory.
    pub(crate) path: Option<PathBuf>,
    pub(crate) create: bool,
    pub(crate) read_only: bool,
    pub(crate) immutable: bool,
    pub(crate) shared_cache: Option<bool>,
    pub(crate) busy_timeout: Option<Duration>,
}

/// A database on a server.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ServerTarget {
    pub(crate) backend: DbBackend,
    pub(crate) host: Option<String>,
    pub(crate) port: Option<u16>,
    pub(crate) socket: Option<PathBuf>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) database: Option<String>,
    pub(crate) tls: Tls,
    /// PostgreSQL's `search_path`, one schema.
    pub(crate) schema: Option<String>,
    pub(crate) application_name: Option<String>,
    /// PostgreSQL's `options`, as they are sent.
    pub(crate) options: Option<String>,
    pub(crate) statement_cache: Option<usize>,
    /// What `pgbouncer=` says.
    pub(crate) pgbouncer: Option<bool>,
    pub(crate) charset: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) timezone: Option<String>,
}

/// How a connection is encrypted and who is believed.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Tls {
    pub(crate) mode: Option<TlsMode>,
    pub(crate) root: Option<PathBuf>,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
}

/// What the URL says of an app's pool.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct PoolLimits {
    pub(crate) connections: Option<u32>,
    pub(crate) acquire: Option<Duration>,
    pub(crate) connect: Option<Duration>,
    pub(crate) idle: Option<Duration>,
    pub(crate) lifetime: Option<Duration>,
}

/// A text that is never shown: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// Why a URL is refused. Quotes no value, since a value may be a part of a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// It is empty.
    #[error("the database URL is empty")]
    Empty,
    /// A quote, a variable that nobody expanded, white space.
    #[error("the database URL {found}: {help}")]
    Wrapped {
        /// What was found.
        found: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// No engine of ours.
    #[error(
        "the database URL starts with `{scheme}`, which is {what}; sqlite, postgresql, mysql and mariadb are understood{help}"
    )]
    Scheme {
        /// What it starts with.
        scheme: String,
        /// What that is.
        what: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// Not even a scheme.
    #[error(
        "the database URL has no scheme: it starts with `postgresql://`, `mysql://`, `sqlite:` or `file:`"
    )]
    NoScheme,
    /// Characters that must be written as `%XX`.
    #[error(
        "the database URL cannot be split into user, password, host and database. In a password write `@` as %40, `:` as %3A, `/` as %2F, `?` as %3F, `#` as %23 and `%` as %25"
    )]
    Malformed,
    /// Several hosts, a fragment and the like.
    #[error("the database URL has {what}, which is not supported: {help}")]
    Unsupported {
        /// What.
        what: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// A parameter that nobody knows, or that cannot be applied.
    #[error("the database URL has the parameter `{name}`, {reason}")]
    Parameter {
        /// Its name.
        name: String,
        /// Why it is refused, and what to do.
        reason: String,
    },
    /// A parameter's value is not one of those that it takes.
    #[error("the parameter `{name}` of the database URL takes {expected}")]
    Value {
        /// Its name.
        name: String,
        /// What it takes.
        expected: &'static str,
    },
    /// Two parameters contradict each other, or one stands twice.
    #[error("the database URL contradicts itself: {0}")]
    Contradiction(String),
}

impl DatabaseUrl {
    /// Reads a URL. Relative SQLite paths start at `base`, the root of the workspace.
    pub fn parse(text: &str, base: &Path) -> Result<Self, UrlError> {
        refuse_wrapping(text)?;
        let (scheme, rest) = text.split_once(':').ok_or(UrlError::NoScheme)?;
        match scheme.to_ascii_lowercase().as_str() {
            "file" => parameters::sqlite(file_path(rest)?, true, base),
            "sqlite" => parameters::sqlite(sqlite_path(rest), false, base),
            "postgres" | "postgresql" => server(text, DbBackend::Postgres),
            "mysql" | "mariadb" => server(text, DbBackend::MySql),
            other => Err(foreign_scheme(other)),
        }
    }

    /// The engine.
    pub fn backend(&self) -> DbBackend {
        match &self.target {
            Target::Sqlite(_) => DbBackend::Sqlite,
            Target::Server(server) => server.backend,
        }
    }

    /// Whether the database is on this machine.
    pub fn is_local(&self) -> bool {
        match &self.target {
            Target::Sqlite(_) => true,
            Target::Server(server) => {
                server.socket.is_some() || server.host.as_deref().is_none_or(is_local_host)
            }
        }
    }

    /// The file of a SQLite database that is not in memory.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.target {
            Target::Sqlite(sqlite) => sqlite.path.as_deref(),
            Target::Server(_) => None,
        }
    }

    /// The name of the database, as it is asked for when it is to be emptied.
    pub fn database_name(&self) -> Option<String> {
        match &self.target {
            Target::Sqlite(sqlite) => {
                let name = sqlite.path.as_ref()?.file_name()?;
                Some(name.to_string_lossy().into_owned())
            }
            Target::Server(server) => server.database.clone(),
        }
    }

    /// What says that the URL leads to a pooler that migrations cannot go through; for
    /// PostgreSQL alone.
    pub fn pooler(&self) -> Option<&'static str> {
        let Target::Server(server) = &self.target else {
            return None;
        };
        if server.backend != DbBackend::Postgres {
            return None;
        }
        let options = server.options.as_deref().unwrap_or_default();
        match server.pgbouncer {
            None if options.contains(SAYS_DIRECT) => None,
            Some(true) => Some("`pgbouncer=true`"),
            Some(false) => None,
            None => pooler_at(
                server.host.as_deref().unwrap_or_default(),
                server.port.unwrap_or(5432),
            ),
        }
    }

    /// The same database, with another PostgreSQL schema in front.
    pub fn with_schema(mut self, name: String) -> Result<Self, UrlError> {
        match &mut self.target {
            Target::Server(server) if server.backend == DbBackend::Postgres => {
                server.schema = Some(name)
            }
            _ => {
                let reason = "which is PostgreSQL's alone".to_owned();
                return Err(UrlError::Parameter {
                    name: "schema".to_owned(),
                    reason,
                });
            }
        }
        Ok(self)
    }

    pub(crate) fn password(&self) -> Option<&str> {
        match &self.target {
            Target::Sqlite(_) => None,
            Target::Server(server) => server.password.as_ref().map(Secret::expose),
        }
    }
}

/// The URL without its password and without its parameters.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = match &self.target {
            Target::Sqlite(SqliteTarget { path: None, .. }) => {
                return f.write_str("sqlite::memory:");
            }
            Target::Sqlite(SqliteTarget {
                path: Some(path), ..
            }) => return write!(f, "sqlite:{}", path.display()),
            Target::Server(server) => server,
        };
        f.write_str(match server.backend {
            DbBackend::MySql => "mysql://",
            _ => "postgresql://",
        })?;
        if let Some(user) = &server.user {
            write!(f, "{user}@")?;
        }
        match (&server.socket, &server.host) {
            (Some(socket), _) => write!(f, "[{}]", socket.display())?,
            (None, host) => f.write_str(host.as_deref().unwrap_or("localhost"))?,
        }
        if let Some(port) = server.port {
            write!(f, ":{port}")?;
        }
        write!(f, "/{}", server.database.as_deref().unwrap_or_default())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// What to do about a pooler at a host.
pub(crate) fn way_past(host: &str) -> String {
    match host.split_once('.') {
        Some((label, rest)) if label.ends_with("-pooler") => {
            format!(
                "set DIRECT_URL to the same URL with the host `{}.{rest}`",
                label.trim_end_matches("-pooler")
            )
        }
        _ => "set DIRECT_URL to the URL of the server itself, mostly the same with port 5432"
            .to_owned(),
    }
}

/// What says that a PostgreSQL host is a pooler.
pub(crate) fn pooler_at(host: &str, port: u16) -> Option<&'static str> {
    let first_label = host.split('.').next().unwrap_or_default();
    match port {
        _ if first_label.ends_with("-pooler") => Some("a host that ends in `-pooler`"),
        6432 => Some("PgBouncer's port 6432"),
        6543 => Some("Supabase's pooler port 6543"),
        _ => None,
    }
}

pub(crate) fn is_local_host(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.starts_with('/')
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// What a shell, a `.env` file or a template leaves around a URL.
fn refuse_wrapping(text: &str) -> Result<(), UrlError> {
    if text.trim().is_empty() {
        return Err(UrlError::Empty);
    }
    let wrapped = |found, help| Err(UrlError::Wrapped { found, help });
    if text.starts_with(['"', '\'', '`']) {
        return wrapped("starts with a quote", "remove the quotes around it");
    }
    if text.contains("${") || text.starts_with('$') {
        return wrapped(
            "has a variable that was not expanded",
            "write the value instead",
        );
    }
    if text.starts_with("env(") {
        return wrapped(
            "is a call of `env`",
            "write the value of that variable instead",
        );
    }
    if text != text.trim() {
        return wrapped("has white space around it", "remove it");
    }
    if text.chars().any(char::is_control) {
        return wrapped("has a control character in it", "remove it");
    }
    Ok(())
}

fn foreign_scheme(scheme: &str) -> UrlError {
    let (what, help) = match scheme {
        "prisma" | "prisma+postgres" => (
            "an address of Prisma Accelerate",
            ". Use the address of the database itself, as in DIRECT_URL",
        ),
        "sqlserver" | "mssql" => ("SQL Server", ""),
        "mongodb" | "mongodb+srv" => ("MongoDB", ""),
        "libsql" => ("libSQL", ""),
        "jdbc" => ("a JDBC address", ". Leave out `jdbc:`"),
        "cockroachdb" => (
            "CockroachDB",
            ". CockroachDB is reached with `postgresql://`",
        ),
        // A text before the first `:` can be anything, a part of a password too.
        _ => return UrlError::NoScheme,
    };
    UrlError::Scheme {
        scheme: scheme.to_owned(),
        what,
        help,
    }
}

/// Prisma's `file:` names a path as it is, apart from `file:///`, which is a URL of its own.
fn file_path(rest: &str) -> Result<(String, Option<&str>), UrlError> {
    let (path, query) = split_query(rest);
    let path = match path.strip_prefix("//") {
        Some(absolute) if absolute.starts_with('/') => absolute,
        Some(_) => {
            return Err(UrlError::Unsupported {
                what: "a host after `file://`",
                help: "write `file:./dev.db` for a path in the workspace, `file:///dir/dev.db` for an absolute one",
            });
        }
        None => path,
    };
    Ok((path.to_owned(), query))
}

/// sqlx's `sqlite:` and `sqlite://` are the same, and the path is percent-encoded.
fn sqlite_path(rest: &str) -> (String, Option<&str>) {
    let (path, query) = split_query(rest.strip_prefix("//").unwrap_or(rest));
    (decoded(path).unwrap_or_else(|| path.to_owned()), query)
}

fn split_query(text: &str) -> (&str, Option<&str>) {
    match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    }
}

/// Undoes percent-encoding; nothing where the result is not UTF-8 or has a NUL.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

/// Takes `scheme://user:password@host:port/database?parameters` apart by hand: a URL library
/// would repair what it should refuse, and quote it in its errors.
fn server(text: &str, backend: DbBackend) -> Result<DatabaseUrl, UrlError> {
    let (_, rest) = text.split_once("://").ok_or(UrlError::Malformed)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // An unescaped character in the password moves the rest of it, with the `@`, to the right.
    if tail.contains(['@', '#']) {
        return Err(UrlError::Malformed);
    }
    let (path, query) = split_query(tail);
    let (credentials, address) = match authority.rsplit_once('@') {
        Some((credentials, address)) => (Some(credentials), address),
        None => (None, authority),
    };
    let part = |text: &str| decoded(text).ok_or(UrlError::Malformed);
    let (user, password) = match credentials {
        None => (None, None),
        Some(credentials) => match credentials.split_once(':') {
            Some((user, password)) => (Some(part(user)?), Some(Secret(part(password)?))),
            None => (Some(part(credentials)?), None),
        },
    };
    let (host, port) = split_address(address)?;
    let database = part(path.strip_prefix('/').unwrap_or(path))?;
    if path.matches('/').count() > 1 {
        return Err(UrlError::Malformed);
    }
    let (host, socket) = match host {
        Some(host) if host.to_ascii_lowercase().starts_with("%2f") => {
            (None, Some(PathBuf::from(part(host)?)))
        }
        host => (host.map(str::to_owned), None),
    };
    let target = ServerTarget {
        backend,
        host,
        port,
        socket,
        user: user.filter(|user| !user.is_empty()),
        password: password.filter(|password| !password.expose().is_empty()),
        database: Some(database).filter(|database| !database.is_empty()),
        tls: Tls::default(),
        schema: None,
        application_name: None,
        options: None,
        statement_cache: None,
        pgbouncer: None,
        charset: None,
        collation: None,
        timezone: None,
    };
    parameters::server(target, query)
}

fn split_address(address: &str) -> Result<(Option<&str>, Option<u16>), UrlError> {
    if address.contains(',') {
        return Err(UrlError::Unsupported {
            what: "more than one host",
            help: "name one",
        });
    }
    let (host, port) = match address.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']').ok_or(UrlError::Malformed)?;
            host.parse::<std::net::Ipv6Addr>()
                .map_err(|_| UrlError::Malformed)?;
            let port = match port.strip_prefix(':') {
                None if !port.is_empty() => return Err(UrlError::Malformed),
                port => port,
            };
            (&address[..host.len() + 2], port)
        }
        None => match address.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (address, None),
        },
    };
    let port = match port {
        None | Some("") => None,
        Some(port) => Some(port.parse().map_err(|_| UrlError::Malformed)?),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._%[]:".contains(&byte);
    if !host.bytes().all(plain) {
        return Err(UrlError::Malformed);
    }
    Ok((Some(host).filter(|host| !host.is_empty()), port))
}
