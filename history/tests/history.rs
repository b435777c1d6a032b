//! What a history file may look like, and what is said of one that cannot be used.

use std::collections::{BTreeMap, BTreeSet};

use ketch_history::library::{declared, listed};
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
        edited: BTreeSet::new(),
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

    let mut history = history;
    history.entries[1].edited.insert("sqlite".to_owned());
    let text = history.to_string();
    assert!(text.ends_with(" edited=sqlite\n"), "{text}");
    assert_eq!(History::parse(&text).unwrap(), history);
    for broken in ["mysql", "", "sqlite,nonsense"] {
        let text = text.replace("edited=sqlite", &format!("edited={broken}"));
        assert!(History::parse(&text).is_err(), "{text}");
    }
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

/// The names of each branch.
fn branches(text: &str) -> Vec<Vec<String>> {
    let branches = History::branches(text).unwrap().into_iter();
    branches
        .map(|branch| branch.entries.into_iter().map(|entry| entry.name).collect())
        .collect()
}

#[test]
fn every_branch_of_a_merged_history_is_a_chain_of_its_own() {
    let shared = chain(&["m20260101_000000_a", "m20260102_000000_b"]);
    let with = |names: &[&str]| {
        let mut history = shared.clone();
        for name in names {
            let parent = history.head().map(|head| head.chain);
            history.entries.push(entry(name, parent));
        }
        history
    };
    let ours = with(&["m20260103_000000_ours", "m20260105_000000_more"]);
    let theirs = with(&["m20260104_000000_theirs"]);
    let names = |history: &History| -> Vec<String> {
        let entries = history.entries.iter();
        entries.map(|entry| entry.name.clone()).collect()
    };
    let both = vec![names(&ours), names(&theirs)];
    let lines = |history: &History| -> String {
        let own = history.entries[2..].iter();
        own.map(|entry| format!("{entry}\n")).collect()
    };

    let marked = |base: &str| {
        format!(
            "{shared}<<<<<<< HEAD\n{}{base}=======\n{}>>>>>>> theirs\n",
            lines(&ours),
            lines(&theirs)
        )
    };
    assert_eq!(branches(&marked("")), both);
    assert_eq!(branches(&marked("||||||| base\n")), both);
    assert_eq!(branches(&marked("").replace('\n', "\r\n")), both);
    // As git merges them where it takes the lines of both, whichever come first.
    let merged = format!("{shared}{}{}", lines(&ours), lines(&theirs));
    assert_eq!(branches(&merged), both);
    let turned = format!("{shared}{}{}", lines(&theirs), lines(&ours));
    assert_eq!(branches(&turned), [names(&theirs), names(&ours)]);
    // What both have is no branch of its own.
    let same = format!(
        "{shared}<<<<<<< HEAD\n{}=======\n>>>>>>> theirs\n",
        lines(&ours)
    );
    assert_eq!(branches(&same), [names(&ours)]);
    assert_eq!(branches(&ours.to_string()), [names(&ours)]);
    assert_eq!(branches(""), [Vec::<String>::new()]);
}

#[test]
fn a_baseline_has_the_branch_that_it_stands_for() {
    let history = chain(&[
        "m20260101_000000_a",
        "m20260102_000000_b",
        "m20260103_000000_c",
    ]);
    let baseline = Entry {
        name: "m20260102_000000_baseline".to_owned(),
        parent: None,
        folds: vec![
            "m20260101_000000_a".to_owned(),
            "m20260102_000000_b".to_owned(),
        ],
        ..history.entries[1].clone()
    };
    let squashed = History {
        entries: vec![baseline, history.entries[2].clone()],
    };
    assert_eq!(History::parse(&squashed.to_string()).unwrap(), squashed);
    let before = History {
        entries: history.entries[..2].to_vec(),
    };
    assert!(squashed.holds(&before) && !before.holds(&squashed));
    let marked = format!("<<<<<<< HEAD\n{before}=======\n{squashed}>>>>>>> theirs\n");
    assert_eq!(History::branches(&marked), Ok(vec![squashed]));
}

#[test]
fn a_merged_history_that_leads_nowhere_is_refused() {
    let (first, second) = ("m20260101_000000_a", "m20260102_000000_b");
    let lost = entry(second, Some(Digest::of("elsewhere")));
    assert_eq!(
        History::branches(&format!("{}\n{lost}\n", entry(first, None))),
        Err(HistoryError::Broken {
            name: second.to_owned()
        })
    );
    // Two that follow each other, which no digest of names and changes gives.
    let mut ring = [entry(first, None), entry(second, None)];
    ring[0].parent = Some(ring[1].chain);
    ring[1].parent = Some(ring[0].chain);
    assert!(matches!(
        History::branches(&format!("{}\n{}\n", ring[0], ring[1])),
        Err(HistoryError::Broken { .. })
    ));
    assert_eq!(
        History::branches("=======\n"),
        Err(HistoryError::Conflict { line: 1 })
    );
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

#[test]
fn what_a_crate_runs_is_what_its_list_says() {
    let [a, b] = ["m20260101_000000_a", "m20260102_000000_b"];
    let library = |list: &str| {
        format!(
            "mod {a};\npub mod {b};\nmod other;\nfn migrations() {{\n    vec![{list}]\n}}\n[]\n"
        )
    };
    let text = library(&format!(
        "\n  Box::new({b}::Migration), // Box::new({a}::Migration),\n  Box::new({a}::Migration)\n"
    ));
    assert_eq!(declared(&text).collect::<Vec<_>>(), [a, b]);
    assert_eq!(listed(&text), Some(vec![b, a]));
    assert_eq!(listed(&library("")), Some(Vec::new()));
    for unknown in [
        format!("Box::new({a}::Other)"),
        "Box::new(other::Migration)".to_owned(),
        format!("<<<<<<< HEAD\nBox::new({a}::Migration),\n"),
        "more()".to_owned(),
    ] {
        assert_eq!(listed(&library(&unknown)), None, "{unknown}");
    }
    assert_eq!(listed("mod a;"), None);
}
