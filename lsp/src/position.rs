//! Offsets in bytes to the protocol's lines and characters, and back.
//!
//! A position beyond a line's end is its end, one beyond the last line the text's, one inside of a
//! character its start, as the protocol has it.

use std::iter;

use lsp_types::{Position, Range};

/// What a client counts in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of 16 bits.
    Utf16,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|at| bytes[*at..].iter().take(2).ne(b"\r\n"));
        let starts = ends.map(|end| end as u32 + 1);
        Self {
            starts: iter::once(0).chain(starts).collect(),
        }
    }

    pub(super) fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = text.floor_char_boundary(offset as usize) as u32;
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &text[self.starts[line] as usize..offset as usize];
        Position {
            line: line as u32,
            character: length(before, encoding),
        }
    }

    pub(super) fn range(&self, text: &str, start: u32, end: u32, encoding: Encoding) -> Range {
        Range {
            start: self.position(text, start, encoding),
            end: self.position(text, end, encoding),
        }
    }

    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let Some(start) = self.starts.get(position.line as usize) else {
            return text.len() as u32;
        };
        let end = self.starts.get(position.line as usize + 1);
        let line = &text[*start as usize..end.map_or(text.len(), |end| *end as usize)];
        let line = line.trim_end_matches(['\n', '\r']);
        let mut left = position.character;
        for (at, char) in line.char_indices() {
            let width = length(char.encode_utf8(&mut [0; 4]), encoding);
            if left < width {
                return start + at as u32;
            }
            left -= width;
        }
        start + line.len() as u32
    }
}

fn length(text: &str, encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Utf8 => text.len() as u32,
        Encoding::Utf16 => text.chars().map(|char| char.len_utf16() as u32).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_has_one_position() {
        let text = "a\r\nbé😀c\rd\n\ne";
        let lines = Lines::of(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                // Between the two characters of a line's end there is no position.
                if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                    continue;
                }
                let position = lines.position(text, offset as u32, encoding);
                assert_eq!(lines.offset(text, position, encoding), offset as u32);
            }
        }
        let at = |line, character| Position { line, character };
        let utf16 = |offset| lines.position(text, offset, Encoding::Utf16);
        assert_eq!(utf16(text.find('c').unwrap() as u32), at(1, 4));
        assert_eq!(utf16(text.find('d').unwrap() as u32), at(2, 0));
        assert_eq!(utf16(text.find('e').unwrap() as u32), at(4, 0));
    }

    #[test]
    fn positions_that_are_not_there_are_near() {
        let text = "😀b\nc";
        let lines = Lines::of(text);
        let offset =
            |line, character| lines.offset(text, Position { line, character }, Encoding::Utf16);
        assert_eq!(offset(0, 1), 0);
        assert_eq!(offset(0, 99), 5);
        assert_eq!(offset(1, u32::MAX), 7);
        assert_eq!(offset(u32::MAX, 0), 7);
    }
}
