//! What git knows of the project, where git and a repository are there. Nothing depends on it: where
//! they are not, or do not tell, the user is asked.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether a file of a folder has a word in the last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Committed {
    Yes,
    No,
    /// There is no repository, or no git.
    Unknown,
}

/// Whether the last commit has a word in a file of the folder.
pub(crate) fn has_committed(folder: &Path, file: &str, word: &str) -> Committed {
    if git(folder, &["rev-parse", "--is-inside-work-tree"]).is_none_or(|text| text != "true\n") {
        return Committed::Unknown;
    }
    match at(folder, "HEAD", file) {
        Some(text) if text.contains(word) => Committed::Yes,
        _ => Committed::No,
    }
}

/// What is shared with others, likeliest first: a name for it, and the file as it is there.
pub(crate) fn shared(folder: &Path, file: &str) -> Vec<(&'static str, String)> {
    let rebases = git(folder, &["rev-parse", "-q", "--verify", "REBASE_HEAD"]).is_some();
    let mut places = vec!["origin/HEAD", "origin/main", "origin/master", "@{upstream}"];
    // What a rebase goes onto, and what a merge brings in.
    places.push(if rebases { "HEAD" } else { "MERGE_HEAD" });
    let texts = places.into_iter();
    let texts = texts.filter_map(|place| Some((place, at(folder, place, file)?)));
    texts.collect()
}

/// A file of the folder as it is in a commit.
fn at(folder: &Path, commit: &str, file: &str) -> Option<String> {
    git(folder, &["cat-file", "blob", &format!("{commit}:./{file}")])
}

/// What git says, where it succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let succeeded = output.status.success();
    succeeded.then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
