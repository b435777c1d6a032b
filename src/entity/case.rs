//! snake_case and UpperCamelCase, as SeaORM's macros make them (with the crate heck): a column
//! name or a variant that we do not spell out must be the one that they will derive.

/// The words of a name: parts between characters that are neither letter nor digit, cut again
/// before a capital that follows a small letter, and before the last of several capitals where a
/// small letter follows it, as in `HTMLPage`.
fn words(name: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Last {
        Boundary,
        Small,
        Capital,
    }
    let mut words = Vec::new();
    for part in name.split(|c: char| !c.is_alphanumeric()) {
        let mut start = 0;
        let mut last = Last::Boundary;
        let mut chars = part.char_indices().peekable();
        while let Some((index, c)) = chars.next() {
            let Some(&(next_index, next)) = chars.peek() else {
                words.push(&part[start..]);
                break;
            };
            let now = if c.is_lowercase() {
                Last::Small
            } else if c.is_uppercase() {
                Last::Capital
            } else {
                last
            };
            if now == Last::Small && next.is_uppercase() {
                words.push(&part[start..next_index]);
                start = next_index;
                last = Last::Boundary;
            } else if last == Last::Capital && c.is_uppercase() && next.is_lowercase() {
                words.push(&part[start..index]);
                start = index;
                last = Last::Boundary;
            } else {
                last = now;
            }
        }
    }
    words
}

/// `fooBar` to `foo_bar`.
pub(super) fn snake(name: &str) -> String {
    words(name)
        .into_iter()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("_")
}

/// `foo_bar` to `FooBar`.
pub(super) fn camel(name: &str) -> String {
    words(name).into_iter().map(capitalize).collect()
}

/// `foo_bar` to `fooBar`.
pub(super) fn lower_camel(name: &str) -> String {
    let words = words(name);
    let rest = words.iter().skip(1).map(|word| capitalize(word));
    words
        .first()
        .map(|word| word.to_lowercase())
        .into_iter()
        .chain(rest)
        .collect()
}

fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    first + &chars.as_str().to_lowercase()
}
