//! What a history file may look like, and what is said of one that cannot be used.

use std::collections::BTreeMap;

use ketch_history::{
    Digest, Entry, History, HistoryError, chain_digest, is_migration_name, sql_digest,
};

fn entry(name: &str, parent: Option<Digest>) -> Entry {
    Entry {
        name: name.to_owned(),
        parent,
        chain: chain_digest(name, parent, "changes"),
        model: Digest::of("model"),
        rust: Digest::of("rust"),
        engines: BTreeMap::from([("sqlite".to_owned(), sql_digest("up", Some("down")))]),
        folds: Vec::new(),
    }
}

fn chain(names: &[&str]) -> History {
    let mut history = History::default();
    for name in names {
        let parent = history.head().map(|head| head.chain);
        history.entries.push(entry(name, parent));
    }
    history
}

#[test]
fn what_is_written_is_read_back_whatever_the_line_endings() {
    let history = chain(&["m20260101_000000_init", "m20260102_000000_more"]);
    let text = history.to_string();
    assert_eq!(History::parse(&text).unwrap(), history);
    assert_eq!(
        History::parse(&text.replace('\n', "\r\n")).unwrap(),
        history
    );
    assert_eq!(History::parse("").unwrap(), History::default());
}

#[test]
fn line_endings_do_not_change_a_digest() {
    assert_eq!(
        sql_digest("a;\r\nb;\r\n", Some("c;\r\n")),
        sql_digest("a;\nb;\n", Some("c;\n"))
    );
    assert_ne!(sql_digest("a", Some("b")), sql_digest("a", None));
}

#[test]
fn a_history_that_is_not_one_chain_is_refused() {
    let (first, second) = ("m20260101_000000_a", "m20260102_000000_b");
    let root = entry(first, None);
    let lines = |entries: &[Entry]| {
        History {
            entries: entries.to_vec(),
        }
        .to_string()
    };
    let cases = [
        (
            lines(&[root.clone(), entry(second, None)]),
            HistoryError::Fork {
                first: first.into(),
                second: second.into(),
            },
        ),
        (
            lines(&[root.clone(), entry(second, Some(Digest::of("elsewhere")))]),
            HistoryError::Broken {
                name: second.into(),
            },
        ),
        (
            lines(&[root.clone(), root.clone()]),
            HistoryError::Twice { name: first.into() },
        ),
        (
            "# ketch history 2\n".into(),
            HistoryError::Newer {
                version: "2".into(),
            },
        ),
        (
            "# ketch history 1\n<<<<<<< ours\n".into(),
            HistoryError::Conflict { line: 2 },
        ),
    ];
    for (text, error) in cases {
        assert_eq!(History::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named_with_the_reason() {
    let good = entry("m20260101_000000_a", None).to_string();
    let cases = [
        (
            good.replace("m20260101_000000_a", "../../etc"),
            "is not a name",
        ),
        (good.replace("parent=-", "parent"), "is not key=value"),
        (good.replace("parent=- ", ""), "`parent=` is missing"),
        (good.replace("sqlite=", "oracle="), "`oracle` is unknown"),
        (
            format!("{good} rust={}", Digest::of("")),
            "`rust` stands twice",
        ),
        (good.replace("rust=", "rust=X"), "rust: not a digest"),
    ];
    for (line, reason) in cases {
        let error = History::parse(&line).unwrap_err().to_string();
        assert!(
            error.starts_with("line 1 ") && error.contains(reason),
            "{error}"
        );
    }
}

#[test]
fn names_are_those_of_sea_orm_cli() {
    for name in [
        "m20260101_000000_init",
        "m20220101_000001_create_table",
        "m20260101_000000_Add_2",
    ] {
        assert!(is_migration_name(name), "{name}");
    }
    for name in [
        "",
        "init",
        "m2026_000000_a",
        "m20260101_000000_",
        "m20260101_000000_a-b",
        "m20260101_000000_a/b",
    ] {
        assert!(!is_migration_name(name), "{name}");
    }
}
