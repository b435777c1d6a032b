//! Which kind of environment this process runs in, and on what evidence.
//!
//! [`detect`] is a pure function over [`Facts`], so every environment can be tried anywhere.
//! Kinds are disjoint and tried in the order of [`Kind::ALL`]: the first that has evidence wins.
//!
//! Not for who may write; `ownership` decides that. No machine is identified here, only a kind:
//! two people in the same dev container are one owner.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::Error;

/// The variable that overrides detection.
pub const OVERRIDE: &str = "KETCH_ENVIRONMENT";

/// A kind of environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A continuous integration job.
    Ci,
    /// A dev container, GitHub Codespaces included.
    Devcontainer,
    /// Any other container.
    Container,
    /// The Windows Subsystem for Linux.
    Wsl,
    /// Linux itself, on hardware or in a virtual machine.
    Linux,
    /// macOS.
    Macos,
    /// Windows: PowerShell, cmd, Git Bash, and a Windows program that was started from WSL.
    Windows,
}

impl Kind {
    /// All kinds, in the order of detection.
    pub const ALL: [Kind; 7] = [
        Kind::Ci,
        Kind::Devcontainer,
        Kind::Container,
        Kind::Wsl,
        Kind::Linux,
        Kind::Macos,
        Kind::Windows,
    ];

    /// The name in the schema, in `ketch.lock` and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Ci => "ci",
            Kind::Devcontainer => "devcontainer",
            Kind::Container => "container",
            Kind::Wsl => "wsl",
            Kind::Linux => "linux",
            Kind::Macos => "macos",
            Kind::Windows => "windows",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let found = Kind::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

/// A name that is no kind of environment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of environment; there are {kinds}", kinds = Kind::ALL.map(Kind::name).join(", "))]
pub struct UnknownKind(pub String);

/// An environment, and how it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The kind.
    pub kind: Kind,
    /// What showed it, one sentence each; never empty.
    pub evidence: Vec<String>,
    /// Whether `KETCH_ENVIRONMENT` said so; this is always printed.
    pub overridden: bool,
}

/// Everything that detection looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The system that this program was compiled for, as in [`std::env::consts::OS`].
    pub system: String,
    /// Environment variables by name.
    pub variables: BTreeMap<String, String>,
    /// Files that exist, by path, with their text; what cannot be read is empty.
    pub files: BTreeMap<String, String>,
}

/// Files that detection looks at on Linux.
pub const FILES: [&str; 11] = [
    "/.dockerenv",
    "/run/.containerenv",
    "/var/devcontainer/.patchEtcEnvironmentMarker",
    "/proc/1/cgroup",
    "/proc/self/cgroup",
    "/proc/self/mountinfo",
    "/proc/sys/kernel/osrelease",
    "/proc/version",
    "/proc/sys/fs/binfmt_misc/WSLInterop",
    "/proc/sys/fs/binfmt_misc/WSLInterop-late",
    "/run/WSL",
];

impl Facts {
    /// The facts of this process.
    pub fn of_this_process() -> Self {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((
                name.into_string().ok()?,
                value.to_string_lossy().into_owned(),
            ))
        });
        let files = FILES.into_iter().filter_map(|path| {
            std::fs::symlink_metadata(path).ok()?;
            let text = std::fs::read(path).unwrap_or_default();
            Some((path.to_owned(), String::from_utf8_lossy(&text).into_owned()))
        });
        let system = std::env::consts::OS;
        Self {
            system: system.to_owned(),
            variables: variables.collect(),
            files: if system == "linux" {
                files.collect()
            } else {
                BTreeMap::new()
            },
        }
    }

    /// A variable that is set and not empty.
    fn variable(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// A variable that is set to anything but a word for no.
    fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| {
            !["0", "false", "no", "off"].contains(&value.to_ascii_lowercase().as_str())
        })
    }

    fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

/// Tells the environment from the facts; fails only where `KETCH_ENVIRONMENT` is no kind.
pub fn detect(facts: &Facts) -> Result<Environment, Error> {
    if let Some(name) = facts.variable(OVERRIDE) {
        let kind = name.parse().map_err(Error::EnvironmentOverride)?;
        let evidence = vec![format!("{OVERRIDE}={name}")];
        return Ok(Environment {
            kind,
            evidence,
            overridden: true,
        });
    }
    let evidence = [
        (Kind::Ci, ci(facts)),
        (Kind::Devcontainer, devcontainer(facts)),
        (Kind::Container, container(facts)),
        (Kind::Wsl, wsl(facts)),
    ];
    for (kind, evidence) in evidence {
        if !evidence.is_empty() {
            return Ok(Environment {
                kind,
                evidence,
                overridden: false,
            });
        }
    }
    let kind = match facts.system.as_str() {
        "windows" => Kind::Windows,
        "macos" => Kind::Macos,
        _ => Kind::Linux,
    };
    let evidence = vec![format!(
        "this ketch was built for {}, and nothing shows CI, a container or WSL",
        facts.system
    )];
    Ok(Environment {
        kind,
        evidence,
        overridden: false,
    })
}

