//! What SQLite's pragmas do not tell and the text of a statement does.

use super::token::{Token, closing, listed, tokens};
use crate::dialect::Engine;

/// What the text of a `CREATE TABLE` tells.
#[derive(Debug, Default)]
pub(super) struct Definition {
    /// The column that counts up.
    pub(super) auto_increment: Option<String>,
    /// Checks: the name, if any, and the expression as it was written.
    pub(super) checks: Vec<(Option<String>, String)>,
    /// Foreign keys in the order in which they stand there: the name, if any, and the columns.
    pub(super) foreign_keys: Vec<(Option<String>, Vec<String>)>,
    /// What it says that a database schema has no words for.
    pub(super) unheld: Vec<String>,
}

/// Reads a `CREATE TABLE`.
pub(super) fn table(sql: &str) -> Definition {
    let mut definition = Definition::default();
    let tokens = tokens(Engine::Sqlite, sql);
    let Some(open) = tokens.iter().position(|token| token.is("(")) else {
        return definition;
    };
    let close = closing(&tokens, open).unwrap_or(tokens.len());
    let constraints = ["constraint", "primary", "unique", "check", "foreign"];
    for part in listed(tokens.get(open + 1..close).unwrap_or_default()) {
        let Some(first) = part.first() else {
            continue;
        };
        let is_constraint = constraints.iter().any(|word| first.is_word(word));
        let column = first.name(sql).filter(|_| !is_constraint);
        clauses(sql, part, column, &mut definition);
    }
    let options = tokens.get(close + 1..).unwrap_or_default();
    for (word, what) in [("without", "it has no row ids"), ("strict", "it is strict")] {
        if options.iter().any(|token| token.is_word(word)) {
            definition.unheld.push(what.to_owned());
        }
    }
    definition
}

/// Reads the clauses of a column, or a constraint of the table.
fn clauses(sql: &str, part: &[Token], column: Option<&str>, definition: &mut Definition) {
    let mut name = None;
    let mut columns: Vec<String> = column.iter().map(|column| (*column).to_owned()).collect();
    let mut at = usize::from(column.is_some());
    while let Some(token) = part.get(at) {
        let next = part.get(at + 1);
        let group = next.filter(|token| token.is("("));
        let end = group.and_then(|_| closing(part, at + 1));
        if token.is_word("constraint") {
            name = next.and_then(|token| token.name(sql)).map(str::to_owned);
            at += 2;
            continue;
        }
        if token.is_word("autoincrement") {
            definition.auto_increment = column.map(str::to_owned);
        } else if token.is_word("collate") && column.is_some() {
            let collation = next.and_then(|token| token.name(sql)).unwrap_or_default();
            let what = format!(
                "{} has the collation {collation}",
                column.unwrap_or_default()
            );
            definition.unheld.push(what);
        } else if let (true, Some(end)) = (token.is_word("check"), end) {
            let expression = &sql[part[at + 1].end..part[end].start];
            let check = (name.take(), expression.trim().to_owned());
            definition.checks.push(check);
        } else if let (true, Some(end)) = (token.is_word("key") && column.is_none(), end) {
            let names = part[at + 2..end].iter().filter_map(|token| token.name(sql));
            columns = names.map(str::to_owned).collect();
        } else if token.is_word("references") {
            definition.foreign_keys.push((name.take(), columns.clone()));
        } else if token.is_word("deferrable") {
            let not = at > 0 && part[at - 1].is_word("not");
            if !not {
                definition
                    .unheld
                    .push("a foreign key can be deferred".to_owned());
            }
        }
        at = end.map_or(at + 1, |end| end + 1);
    }
}

/// The condition of a `CREATE INDEX`, as it was written.
pub(super) fn predicate(sql: &str) -> Option<String> {
    let tokens = tokens(Engine::Sqlite, sql);
    let open = tokens.iter().position(|token| token.is("("))?;
    let close = closing(&tokens, open)?;
    let clause = tokens
        .get(close + 1)
        .filter(|token| token.is_word("where"))?;
    Some(sql[clause.end..].trim().trim_end_matches(';').to_owned())
}

/// What a `CREATE VIEW` selects, as it was written; with the names of its columns it has none.
pub(super) fn view(sql: &str) -> Option<String> {
    let tokens = tokens(Engine::Sqlite, sql);
    let after = tokens.iter().find(|token| token.is_word("as"))?;
    Some(sql[after.end..].trim().trim_end_matches(';').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{predicate, table, view};

    #[test]
    fn a_table_tells_what_the_pragmas_do_not() {
        let definition = table(
            "CREATE TABLE \"t (\" (\n  -- a comment, with a comma\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n\
             \"a,b\" TEXT DEFAULT 'x, (y' CONSTRAINT [c 1] CHECK (length(\"a,b\") > (1)),\n\
             p INT CONSTRAINT f1 REFERENCES p, q INT COLLATE NOCASE,\n\
             CONSTRAINT \"f\"\"2\" FOREIGN KEY (p, q) REFERENCES p(a, b) ON DELETE CASCADE,\n\
             CHECK (p > 0)) STRICT, WITHOUT ROWID",
        );
        assert_eq!(definition.auto_increment.as_deref(), Some("id"));
        let checks = [
            (Some("c 1".to_owned()), "length(\"a,b\") > (1)".to_owned()),
            (None, "p > 0".to_owned()),
        ];
        assert_eq!(definition.checks, checks);
        let keys = [
            (Some("f1".to_owned()), vec!["p".to_owned()]),
            (
                Some("f\"2".to_owned()),
                vec!["p".to_owned(), "q".to_owned()],
            ),
        ];
        assert_eq!(definition.foreign_keys, keys);
        assert_eq!(definition.unheld.len(), 3, "{:?}", definition.unheld);
    }

    #[test]
    fn conditions_and_views_are_as_they_were_written() {
        let index = "CREATE INDEX i ON t (a, lower(b)) WHERE a > 'where' -- so";
        assert_eq!(predicate(index).as_deref(), Some("a > 'where' -- so"));
        assert_eq!(predicate("CREATE INDEX i ON t (a)"), None);
        assert_eq!(
            view("CREATE VIEW \"as\" AS\nselect 1;").as_deref(),
            Some("select 1")
        );
    }

    #[test]
    fn broken_text_is_read_as_far_as_it_goes() {
        for sql in [
            "",
            "CREATE TABLE",
            "CREATE TABLE t (",
            "CREATE TABLE t (,)",
            "CREATE TABLE t (a CHECK (b",
            "'",
            "x'",
            ")(",
        ] {
            let _ = (table(sql), predicate(sql), view(sql));
        }
    }
}
