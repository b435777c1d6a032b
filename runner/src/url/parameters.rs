//! The parameters of a URL: each is applied or refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::DbBackend;

use super::{
    DatabaseUrl, PoolLimits, Secret, ServerTarget, SqliteTarget, Target, Tls, UrlError, decoded,
};

/// How a server's identity and the line to it are secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TlsMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// The parameters that were not taken yet.
struct Parameters {
    values: BTreeMap<String, String>,
}

const SECONDS: &str = "a whole number of seconds";
const TRUTH: &str = "`true` or `false`";

impl Parameters {
    fn parse(query: Option<&str>) -> Result<Self, UrlError> {
        let mut values = BTreeMap::new();
        for pair in query
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
        {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            // In a query `+` is a space, as HTML forms write it, and as sqlx reads it.
            let value = decoded(&value.replace('+', " ")).ok_or(UrlError::Malformed)?;
            let name = decoded(name)
                .filter(|name| is_parameter_name(name))
                .ok_or(UrlError::Malformed)?;
            if values.insert(name.clone(), value).is_some() {
                return Err(UrlError::Contradiction(format!("`{name}` stands twice")));
            }
        }
        Ok(Self { values })
    }

    /// Takes a parameter by any of its names; two of them at once must agree.
    fn take(&mut self, names: &[&str]) -> Result<Option<(String, String)>, UrlError> {
        let mut found: Option<(String, String)> = None;
        for name in names {
            let Some(value) = self.values.remove(*name) else {
                continue;
            };
            match &found {
                Some((other, known)) if *known != value => {
                    return Err(UrlError::Contradiction(format!(
                        "`{other}` and `{name}` differ"
                    )));
                }
                Some(_) => {}
                None => found = Some(((*name).to_owned(), value)),
            }
        }
        Ok(found)
    }

    fn text(&mut self, names: &[&str]) -> Result<Option<String>, UrlError> {
        match self.take(names)? {
            Some((name, value)) if value.is_empty() => Err(UrlError::Value {
                name,
                expected: "a value",
            }),
            found => Ok(found.map(|(_, value)| value)),
        }
    }

    fn choice<T: Copy>(
        &mut self,
        names: &[&str],
        expected: &'static str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, UrlError> {
        let Some((name, value)) = self.take(names)? else {
            return Ok(None);
        };
        let value = value.to_ascii_lowercase().replace('_', "-");
        match choices.iter().find(|(choice, _)| *choice == value) {
            Some((_, choice)) => Ok(Some(*choice)),
            None => Err(UrlError::Value { name, expected }),
        }
    }

    fn truth(&mut self, names: &[&str]) -> Result<Option<bool>, UrlError> {
        self.choice(
            names,
            TRUTH,
            &[("true", true), ("1", true), ("false", false), ("0", false)],
        )
    }

    fn number<T: std::str::FromStr>(
        &mut self,
        names: &[&str],
        expected: &'static str,
    ) -> Result<Option<T>, UrlError> {
        let Some((name, value)) = self.take(names)? else {
            return Ok(None);
        };
        value
            .parse()
            .map(Some)
            .map_err(|_| UrlError::Value { name, expected })
    }

    fn seconds(&mut self, names: &[&str]) -> Result<Option<Duration>, UrlError> {
        Ok(self
            .number::<u32>(names, SECONDS)?
            .map(|seconds| Duration::from_secs(seconds.into())))
    }

    /// Takes a parameter that is understood in one way only.
    fn only(&mut self, name: &str, good: &[&str], reason: &str) -> Result<(), UrlError> {
        match self.values.remove(name) {
            Some(value) if !good.contains(&value.to_ascii_lowercase().as_str()) => {
                Err(refused(name, reason))
            }
            _ => Ok(()),
        }
    }

    /// Refuses whatever is left.
    fn finish(self, known: &[&str], reasons: &[(&str, &str)]) -> Result<(), UrlError> {
        let Some(name) = self.values.into_keys().next() else {
            return Ok(());
        };
        if let Some((_, reason)) = reasons.iter().find(|(refused, _)| *refused == name) {
            return Err(refused(&name, reason));
        }
        let near = known.iter().find(|known| is_near(&name, known));
        let reason = match near {
            Some(near) => format!("which is unknown: did you mean `{near}`?"),
            None => "which is unknown: remove it".to_owned(),
        };
        Err(UrlError::Parameter { name, reason })
    }
}

fn refused(name: &str, reason: &str) -> UrlError {
    UrlError::Parameter {
        name: name.to_owned(),
        reason: reason.to_owned(),
    }
}

