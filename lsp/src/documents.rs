//! Open documents, the schemas that they belong to, and what both look like at one moment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use ketch::diagnostic::Diagnostics;
use ketch::model::{self, DataModel};
use ketch::project::{self, Location};
use ketch::source::{FileId, SourceFile, Sources, Span};
use ketch::syntax::{Parsed, Structure};
use lsp_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};

/// A document that is open in the client, whose text is the client's.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) version: i32,
    pub(super) text: String,
    /// The schema that it belongs to.
    pub(super) schema: SchemaId,
}

impl Document {
    /// Makes the changes, one after the other.
    pub(super) fn change(
        &mut self,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.text = whole.text;
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::of(&self.text);
                    let offset = |at| lines.offset(&self.text, at, encoding) as usize;
                    let (start, end) = (offset(part.range.start), offset(part.range.end));
                    self.text.replace_range(start..end.max(start), &part.text);
                }
            }
        }
    }
}

/// What tells schemas apart: the path of the folder or the file, or the name of a document that is
/// no file.
pub(super) type SchemaId = String;

/// A schema, as it was last read from the disk.
pub(super) struct Schema {
    location: Option<Location>,
    /// The files on the disk, with their names in messages.
    files: BTreeMap<Uri, SourceFile>,
    /// What could not be read.
    pub(super) fault: Option<String>,
    /// Made when it is asked for after a change.
    snapshot: Option<Arc<Snapshot>>,
    /// The newest text that was parsed, from which the next one is.
    parsed: Option<Arc<Text>>,
    /// Documents that had faults when they were last published.
    pub(super) published: BTreeMap<Uri, Published>,
    /// Counts changes.
    pub(super) generation: u64,
}

/// What the client knows of a document's faults.
#[derive(Debug, PartialEq)]
pub(super) struct Published {
    pub(super) version: Option<i32>,
    pub(super) diagnostics: Vec<lsp_types::Diagnostic>,
}

/// Which schema a document belongs to: the one around it, or else it alone is one.
pub(super) fn schema_of(uri: &Uri) -> (SchemaId, Option<Location>) {
    // An unsaved document may be named like a path; a folder would be read whole as a schema.
    let path = uri.to_file_path().ok();
    let on_disk = |path: &PathBuf| uri.as_str().starts_with("file:") && !path.is_dir();
    let Some(path) = path.filter(on_disk) else {
        return (uri.to_string(), None);
    };
    let folder = path.parent().unwrap_or(&path);
    let around = project::find(folder, None);
    let location = around
        .ok()
        .filter(|location| path.starts_with(&location.schema))
        .or_else(|| project::find(folder, Some(&path)).ok());
    match location {
        Some(location) => (location.schema.display().to_string(), Some(location)),
        None => (uri.to_string(), None),
    }
}

impl Schema {
    pub(super) fn new(location: Option<Location>) -> Self {
        let mut schema = Self {
            location,
            files: BTreeMap::new(),
            fault: None,
            snapshot: None,
            parsed: None,
            published: BTreeMap::new(),
            generation: 0,
        };
        schema.read();
        schema
    }

    /// Reads the files again.
    pub(super) fn read(&mut self) {
        self.touch();
        self.files.clear();
        self.fault = None;
        let Some(location) = &self.location else {
            return;
        };
        match location.read() {
            Ok(sources) => {
                for (_, file) in sources.iter() {
                    if let Ok(uri) = Uri::from_file_path(location.base.join(&file.path)) {
                        self.files.insert(uri, file.clone());
                    }
                }
            }
            // What is open is there all the same.
            Err(error) => self.fault = Some(error.to_string()),
        }
    }

    /// Something has changed.
    pub(super) fn touch(&mut self) {
        if let Some(snapshot) = self.snapshot.take()
            && snapshot.text.structures.get().is_some()
        {
            self.parsed = Some(Arc::clone(&snapshot.text));
        }
        self.generation += 1;
    }

