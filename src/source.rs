//! The text that a user wrote: files, byte spans in them, and lines.
//!
//! Not for reading files from disk; `project` does that.
//!
//! *edit*: a stretch of text and what takes its place.
//!
//! *path*: relative to the schema directory's parent, with `/` on every system.

use std::ops::Range;
use std::sync::OnceLock;

/// One file of a schema in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span as a range of byte offsets.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether another begins in this one.
    pub fn holds(self, other: Span) -> bool {
        self.file == other.file && self.range().contains(&(other.start as usize))
    }
}

/// A stretch of text and what takes its place. An empty stretch is a place to insert at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextEdit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

impl TextEdit {
    /// Whether two edits cannot both be made: they share a byte, or begin at the same place.
    pub fn overlaps(&self, other: &TextEdit) -> bool {
        let (a, b) = (self.span, other.span);
        a.file == b.file && (a.start == b.start || a.start < b.end && b.start < a.end)
    }
}

/// How many bytes two texts share at their start, and how many behind those at their end. Where one of
/// these numbers ends there may be no end of a character.
pub fn shared_ends(before: &str, after: &str) -> (usize, usize) {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let (before, after) = (before.as_bytes(), after.as_bytes());
    let start = before.iter().zip(after).take_while(same).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev());
    (start, end.take_while(same).count())
}

/// One schema file, byte for byte as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative path with `/`, for messages and for the order of files.
    pub path: String,
    /// The text, line endings untouched.
    pub text: String,
}

/// The files of one schema, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Where the lines of each file begin; not known before it is asked for.
    lines: Vec<OnceLock<Vec<u32>>>,
}

impl Sources {
    /// Sorts the files by path, so that the order in which they were found does not matter.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self::in_order(files)
    }

    fn in_order(files: Vec<SourceFile>) -> Self {
        let lines = files.iter().map(|_| OnceLock::new()).collect();
        Self { files, lines }
    }

    fn line_starts(&self, id: FileId) -> &[u32] {
        self.lines[id.0 as usize].get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.file(id).text.as_bytes());
            let after = newlines.map(|at| at as u32 + 1);
            std::iter::once(0).chain(after).collect()
        })
    }

    /// Every file with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index as u32), file))
    }

    /// The file behind an id that this value gave out.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.range()]
    }

    /// The same files after edits, none of which may overlap another.
    pub fn edited(&self, edits: &[TextEdit]) -> Self {
        let mut edits: Vec<&TextEdit> = edits.iter().collect();
        edits.sort();
        let mut files = self.files.clone();
        // From the end, so that the places of those before stay where they are.
        for edit in edits.into_iter().rev() {
            let text = &mut files[edit.span.file.0 as usize].text;
            text.replace_range(edit.span.range(), &edit.text);
        }
        Self::in_order(files)
    }

    /// Line and column of a span's start, both from 1; the column counts characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let starts = self.line_starts(span.file);
        let line = starts.partition_point(|start| *start <= span.start);
        let start = starts[line - 1] as usize;
        let before = &self.file(span.file).text[start..span.start as usize];
        (line, before.chars().count() + 1)
    }
}
