//! The environments of `environments.txt`.

use ketch::project::environment::{self, FILES, Facts};

#[test]
fn every_environment_is_told() {
    let text = include_str!("environments.txt").replace("\r\n", "\n");
    let cases: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let mut lines = case.lines();
        let name = lines.next().unwrap();
        let mut facts = Facts::default();
        let (mut kind, mut evidence) = ("", "");
        for line in lines.filter(|line| !line.is_empty()) {
            let (word, rest) = line.split_once(' ').unwrap();
            match word {
                "kind" => kind = rest,
                "evidence" => evidence = rest,
                "system" => facts.system = rest.to_owned(),
                "variable" => {
                    let (name, value) = rest.split_once('=').unwrap();
                    facts.variables.insert(name.to_owned(), value.to_owned());
                }
                "file" => {
                    let (path, text) = rest.split_once(" = ").unwrap_or((rest, ""));
                    assert!(FILES.contains(&path), "{name}: nobody reads {path}");
                    let text = text.replace("\\n", "\n") + "\n";
                    facts.files.insert(path.to_owned(), text);
                }
                word => panic!("{name}: {word}?"),
            }
        }
        match environment::detect(&facts) {
            Ok(environment) => {
                if environment.kind.name() != kind {
                    wrong.push(format!("{name}: {kind} expected, {environment:?}"));
                }
                if !environment
                    .evidence
                    .iter()
                    .any(|line| line.contains(evidence))
                {
                    wrong.push(format!(
                        "{name}: no {evidence} in {:?}",
                        environment.evidence
                    ));
                }
                let overridden = !facts
                    .variables
                    .get(environment::OVERRIDE)
                    .is_none_or(String::is_empty);
                assert_eq!(environment.overridden, overridden, "{name}");
            }
            Err(error) if kind == "error" => {
                let text = error.to_string();
                assert!(
                    text.contains("KETCH_ENVIRONMENT") && text.contains("devcontainer"),
                    "{text}"
                );
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