fn is_parameter_name(name: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-[].".contains(&byte);
    !name.is_empty() && name.len() <= 40 && name.bytes().all(word)
}

/// Whether two names are one edit apart, or equal but for case and separators.
fn is_near(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
    let (a, b) = (plain(a), plain(b));
    let prefix = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (a.len() - suffix).max(b.len() - suffix) <= 1
}

fn pool_limits(parameters: &mut Parameters) -> Result<PoolLimits, UrlError> {
    let connections = parameters.number(&["connection_limit"], "a whole number from 1")?;
    if connections == Some(0) {
        return Err(UrlError::Value {
            name: "connection_limit".to_owned(),
            expected: "a whole number from 1",
        });
    }
    Ok(PoolLimits {
        connections,
        acquire: parameters.seconds(&["pool_timeout"])?,
        connect: parameters.seconds(&["connect_timeout"])?,
        idle: parameters.seconds(&["max_idle_connection_lifetime"])?,
        lifetime: parameters.seconds(&["max_connection_lifetime"])?,
    })
}

const POOL: [&str; 5] = [
    "connection_limit",
    "pool_timeout",
    "connect_timeout",
    "max_idle_connection_lifetime",
    "max_connection_lifetime",
];

/// A SQLite database; a `file:` URL makes a file that is missing, as Prisma does.
pub(super) fn sqlite(
    (path, query): (String, Option<&str>),
    create: bool,
    base: &Path,
) -> Result<DatabaseUrl, UrlError> {
    let mut parameters = Parameters::parse(query)?;
    #[derive(Clone, Copy, PartialEq)]
    enum Mode {
        ReadOnly,
        ReadWrite,
        Create,
        Memory,
    }
    let modes = [
        ("ro", Mode::ReadOnly),
        ("rw", Mode::ReadWrite),
        ("rwc", Mode::Create),
        ("memory", Mode::Memory),
    ];
    let mode = parameters.choice(&["mode"], "`ro`, `rw`, `rwc` or `memory`", &modes)?;
    let shared_cache = parameters.choice(
        &["cache"],
        "`shared` or `private`",
        &[("shared", true), ("private", false)],
    )?;
    let immutable = parameters.truth(&["immutable"])?.unwrap_or(false);
    let busy_timeout = parameters.seconds(&["socket_timeout"])?;
    let pool = pool_limits(&mut parameters)?;
    let known = [&POOL[..], &["mode", "cache", "immutable", "socket_timeout"]].concat();
    parameters.finish(
        &known,
        &[
            ("vfs", "which is not supported"),
            ("schema", "which SQLite does not have"),
        ],
    )?;

    let in_memory = path == ":memory:" || mode == Some(Mode::Memory);
    if path.is_empty() && !in_memory {
        return Err(UrlError::Unsupported {
            what: "no path",
            help: "name a file, or write `sqlite::memory:`",
        });
    }
    let sqlite = SqliteTarget {
        path: (!in_memory).then(|| base.join(tidy(&path))),
        create: mode.map_or(create, |mode| mode == Mode::Create),
        read_only: mode == Some(Mode::ReadOnly),
        immutable,
        shared_cache,
        busy_timeout,
    };
    Ok(DatabaseUrl {
        target: Target::Sqlite(sqlite),
        pool,
    })
}

/// A path without `.` components, so that it reads well in messages.
fn tidy(path: &str) -> PathBuf {
    Path::new(path)
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .collect()
}

const TLS_NAMES: [&str; 2] = ["sslmode", "ssl-mode"];

/// A database on a server.
pub(super) fn server(
    mut target: ServerTarget,
    query: Option<&str>,
) -> Result<DatabaseUrl, UrlError> {
    let mut parameters = Parameters::parse(query)?;
    let pool = pool_limits(&mut parameters)?;
    target.statement_cache = parameters.number(
        &["statement_cache_size", "statement-cache-capacity"],
        "a whole number",
    )?;
    tls(&mut target, &mut parameters)?;
    match target.backend {
        DbBackend::Postgres => postgres(&mut target, parameters)?,
        _ => mysql(&mut target, parameters)?,
    }
    Ok(DatabaseUrl {
        target: Target::Server(Box::new(target)),
        pool,
    })
}

