//! The form of `ketch.lock`.

use std::path::Path;

use ketch::project::Error;
use ketch::project::lock::{self, Found};

const LOCK: &str = r#"# Written by ketch, and committed. Never edit it: `ketch generate` makes it,
# and makes it again after a merge conflict.
version = 1
ketch = "0.1.0"
schema = "schema"
model = "6a59f249d9c0d26b3555ac5a6c609599c75b9c3c3c30032e53becc30b4d25fbd"
owner = ["any", "ci", "wsl"]

[[file]]
path = "../entity/src/post.rs"
digest = "3da4f5da4759fcb1f77f0d003b8eb3dab63ed153784c10d159a3d9218cf875a4"
origin = "model Post"

[[file]]
path = "entity/src/user.rs"
digest = "6a62d67e1a55ec6e177ac981f82aadf8b4bce76322b0621625bf3431c5d2f9c4"
origin = "model \"User\"\u000A\\"
"#;

fn parse(text: &str) -> Result<Found, Error> {
    lock::parse(text, Path::new("ketch.lock"))
}

#[test]
fn what_is_written_is_what_was_read() {
    for text in [LOCK.to_owned(), LOCK.replace('\n', "\r\n")] {
        let Found::Lock(read) = parse(&text).unwrap() else {
            panic!("a lock");
        };
        assert_eq!(
            read.files["entity/src/user.rs"].origin,
            "model \"User\"\n\\"
        );
        assert_eq!(lock::render(&read), LOCK);
    }
}

#[test]
fn faults_are_said_at_their_line() {
    let digest = "6a62d67e1a55ec6e177ac981f82aadf8b4bce76322b0621625bf3431c5d2f9c4";
    for (from, to, line, fault) in [
        ("version = 1", "", 1, "there is no version"),
        (
            "version = 1",
            "version = 0",
            1,
            "there is no lock version 0",
        ),
        (
            "version = 1",
            "version = \"1\"",
            3,
            "version is not a number",
        ),
        ("ketch = \"0.1.0\"", "ketch = 1", 4, "ketch is not a string"),
        ("ketch = \"0.1.0\"", "ketch = ", 4, ""),
        ("\"any\", ", "1, ", 7, "owner is not a list of strings"),
        (digest, "6A62", 16, "digest is not a digest"),
        (
            "../entity/src/post.rs",
            "entity/../../x",
            9,
            "not a plain relative path",
        ),
        (
            "../entity/src/post.rs",
            "/etc/passwd",
            9,
            "not a plain relative path",
        ),
        (
            "../entity/src/post.rs",
            "C:/x",
            9,
            "not a plain relative path",
        ),
        (
            "../entity/src/post.rs",
            "..",
            9,
            "not a plain relative path",
        ),
        (
            "../entity/src/post.rs",
            "entity\\\\x",
            9,
            "not a plain relative path",
        ),
        (
            "../entity/src/post.rs",
            "entity/src/user.rs",
            14,
            "stands here twice",
        ),
        (
            "[[file]]\npath = \"entity",
            "[file]\npath = \"entity",
            14,
            "",
        ),
    ] {
        assert!(LOCK.contains(from), "{from}");
        match parse(&LOCK.replacen(from, to, 1)) {
            Err(Error::LockInvalid {
                line: found,
                fault: said,
                ..
            }) => {
                assert!(said.contains(fault), "{to}: {said}");
                assert_eq!(found, line, "{to}: {said}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
    let owner = parse(&LOCK.replace("\"ci\"", "\"ubuntu\""))
        .unwrap_err()
        .to_string();
    assert!(
        owner.contains("ubuntu") && owner.contains("ketch.lock"),
        "{owner}"
    );
}

#[test]
fn a_later_form_says_what_to_install() {
    let later = LOCK
        .replace("version = 1", "version = 2")
        .replace("0.1.0", "7.0.0");
    let said = parse(&later).unwrap_err().to_string();
    assert!(
        said.contains("7.0.0") && said.contains("version 2"),
        "{said}"
    );
    // Whatever else has changed in it.
    let said = parse("version = 9\nketch = \"8.0.0\"\n")
        .unwrap_err()
        .to_string();
    assert!(said.contains("8.0.0"), "{said}");
}

#[test]
fn both_sides_of_a_conflict_are_read() {
    let ours = "6a59f249d9c0d26b3555ac5a6c609599c75b9c3c3c30032e53becc30b4d25fbd";
    let theirs = "0000000000000000000000000000000000000000000000000000000000000000";
    let line = format!("model = \"{ours}\"\n");
    for base in ["", "||||||| 1234567\nmodel = \"x\"\n"] {
        let conflict =
            format!("<<<<<<< HEAD\n{line}{base}=======\nmodel = \"{theirs}\"\n>>>>>>> branch\n");
        let Found::Conflict(sides) = parse(&LOCK.replace(&line, &conflict)).unwrap() else {
            panic!("a conflict");
        };
        assert_eq!(sides[0].model.to_string(), ours);
        assert_eq!(sides[1].model.to_string(), theirs);
        assert_eq!(sides[0].files, sides[1].files);
    }
    let cut = format!("{LOCK}<<<<<<< HEAD\n[[file]]\n=======\n");
    let said = parse(&cut).unwrap_err().to_string();
    assert!(said.contains("conflict markers"), "{said}");
}
