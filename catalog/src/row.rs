//! A row of a catalog: a flat JSON array, as every engine can write one.

use std::fmt;

/// A row: texts, of which some are NULL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    cells: Vec<Option<String>>,
}

impl Row {
    /// A row of these cells.
    pub fn new(cells: Vec<Option<String>>) -> Self {
        Self { cells }
    }

    /// Reads a JSON array of strings, numbers, truth values and nulls; nothing where it is not one.
    /// A number or a truth value is the text that it is written as.
    pub fn parse(json: &str) -> Option<Self> {
        let mut rest = json.trim().strip_prefix('[')?;
        let mut cells = Vec::new();
        if rest.trim() == "]" {
            return Some(Self { cells });
        }
        loop {
            rest = rest.trim_start();
            let cell = match rest.strip_prefix('"') {
                Some(text) => {
                    let (text, after) = string(text)?;
                    rest = after.trim_start();
                    Some(text)
                }
                None => {
                    let end = rest.find([',', ']'])?;
                    let (word, after) = rest.split_at(end);
                    rest = after;
                    match word.trim() {
                        "null" => None,
                        word if word.is_empty() || word.contains(['[', '{', '"']) => return None,
                        word => Some(word.to_owned()),
                    }
                }
            };
            cells.push(cell);
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        (rest.trim() == "]").then_some(Self { cells })
    }

    /// The kind of thing that it tells of.
    pub fn part(&self) -> &str {
        self.text(0)
    }

    /// The PostgreSQL schema and the name of the owner; a row of the database itself has none.
    pub fn owner(&self) -> (Option<&str>, &str) {
        (self.get(1), self.text(2))
    }

    /// The cells that follow those of the owner, in order; NULL where there is none.
    pub fn rest<const N: usize>(&self) -> [Cell<'_>; N] {
        std::array::from_fn(|at| Cell(self.get(3 + at)))
    }

    /// The cell at a place, counted from 0; nothing where it is NULL, or not there.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.cells.get(at)?.as_deref()
    }

    /// The same, where NULL and an empty text are one.
    pub fn text(&self, at: usize) -> &str {
        self.get(at).unwrap_or_default()
    }

    /// The cells from a place on.
    pub fn cells(&self, from: usize) -> &[Option<String>] {
        self.cells.get(from..).unwrap_or_default()
    }

    /// The same row with NULL at a place.
    pub fn without(mut self, at: usize) -> Self {
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = None;
        }
        self
    }
}

/// A cell of a row: a text, or NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'r>(Option<&'r str>);

impl<'r> Cell<'r> {
    /// The text; nothing where it is NULL.
    pub fn get(self) -> Option<&'r str> {
        self.0
    }

    /// The same, where NULL and an empty text are one.
    pub fn text(self) -> &'r str {
        self.0.unwrap_or_default()
    }

    /// Whether it says yes, in whichever way the engines do.
    pub fn is_true(self) -> bool {
        matches!(self.text(), "true" | "1" | "YES" | "t")
    }
}

/// The row as JSON, every cell a string or null: what [`Row::parse`] reads as this very row.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (at, cell) in self.cells.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            let Some(text) = cell else {
                f.write_str("null")?;
                continue;
            };
            f.write_str("\"")?;
            for char in text.chars() {
                match char {
                    '"' | '\\' => write!(f, "\\{char}")?,
                    char if char.is_control() => write!(f, "\\u{:04x}", u32::from(char))?,
                    char => write!(f, "{char}")?,
                }
            }
            f.write_str("\"")?;
        }
        f.write_str("]")
    }
}

/// A string after its opening quote, and what follows it.
fn string(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let at = rest.find(['"', '\\'])?;
        value += &rest[..at];
        if rest[at..].starts_with('"') {
            return Some((value, &rest[at + 1..]));
        }
        let escaped = rest[at + 1..].chars().next()?;
        rest = &rest[at + 1 + escaped.len_utf8()..];
        value.push(match escaped {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (char, after) = unicode(rest)?;
                rest = after;
                char
            }
            '"' | '\\' | '/' => escaped,
            _ => return None,
        });
    }
}

/// The digits after `\u`, of a pair of surrogates both.
fn unicode(text: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u32::from_str_radix(text.get(..4)?, 16).ok();
    let first = unit(text)?;
    let rest = &text[4..];
    if let Some(char) = char::from_u32(first) {
        return Some((char, rest));
    }
    let rest = rest.strip_prefix("\\u")?;
    let second = unit(rest)?;
    let high = first.checked_sub(0xd800)?;
    let low = second.checked_sub(0xdc00)?;
    let char = char::from_u32(0x10000 + (high << 10) + low)?;
    Some((char, &rest[4..]))
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn cells_are_texts_numbers_truth_values_and_nulls() {
        let row = Row::parse(r#"["column", null, "a\"\\\n\u00e9\ud83d\ude00",3 , true,"" ]"#);
        let row = row.unwrap();
        assert_eq!(row.part(), "column");
        assert_eq!(row.owner(), (None, "a\"\\\né😀"));
        let [number, truth, empty, none] = row.rest();
        assert_eq!(number.get(), Some("3"));
        assert!(truth.is_true());
        assert_eq!((empty.get(), none.get()), (Some(""), None));
    }

    #[test]
    fn a_row_is_read_back_as_it_was_written() {
        let texts = ["", "a\"b\\c/", "line\nfeed\r\t\u{0}\u{7f}\u{85}", "é😀"];
        let cells = texts.map(|text| Some(text.to_owned()));
        let row = Row::new(cells.into_iter().chain([None]).collect());
        let text = row.to_string();
        assert!(text.chars().all(|char| !char.is_control()), "{text}");
        assert_eq!(Row::parse(&text), Some(row));
        assert_eq!(Row::parse("[]").unwrap().to_string(), "[]");
    }

    #[test]
    fn what_is_no_flat_array_is_no_row() {
        for text in [
            "",
            "[",
            "[]x",
            "[1",
            "[[1]]",
            "[{}]",
            "[\"a]",
            "[1,]",
            "[\"\\u12\"]",
            "[\"\\x\"]",
            "[\"\\ud800a\"]",
        ] {
            assert_eq!(Row::parse(text), None, "{text}");
        }
        assert_eq!(Row::parse("[]").map(|row| row.cells.len()), Some(0));
    }
}
