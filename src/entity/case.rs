//! snake_case and UpperCamelCase, as SeaORM's macros make them (with the crate heck): a column
//! name or a variant that we do not spell out must be the one that they will derive.

/// Calls for each word of a name: parts between characters that are neither letter nor digit, cut
/// again before a capital that follows a small letter, and before the last of several capitals
/// where a small letter follows it, as in `HTMLPage`.
fn for_each_word<'n>(name: &'n str, word: impl FnMut(&'n str)) {
    // Nearly all names are ASCII, which needs no decoding.
    if name.is_ascii() {
        cut(name, name.bytes().map(char::from).enumerate(), word);
    } else {
        cut(name, name.char_indices(), word);
    }
}

fn cut<'n>(
    name: &'n str,
    chars: impl Iterator<Item = (usize, char)>,
    mut word: impl FnMut(&'n str),
) {
    #[derive(PartialEq, Clone, Copy)]
    enum Last {
        Boundary,
        Small,
        Capital,
    }
    let mut start = 0;
    let mut last = Last::Boundary;
    // Where the character before is, and whether it is a capital that follows another.
    let (mut before, mut second_capital) = (0, false);
    for (index, c) in chars {
        if !c.is_alphanumeric() {
            if start < index {
                word(&name[start..index]);
            }
            start = index + c.len_utf8();
            (last, second_capital) = (Last::Boundary, false);
            continue;
        }
        let (small, capital) = (c.is_lowercase(), c.is_uppercase());
        if last == Last::Small && capital {
            word(&name[start..index]);
            (start, last) = (index, Last::Boundary);
        } else if second_capital && small {
            word(&name[start..before]);
            start = before;
        }
        (before, second_capital) = (index, last == Last::Capital && capital);
        if small {
            last = Last::Small;
        } else if capital {
            last = Last::Capital;
        }
    }
    if start < name.len() {
        word(&name[start..]);
    }
}

/// `fooBar` to `foo_bar`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for_each_word(name, |word| {
        if !snake.is_empty() {
            snake.push('_');
        }
        push_lowercase(&mut snake, word);
    });
    snake
}

/// `foo_bar` to `FooBar`.
pub(super) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for_each_word(name, |word| push_capitalized(&mut camel, word));
    camel
}

/// `foo_bar` to `fooBar`.
pub(super) fn lower_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for_each_word(name, |word| match camel.is_empty() {
        true => push_lowercase(&mut camel, word),
        false => push_capitalized(&mut camel, word),
    });
    camel
}

fn push_capitalized(text: &mut String, word: &str) {
    let start = text.len();
    if word.is_ascii() {
        text.push_str(word);
        text[start..].make_ascii_lowercase();
        text[start..=start].make_ascii_uppercase();
    } else {
        let mut chars = word.chars();
        text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        push_lowercase(text, chars.as_str());
    }
}

/// As heck does: a sigma at the end of a word is another one, whatever stands before it.
fn push_lowercase(text: &mut String, word: &str) {
    if word.is_ascii() {
        let start = text.len();
        text.push_str(word);
        text[start..].make_ascii_lowercase();
    } else {
        let (rest, last) = match word.strip_suffix('Σ') {
            Some(rest) => (rest, Some('ς')),
            None => (word, None),
        };
        text.extend(rest.chars().flat_map(char::to_lowercase).chain(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn names_are_cut_as_heck_cuts_them(name in "[aBc01_ -]{0,9}|[aBc1_éÉßΣσςİǅ中]{0,9}|\\PC{0,9}") {
            prop_assert_eq!(snake(&name), name.to_snake_case());
            prop_assert_eq!(camel(&name), name.to_upper_camel_case());
            prop_assert_eq!(lower_camel(&name), name.to_lower_camel_case());
        }
    }
}
