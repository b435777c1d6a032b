//! The crate under `fixture/` is what the templates say.

use std::path::Path;

fn template(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../src/migration/templates")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixture/migration")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_fixture_is_made_from_the_templates() {
    let first = "m20260101_000000_init";
    assert_eq!(
        fixture("src/main.rs"),
        template("main.rs").replace("{crate}", "migration")
    );
    let texts = [first, "m20260103_000000_emails"]
        .map(|name| format!("    (\"{name}\", include_str!(\"{name}.rs\")),\n"));
    assert_eq!(
        fixture("src/runner.rs"),
        template("runner.rs").replace("{texts}", &texts.concat())
    );
    assert_eq!(
        fixture(&format!("src/{first}.rs")),
        template("migration.rs").replace("{migration}", first)
    );

    let library = fixture("src/lib.rs");
    let others = ["m20260102_000000_note", "m20260103_000000_emails"];
    let one = others.iter().fold(library, |library, name| {
        library
            .replace(&format!("mod {name};\n"), "")
            .replace(&format!("            Box::new({name}::Migration),\n"), "")
    });
    assert_eq!(one, template("lib.rs").replace("{migration}", first));

    let sql = fixture("src/sql.rs");
    let (start, end) = (
        sql.find("        (\"m").unwrap(),
        sql.find("        _ => return None").unwrap(),
    );
    assert_eq!(sql.replace(&sql[start..end], "{arms}"), template("sql.rs"));
}