/// Variables that one vendor's jobs set and nobody else does.
const CI_VENDORS: [&str; 28] = [
    "APPVEYOR",
    "BITBUCKET_BUILD_NUMBER",
    "BITRISE_IO",
    "BUDDY_WORKSPACE_ID",
    "BUILDKITE",
    "BUILD_NUMBER",
    "CIRCLECI",
    "CIRRUS_CI",
    "CM_BUILD_ID",
    "CODEBUILD_BUILD_ID",
    "CONTINUOUS_INTEGRATION",
    "DRONE",
    "GITEA_ACTIONS",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "GO_PIPELINE_LABEL",
    "HEROKU_TEST_RUN_ID",
    "HUDSON_URL",
    "JENKINS_URL",
    "MAGNUM",
    "NETLIFY",
    "SAIL_CI",
    "SEMAPHORE",
    "TEAMCITY_VERSION",
    "TF_BUILD",
    "TRAVIS",
    "WERCKER_RUN_ID",
    "bamboo_buildKey",
];

fn ci(facts: &Facts) -> Vec<String> {
    std::iter::once("CI")
        .chain(CI_VENDORS)
        .filter(|name| facts.is_set(name))
        .map(|name| format!("{name}={}", facts.variables[name].trim()))
        .collect()
}

fn devcontainer(facts: &Facts) -> Vec<String> {
    if facts.system != "linux" {
        // A dev container is a Linux; its variables on a host are that host's own setup.
        return Vec::new();
    }
    const VARIABLES: [&str; 4] = [
        "CODESPACES",
        "DEVCONTAINER",
        "REMOTE_CONTAINERS",
        "REMOTE_CONTAINERS_IPC",
    ];
    let mut evidence: Vec<String> = VARIABLES
        .into_iter()
        .filter(|name| facts.is_set(name))
        .map(|name| format!("{name}={}", facts.variables[name].trim()))
        .collect();
    // A shell that `docker exec` starts has none of the variables; the mark is left all the same.
    let mark = "/var/devcontainer/.patchEtcEnvironmentMarker";
    if facts.file(mark).is_some() {
        evidence.push(format!("{mark} exists"));
    }
    evidence
}

fn container(facts: &Facts) -> Vec<String> {
    if facts.system != "linux" {
        return Vec::new();
    }
    let mut evidence = Vec::new();
    // A virtual machine or a WSL distribution that was made from an image has the image's marks.
    if !root_is_a_disk(facts) {
        for path in ["/.dockerenv", "/run/.containerenv"] {
            if facts.file(path).is_some() {
                evidence.push(format!("{path} exists"));
            }
        }
    }
    if let Some(runtime) = facts.variable("container")
        && runtime != "wsl"
    {
        // systemd sets it to `wsl` for its own purposes in a WSL distribution.
        evidence.push(format!("container={runtime}"));
    }
    if facts.is_set("KUBERNETES_SERVICE_HOST") {
        evidence.push("KUBERNETES_SERVICE_HOST is set".to_owned());
    }
    // With cgroup v2 the text is mostly `0::/`, so that finding nothing says nothing.
    for path in ["/proc/self/cgroup", "/proc/1/cgroup"] {
        let text = facts.file(path).unwrap_or_default();
        if let Some(line) = text.lines().find(|line| is_container_cgroup(line)) {
            evidence.push(format!("{path} has {line:?}"));
        }
    }
    evidence
}

/// Whether a line of a cgroup file is that of a process inside a container. A service of a host
/// may be called `docker.service`; a container's path has its runtime as a whole segment.
fn is_container_cgroup(line: &str) -> bool {
    let path = line.rsplit(':').next().unwrap_or_default();
    path.split('/').any(|segment| {
        let scope = segment.strip_suffix(".scope");
        [
            "docker",
            "kubepods",
            "kubepods.slice",
            "lxc",
            "libpod_parent",
        ]
        .contains(&segment)
            || segment.starts_with("lxc.payload")
            || segment.starts_with("kubepods-")
            || scope.is_some_and(|scope| {
                ["docker-", "libpod-", "cri-containerd-", "crio-"]
                    .iter()
                    .any(|runtime| scope.starts_with(runtime))
            })
    })
}

/// Whether `/` is the whole of a block device or WSL 1's own file system: no container's root is.
fn root_is_a_disk(facts: &Facts) -> bool {
    let mounts = facts.file("/proc/self/mountinfo").unwrap_or_default();
    mounts.lines().any(|line| {
        // Id, parent, device, root of the mount, mount point, options, `-`, type, source, options.
        let Some((place, what)) = line.split_once(" - ") else {
            return false;
        };
        let mut place = place.split(' ').skip(3);
        let (root, point) = (place.next(), place.next());
        let mut what = what.split(' ');
        let (file_system, source) = (what.next().unwrap_or(""), what.next().unwrap_or(""));
        (root, point) == (Some("/"), Some("/"))
            && (source.starts_with("/dev/") || ["lxfs", "wslfs"].contains(&file_system))
    })
}

fn wsl(facts: &Facts) -> Vec<String> {
    // A Windows program that was started from WSL has its variables, and is Windows.
    if facts.system != "linux" {
        return Vec::new();
    }
    let mut evidence = Vec::new();
    // The variables are gone under sudo and systemd; the kernel's name is not.
    for path in ["/proc/sys/kernel/osrelease", "/proc/version"] {
        let text = facts.file(path).unwrap_or_default().trim();
        if text.to_ascii_lowercase().contains("microsoft") {
            evidence.push(format!("{path} says {text:?}"));
        }
    }
    if let Some(name) = facts.variable("WSL_DISTRO_NAME") {
        evidence.push(format!("WSL_DISTRO_NAME={name}"));
    }
    // A kernel of one's own has another name.
    for path in [
        "/proc/sys/fs/binfmt_misc/WSLInterop",
        "/proc/sys/fs/binfmt_misc/WSLInterop-late",
        "/run/WSL",
    ] {
        if facts.file(path).is_some() {
            evidence.push(format!("{path} exists"));
        }
    }
    evidence
}
