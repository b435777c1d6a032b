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
    let mut snake = String::with_capacity(name.len() + 4);
    for word in words(name) {
        if !snake.is_empty() {
            snake.push('_');
        }
        push_lowercase(&mut snake, word);
    }
    snake
}

/// `foo_bar` to `FooBar`.
pub(super) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in words(name) {
        push_capitalized(&mut camel, word);
    }
    camel
}

/// `foo_bar` to `fooBar`.
pub(super) fn lower_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for (index, word) in words(name).into_iter().enumerate() {
        match index {
            0 => push_lowercase(&mut camel, word),
            _ => push_capitalized(&mut camel, word),
        }
    }
    camel
}

fn push_capitalized(text: &mut String, word: &str) {
    let mut chars = word.chars();
    text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    push_lowercase(text, chars.as_str());
}

/// Of a word, and not of its letters, since a sigma at its end is another one.
fn push_lowercase(text: &mut String, word: &str) {
    if word.is_ascii() {
        text.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        text.push_str(&word.to_lowercase());
    }
}