fn postgres(target: &mut ServerTarget, mut parameters: Parameters) -> Result<(), UrlError> {
    connection_words(target, &mut parameters)?;
    target.schema = parameters.text(&["schema"])?;
    target.application_name =
        parameters.text(&["application_name", "fallback_application_name"])?;
    target.options = parameters.text(&["options"])?;
    target.pgbouncer = parameters.truth(&["pgbouncer"])?;
    channel_binding(target, &mut parameters)?;
    parameters.only(
        "client_encoding",
        &["utf8", "utf-8", "auto"],
        "which can only be `utf8`",
    )?;
    parameters.only(
        "gssencmode",
        &["disable", "prefer"],
        "which the driver cannot do: remove it",
    )?;
    parameters.only(
        "sslnegotiation",
        &["postgres"],
        "which can only be `postgres`",
    )?;
    parameters.only(
        "target_session_attrs",
        &["any"],
        "which can only be `any`: name the primary's host",
    )?;
    parameters.only("uselibpqcompat", &["true", "1"], "and `sslmode` is read as libpq reads it: remove it, and write `sslmode=verify-full` where the server is to be verified")?;
    let known = [
        &POOL[..],
        &TLS_NAMES,
        &TLS_FILES,
        &[
            "schema",
            "application_name",
            "options",
            "pgbouncer",
            "channel_binding",
            "statement_cache_size",
            "sslaccept",
        ],
        &["host", "port", "user", "password", "dbname"],
    ]
    .concat();
    let in_options =
        "which is not a parameter of a connection: write it as `options=-c%20NAME%3DVALUE`";
    parameters.finish(
        &known,
        &[
            ("currentSchema", "which is JDBC's: write `schema=NAME`"),
            ("search_path", "which is not a parameter of a connection: write `schema=NAME`"),
            ("statement_timeout", in_options),
            ("lock_timeout", in_options),
            ("idle_in_transaction_session_timeout", in_options),
            ("socket_timeout", "which the driver cannot do: remove it, or limit statements with `options=-c%20statement_timeout%3D30s`"),
            ("hostaddr", "which the driver cannot do: write the address in place of the host"),
            ("ssl", "which is node-postgres's: write `sslmode=require`"),
            ("service", "which the driver cannot do: write host, user and database into the URL"),
            ("passfile", "which the driver cannot do: set PGPASSFILE"),
            ("require_auth", "which the driver cannot do: remove it"),
            ("sslcrl", "which the driver cannot do: remove it"),
            ("sslsni", "which the driver always does: remove it"),
            ("replication", "which is not for migrations: remove it"),
        ],
    )
}

/// libpq's way of naming host, user and database as parameters.
fn connection_words(
    target: &mut ServerTarget,
    parameters: &mut Parameters,
) -> Result<(), UrlError> {
    if let Some(host) = parameters.text(&["host"])? {
        let free = target.host.is_none() && target.socket.is_none();
        match host.starts_with('/') {
            // Prisma's form for a socket: the host in the URL is a placeholder.
            true => (target.host, target.socket) = (None, Some(PathBuf::from(host))),
            false if free => target.host = Some(host),
            false => return Err(UrlError::Contradiction("the host stands twice".to_owned())),
        }
    }
    let port = parameters.number::<u16>(&["port"], "a port")?;
    let user = parameters.text(&["user"])?;
    let password = parameters.text(&["password"])?.map(Secret);
    let database = parameters.text(&["dbname"])?;
    once(&mut target.port, port, "port")?;
    once(&mut target.user, user, "user")?;
    once(&mut target.password, password, "password")?;
    once(&mut target.database, database, "database")
}

fn once<T>(place: &mut Option<T>, value: Option<T>, what: &str) -> Result<(), UrlError> {
    match (&place, value) {
        (_, None) => {}
        (None, value) => *place = value,
        (Some(_), Some(_)) => {
            return Err(UrlError::Contradiction(format!("the {what} stands twice")));
        }
    }
    Ok(())
}

fn mysql(target: &mut ServerTarget, mut parameters: Parameters) -> Result<(), UrlError> {
    if let Some(socket) = parameters.text(&["socket"])? {
        target.socket = Some(PathBuf::from(socket));
    }
    target.charset = parameters.text(&["charset"])?;
    target.collation = parameters.text(&["collation"])?;
    target.timezone = parameters.text(&["timezone", "time-zone"])?;
    let known = [
        &POOL[..],
        &TLS_NAMES,
        &TLS_FILES,
        &[
            "socket",
            "charset",
            "collation",
            "timezone",
            "statement_cache_size",
            "sslaccept",
        ],
    ]
    .concat();
    parameters.finish(
        &known,
        &[
            (
                "schema",
                "which MySQL does not have: the schema is the database",
            ),
            ("ssl", "which is mysql2's: write `sslmode=verify_identity`"),
            ("socket_timeout", "which the driver cannot do: remove it"),
            ("pgbouncer", "which is PostgreSQL's: remove it"),
        ],
    )
}

