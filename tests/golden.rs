//! What cases of every kind share: where they are, how the schema of one is read, and the golden files
//! that hold what is found. `UPDATE_EXPECT=1` writes these anew; look at what has changed.

use std::fs;
use std::path::{Path, PathBuf};

use ketch::model::{self, DataModel};
use ketch::source::{SourceFile, Sources};

/// The folder of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a folder of the repository holds, in order.
pub(crate) fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder));
    let entries = entries.unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every file below a folder, in order; of a file, itself.
pub(crate) fn files_below(path: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Whether a file's name ends so.
pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// A schema of one file.
pub(crate) fn one_file(text: impl Into<String>) -> Sources {
    Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.into(),
    }])
}

/// The meaning of a schema of one file, which must have no error.
pub(crate) fn load(text: &str) -> DataModel {
    let (data_model, diagnostics) = model::load(&one_file(text));
    let has_errors = diagnostics.has_errors();
    assert!(!has_errors, "{:?}\n{text}", diagnostics.into_sorted());
    data_model
}

/// Compares what is found with golden files, and says in the end which of them differ.
#[derive(Default)]
pub(crate) struct Golden {
    wrong: Vec<String>,
}

impl Golden {
    /// Whether golden files are written anew.
    pub(crate) fn is_updating() -> bool {
        std::env::var_os("UPDATE_EXPECT").is_some()
    }

    /// What a file holds.
    pub(crate) fn expect(&mut self, path: &Path, found: &str) {
        self.expect_any(path, Some(found));
    }

    /// What a file holds, or that it is not there.
    pub(crate) fn expect_any(&mut self, path: &Path, found: Option<&str>) {
        if Self::is_updating() {
            match found {
                Some(text) => {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, text).unwrap();
                }
                None => drop(fs::remove_file(path)),
            }
            return;
        }
        match (fs::read_to_string(path).ok(), found) {
            (None, None) => {}
            (Some(_), None) => self.fault(path, "should not be there"),
            (None, Some(found)) => self.fault(path, &format!("is not there:\n{found}")),
            (Some(expected), Some(found)) => {
                // A checkout may have changed the ends of lines.
                if expected != found && expected.replace("\r\n", "\n") != found {
                    self.fault(path, &first_difference(&expected, found));
                }
            }
        }
    }

    /// Something else that is wrong with a case.
    pub(crate) fn fault(&mut self, path: &Path, fault: &str) {
        self.wrong.push(format!("{}: {fault}", path.display()));
    }

    pub(crate) fn finish(self) {
        assert!(
            self.wrong.is_empty(),
            "UPDATE_EXPECT=1 writes these anew:\n{}",
            self.wrong.join("\n")
        );
    }
}

fn first_difference(expected: &str, found: &str) -> String {
    let same = expected.lines().zip(found.lines());
    let line = same
        .take_while(|(expected, found)| expected == found)
        .count();
    let [expected, found] = [expected, found].map(|text| {
        let shown = text.lines().nth(line);
        shown.unwrap_or("(nothing, or another end)").to_owned()
    });
    format!(
        "line {}:\n  expected {expected}\n  found    {found}",
        line + 1
    )
}
