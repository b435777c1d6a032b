//! Which of two versions of ketch is newer.

use std::cmp::Ordering;

/// Compares by semantic versioning; a version that is none is older than any.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    key(a).cmp(&key(b))
}

/// Numbers, then whether it is a release, then the parts of the pre-release.
type Key<'a> = (Vec<u64>, bool, Vec<(bool, u64, &'a str)>);

fn key(version: &str) -> Option<Key<'_>> {
    let version = version.split('+').next().unwrap_or_default();
    let (numbers, pre) = match version.split_once('-') {
        Some((numbers, pre)) => (numbers, Some(pre)),
        None => (version, None),
    };
    let numbers: Option<Vec<u64>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    let parts = pre.iter().flat_map(|pre| pre.split('.'));
    let parts = parts.map(|part| match part.parse() {
        Ok(number) => (false, number, ""),
        Err(_) => (true, 0, part),
    });
    Some((
        numbers.filter(|numbers| numbers.len() == 3)?,
        pre.is_none(),
        parts.collect(),
    ))
}
