//! String literals: their escapes are those of JSON.

use std::borrow::Cow;
use std::ops::Range;

/// One piece of a literal: text as it stands, or an escape.
struct Escape {
    /// In the literal.
    range: Range<usize>,
    /// What it means; none where it means nothing.
    value: Option<char>,
}

/// The text that a literal, with its quotes, stands for. Escapes that mean nothing stay.
pub(super) fn unescape(literal: &str) -> Cow<'_, str> {
    let inner = 1..literal.len().saturating_sub(1).max(1);
    let content = literal.get(inner.clone()).unwrap_or("");
    if !content.contains('\\') {
        return Cow::Borrowed(content);
    }
    let mut text = String::with_capacity(content.len());
    let mut at = inner.start;
    for escape in escapes(literal) {
        text.push_str(&literal[at..escape.range.start]);
        match escape.value {
            Some(value) => text.push(value),
            None => text.push_str(&literal[escape.range.clone()]),
        }
        at = escape.range.end;
    }
    text.push_str(&literal[at..inner.end]);
    Cow::Owned(text)
}

/// The first escape in a literal that means nothing, and its text.
pub(super) fn escape_fault(literal: &str) -> Option<(Range<usize>, &str)> {
    let wrong = escapes(literal).find(|escape| escape.value.is_none())?;
    Some((wrong.range.clone(), &literal[wrong.range]))
}

fn escapes(literal: &str) -> impl Iterator<Item = Escape> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + literal.get(at..)?.find('\\')?;
        let mut rest = literal[start + 1..].chars();
        let simple = |value| (2, Some(value));
        let (len, value) = match rest.next()? {
            '"' => simple('"'),
            '\\' => simple('\\'),
            '/' => simple('/'),
            'b' => simple('\u{8}'),
            'f' => simple('\u{c}'),
            'n' => simple('\n'),
            'r' => simple('\r'),
            't' => simple('\t'),
            'u' => unicode(&literal[start..]),
            other => (1 + other.len_utf8(), None),
        };
        at = start + len;
        Some(Escape {
            range: start..at,
            value,
        })
    })
}

/// `\u00e9`, or two of them that make up one character.
fn unicode(text: &str) -> (usize, Option<char>) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let Some(high) = unit(0) else {
        return (2, None);
    };
    if let Some(value) = char::from_u32(high) {
        return (6, Some(value));
    }
    match unit(6) {
        Some(low) if (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low) => (
            12,
            char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
        ),
        _ => (6, None),
    }
}