const TLS_FILES: [&str; 3] = ["sslrootcert", "sslcert", "sslkey"];

fn tls(target: &mut ServerTarget, parameters: &mut Parameters) -> Result<(), UrlError> {
    target.tls.mode = tls_mode(target.backend, parameters)?;
    tls_files(&mut target.tls, parameters)?;
    let accept = parameters.choice(
        &["sslaccept"],
        "`strict` or `accept_invalid_certs`",
        &[("strict", true), ("accept-invalid-certs", false)],
    )?;
    match (accept, target.tls.mode) {
        (Some(true), _) => verify(target, "sslaccept=strict"),
        (Some(false), Some(TlsMode::VerifyCa | TlsMode::VerifyFull)) => {
            Err(UrlError::Contradiction(
                "`sslaccept=accept_invalid_certs` and a mode that verifies".to_owned(),
            ))
        }
        _ => Ok(()),
    }
}

fn tls_mode(backend: DbBackend, parameters: &mut Parameters) -> Result<Option<TlsMode>, UrlError> {
    let modes: &[(&str, TlsMode)] = match backend {
        DbBackend::Postgres => &[
            ("disable", TlsMode::Disable),
            ("allow", TlsMode::Allow),
            ("prefer", TlsMode::Prefer),
            ("require", TlsMode::Require),
            ("verify-ca", TlsMode::VerifyCa),
            ("verify-full", TlsMode::VerifyFull),
        ],
        _ => &[
            ("disabled", TlsMode::Disable),
            ("disable", TlsMode::Disable),
            ("preferred", TlsMode::Prefer),
            ("prefer", TlsMode::Prefer),
            ("required", TlsMode::Require),
            ("require", TlsMode::Require),
            ("verify-ca", TlsMode::VerifyCa),
            ("verify-identity", TlsMode::VerifyFull),
        ],
    };
    let expected = match backend {
        DbBackend::Postgres => {
            "`disable`, `allow`, `prefer`, `require`, `verify-ca` or `verify-full`"
        }
        _ => "`disabled`, `preferred`, `required`, `verify_ca` or `verify_identity`",
    };
    parameters.choice(&TLS_NAMES, expected, modes)
}

fn tls_files(tls: &mut Tls, parameters: &mut Parameters) -> Result<(), UrlError> {
    let mut file = |names: &[&str]| parameters.text(names).map(|path| path.map(PathBuf::from));
    tls.root = file(&["sslrootcert", "ssl-root-cert", "sslca", "ssl-ca"])?;
    tls.certificate = file(&["sslcert", "ssl-cert"])?;
    tls.key = file(&["sslkey", "ssl-key"])?;
    if tls.root.as_deref() == Some(Path::new("system")) {
        return Err(refused(
            "sslrootcert",
            "and the driver brings its own roots: leave `system` out",
        ));
    }
    if tls.certificate.is_some() != tls.key.is_some() {
        return Err(refused(
            "sslcert",
            "which Prisma reads as the server's root and libpq as the client's certificate: write `sslrootcert` for the first, `sslcert` with `sslkey` for the second",
        ));
    }
    for name in ["sslidentity", "sslpassword"] {
        parameters.only(
            name,
            &[],
            "and PKCS#12 files cannot be read: convert it to PEM and write `sslcert` and `sslkey`",
        )?;
    }
    Ok(())
}

/// The driver cannot bind the channel. What `require` asks for is a server that cannot be
/// impersonated, which its certificate shows as well.
fn channel_binding(target: &mut ServerTarget, parameters: &mut Parameters) -> Result<(), UrlError> {
    let required = parameters.choice(
        &["channel_binding"],
        "`disable`, `prefer` or `require`",
        &[("disable", false), ("prefer", false), ("require", true)],
    )?;
    match required {
        Some(true) => verify(target, "channel_binding=require"),
        _ => Ok(()),
    }
}

/// Has the server show who it is, as a parameter says.
fn verify(target: &mut ServerTarget, said: &str) -> Result<(), UrlError> {
    if target.tls.mode == Some(TlsMode::Disable) {
        return Err(UrlError::Contradiction(format!("`{said}` without TLS")));
    }
    target.tls.mode = Some(TlsMode::VerifyFull);
    Ok(())
}