    /// Whether a file on the disk would belong to it.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let schema = self.location.as_ref().map(|location| &location.schema);
        schema.is_some_and(|schema| path.starts_with(schema))
    }

    /// The schema as it is now.
    pub(super) fn snapshot(
        &mut self,
        id: &SchemaId,
        documents: &BTreeMap<Uri, Document>,
    ) -> Arc<Snapshot> {
        if let Some(snapshot) = &self.snapshot {
            return Arc::clone(snapshot);
        }
        let open = documents
            .iter()
            .filter(|(_, document)| document.schema == *id);
        let open: BTreeMap<Uri, &Document> = open
            .map(|(uri, document)| (normal(uri), document))
            .collect();
        let mut files = Vec::new();
        for (uri, file) in &self.files {
            if !open.contains_key(uri) {
                files.push((file.clone(), uri.clone(), None));
            }
        }
        for (uri, document) in &open {
            let path = match self.files.get(uri) {
                Some(file) => file.path.clone(),
                None => self.name(uri),
            };
            let text = document.text.clone();
            let file = SourceFile { path, text };
            files.push((file, uri.clone(), Some(document.version)));
        }
        files.sort_by(|(a, ..), (b, ..)| a.path.cmp(&b.path));
        let lines = files.iter().map(|_| OnceLock::new()).collect();
        let (mut sources, mut uris, mut versions) = (Vec::new(), Vec::new(), Vec::new());
        for (file, uri, version) in files {
            sources.push(file);
            uris.push(uri);
            versions.push(version);
        }
        let snapshot = Arc::new(Snapshot {
            text: Arc::new(Text {
                sources: Sources::new(sources),
                earlier: Mutex::new(self.parsed.clone()),
                structures: OnceLock::new(),
            }),
            uris,
            versions,
            lines,
            schema: OnceLock::new(),
        });
        self.snapshot = Some(Arc::clone(&snapshot));
        snapshot
    }

    /// What a file that is not on the disk yet is called.
    fn name(&self, uri: &Uri) -> String {
        let path = uri.to_file_path().ok();
        let relative = self.location.as_ref().and_then(|location| {
            let path = path.as_ref()?.strip_prefix(&location.base).ok()?;
            let parts = path.components().map(|part| part.as_os_str());
            let parts: Option<Vec<&str>> = parts.map(|part| part.to_str()).collect();
            Some(parts?.join("/"))
        });
        relative.unwrap_or_else(|| uri.to_string())
    }
}

/// One spelling of a file's address: clients escape it in different ways.
pub(super) fn normal(uri: &Uri) -> Uri {
    let path: Option<PathBuf> = uri.to_file_path().ok();
    path.and_then(|path| Uri::from_file_path(path).ok())
        .unwrap_or_else(|| uri.clone())
}

/// The sources of a schema as they were after one change, parsed when it is asked for.
#[derive(Debug)]
struct Text {
    sources: Sources,
    /// One that was parsed before, until this one is.
    earlier: Mutex<Option<Arc<Text>>>,
    structures: OnceLock<Vec<Arc<Structure>>>,
}

impl Text {
    /// Of what was parsed before, only what has changed is parsed.
    fn parsed(&self) -> Parsed<'_> {
        let structures = self.structures.get_or_init(|| {
            let earlier = self.earlier.lock().map(|mut earlier| earlier.take());
            let parsed = match earlier {
                Ok(Some(earlier)) => Parsed::after(&self.sources, &earlier.parsed()),
                _ => Parsed::of(&self.sources),
            };
            parsed.structures()
        });
        Parsed::again(&self.sources, structures)
    }
}

/// A schema as it was after one change.
#[derive(Debug)]
pub(super) struct Snapshot {
    text: Arc<Text>,
    uris: Vec<Uri>,
    versions: Vec<Option<i32>>,
    lines: Vec<OnceLock<Lines>>,
    schema: OnceLock<(DataModel, Diagnostics)>,
}

impl Snapshot {
    /// Its meaning and its faults; found out by whoever asks first, while others wait.
    pub(super) fn schema(&self) -> &(DataModel, Diagnostics) {
        self.schema.get_or_init(|| model::lower(&self.parsed()))
    }

    /// Its files, parsed.
    pub(super) fn parsed(&self) -> Parsed<'_> {
        self.text.parsed()
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.text.sources
    }

    pub(super) fn file(&self, uri: &Uri) -> Option<FileId> {
        let uri = normal(uri);
        let index = self.uris.iter().position(|other| *other == uri)?;
        Some(FileId(index as u32))
    }

    pub(super) fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.uris.len() as u32).map(FileId)
    }

    pub(super) fn uri(&self, file: FileId) -> &Uri {
        &self.uris[file.0 as usize]
    }

    /// The version of an open document.
    pub(super) fn version(&self, file: FileId) -> Option<i32> {
        self.versions[file.0 as usize]
    }

    fn lines(&self, file: FileId) -> &Lines {
        self.lines[file.0 as usize].get_or_init(|| Lines::of(&self.sources().file(file).text))
    }

    pub(super) fn offset(&self, file: FileId, position: Position, encoding: Encoding) -> u32 {
        let text = &self.sources().file(file).text;
        self.lines(file).offset(text, position, encoding)
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        let text = &self.sources().file(span.file).text;
        self.lines(span.file)
            .range(text, span.start, span.end, encoding)
    }
}
