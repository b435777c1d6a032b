//! snake_case and UpperCamelCase, as SeaORM's macros make them (with the crate heck): a column
//! name or a variant that we do not spell out must be the one that they will derive.

/// What the last letter was of the word so far.
#[derive(PartialEq, Clone, Copy)]
enum Last {
    Boundary,
    Small,
    Capital,
}

/// Calls for each word of a name: parts between characters that are neither letter nor digit, cut
/// again before a capital that follows a small letter, and before the last of several capitals
/// where a small letter follows it, as in `HTMLPage`.
fn for_each_word<'n>(name: &'n str, mut word: impl FnMut(&'n str)) {
    let mut start = 0;
    let mut last = Last::Boundary;
    // Where the character before is, and whether it is a capital that follows another.
    let (mut before, mut second_capital) = (0, false);
    for (index, c) in name.char_indices() {
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

/// The same for a name in ASCII, as nearly all are: calls for each letter and digit, and says whether
/// a word begins there.
fn for_each_letter(name: &str, mut letter: impl FnMut(u8, bool)) {
    let bytes = name.as_bytes();
    let mut last = Last::Boundary;
    let mut is_start = true;
    for (index, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            (last, is_start) = (Last::Boundary, true);
            continue;
        }
        let cut = byte.is_ascii_uppercase()
            && match last {
                Last::Boundary => false,
                Last::Small => true,
                Last::Capital => bytes.get(index + 1).is_some_and(u8::is_ascii_lowercase),
            };
        letter(*byte, is_start || cut);
        is_start = false;
        if byte.is_ascii_lowercase() {
            last = Last::Small;
        } else if byte.is_ascii_uppercase() {
            last = Last::Capital;
        }
    }
}

/// `fooBar` to `foo_bar`.
pub(super) fn snake(name: &str) -> String {
    if is_plainly_snake(name) {
        return name.to_owned();
    }
    let mut snake = String::with_capacity(name.len() + 4);
    if is_plainly_humped(name) {
        for (index, byte) in name.bytes().enumerate() {
            if byte.is_ascii_uppercase() && index > 0 {
                snake.push('_');
            }
            snake.push(byte.to_ascii_lowercase().into());
        }
        return snake;
    }
    if name.is_ascii() {
        for_each_letter(name, |letter, is_start| {
            if is_start && !snake.is_empty() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase().into());
        });
        return snake;
    }
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
    if name.is_ascii() {
        return ascii_camel(name, true);
    }
    let mut camel = String::with_capacity(name.len());
    for_each_word(name, |word| push_capitalized(&mut camel, word));
    camel
}

/// `foo_bar` to `fooBar`.
pub(super) fn lower_camel(name: &str) -> String {
    if name.is_ascii() {
        return ascii_camel(name, false);
    }
    let mut camel = String::with_capacity(name.len());
    for_each_word(name, |word| match camel.is_empty() {
        true => push_lowercase(&mut camel, word),
        false => push_capitalized(&mut camel, word),
    });
    camel
}

/// The letters and digits of a name, with a capital where a word begins; at the first only if asked for.
fn ascii_camel(name: &str, capital_first: bool) -> String {
    if is_plainly_humped(name) {
        let mut camel = name.to_owned();
        if let Some(first) = camel.get_mut(..1) {
            match capital_first {
                true => first.make_ascii_uppercase(),
                false => first.make_ascii_lowercase(),
            }
        }
        return camel;
    }
    let mut camel = name.as_bytes().to_vec();
    let mut len = 0;
    for_each_letter(name, |letter, is_start| {
        camel[len] = match is_start && (len > 0 || capital_first) {
            true => letter.to_ascii_uppercase(),
            false => letter.to_ascii_lowercase(),
        };
        len += 1;
    });
    camel.truncate(len);
    String::from_utf8(camel).unwrap_or_default()
}

/// Whether [`camel`] gives a name back.
pub(super) fn is_camel(name: &str) -> bool {
    if !name.is_ascii() {
        return camel(name) == name;
    }
    let mut is_same = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for_each_letter(name, |letter, is_start| {
        is_same &= match is_start {
            true => !letter.is_ascii_lowercase(),
            false => !letter.is_ascii_uppercase(),
        };
    });
    is_same
}

/// Whether a name is such that [`snake`] gives it back; false where that is not plain to see.
pub(super) fn is_plainly_snake(name: &str) -> bool {
    let mut before = b'_';
    let is_plain = name.bytes().all(|byte| {
        let is_second_dash = byte == b'_' && before == b'_';
        before = byte;
        !is_second_dash && matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')
    });
    is_plain && before != b'_'
}

/// Whether a name is one letter after another with a capital where a word begins, whatever the first
/// letter is; false where that is not plain to see.
fn is_plainly_humped(name: &str) -> bool {
    let (first, rest) = match name.as_bytes() {
        [first, rest @ ..] if first.is_ascii_alphabetic() => (*first, rest),
        _ => return false,
    };
    let mut last = first;
    rest.iter().all(|byte| match byte {
        b'0'..=b'9' => true,
        b'a'..=b'z' => {
            last = *byte;
            true
        }
        b'A'..=b'Z' => std::mem::replace(&mut last, *byte).is_ascii_lowercase(),
        _ => false,
    })
}

fn push_capitalized(text: &mut String, word: &str) {
    let mut chars = word.chars();
    text.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    push_lowercase(text, chars.as_str());
}

/// As heck does: a sigma at the end of a word is another one, whatever stands before it.
fn push_lowercase(text: &mut String, word: &str) {
    let (rest, last) = match word.strip_suffix('Σ') {
        Some(rest) => (rest, Some('ς')),
        None => (word, None),
    };
    text.extend(rest.chars().flat_map(char::to_lowercase).chain(last));
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
            prop_assert!(!is_plainly_snake(&name) || snake(&name) == name);
            prop_assert_eq!(is_camel(&name), camel(&name) == name);
        }
    }
}
