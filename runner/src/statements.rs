//! SQL as the steps that an engine can commit one by one. Pure; nothing is run here.
//!
//! A file is cut where a statement ends, outside of literals, comments and the bodies of stored
//! programs. Not for understanding SQL: of a statement only the words that it begins with matter.
//!
//! *step*: what is noted in the journal as done or not done. *part*: what a PostgreSQL file has
//! between two lines [`COMMIT`].

use sea_orm::DbBackend;

/// A line of a PostgreSQL file: what stands above it is committed before what follows begins.
pub(crate) const COMMIT: &str = "-- ketch: commit";

/// What a migration does between two notes in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// Changes nothing but the connection, and so is done again when a run is resumed.
    Session(&'a str),
    /// Statements that the engine can undo: one transaction, which has the note too.
    Whole(Vec<&'a str>),
    /// A statement that commits itself. Whether it was done is for the catalog to say.
    Alone(&'a str),
    /// `CREATE INDEX CONCURRENTLY`, which may leave an index that is not valid (PostgreSQL).
    Index(ConcurrentIndex<'a>),
}

/// An index that is made while the table is in use. Names are as the statement has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConcurrentIndex<'a> {
    pub(crate) sql: &'a str,
    pub(crate) name: &'a str,
    /// With its schema, where it has one.
    pub(crate) table: &'a str,
}

impl<'a> Step<'a> {
    /// What is run, for a digest.
    pub(crate) fn sql(&self) -> String {
        match self {
            Self::Session(sql) | Self::Alone(sql) => (*sql).to_owned(),
            Self::Index(index) => index.sql.to_owned(),
            Self::Whole(statements) => statements.join(";\n"),
        }
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Whole(statements) if statements.is_empty())
    }
}

/// The steps of a file. SQLite's is one step: everything is undone there.
pub(crate) fn steps(sql: &str, backend: DbBackend) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut begins = true;
    for statement in statements(sql, backend) {
        let step = step(&statement, backend);
        begins |= statement.begins_part;
        match (steps.last_mut(), step) {
            (_, Step::Whole(added)) if added.is_empty() => {}
            (Some(Step::Whole(statements)), Step::Whole(added)) if !begins => {
                statements.extend(added);
            }
            (_, step) => steps.push(step),
        }
        begins = false;
    }
    steps.retain(|step| !step.is_nothing());
    steps
}

/// Whether what a statement does may be on the disk before what was committed earlier: views,
/// triggers and stored programs are files of MariaDB's own, beside InnoDB's log.
pub(crate) fn outruns_log(sql: &str) -> bool {
    const INNODBS: [&str; 3] = ["TABLE", "INDEX", "TRUNCATE"];
    let words = sql.split_whitespace().take(3);
    let mut words = words.map(str::to_ascii_uppercase);
    !words.any(|word| INNODBS.contains(&word.as_str()))
}

fn step<'a>(statement: &Statement<'a>, backend: DbBackend) -> Step<'a> {
    let sql = statement.text;
    let begins = |words: &[&str]| statement.begins(words);
    let first = |words: &[&str]| words.iter().any(|word| begins(&[word]));
    match backend {
        DbBackend::MySql if first(&["SET", "USE"]) => Step::Session(sql),
        // The runner's own transaction stands in for the file's.
        DbBackend::MySql if first(&["START", "BEGIN", "COMMIT"]) => Step::Whole(Vec::new()),
        DbBackend::MySql
            if first(&[
                "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "SELECT", "DO",
            ]) =>
        {
            Step::Whole(vec![sql])
        }
        DbBackend::MySql => Step::Alone(sql),
        DbBackend::Postgres => match concurrent_index(statement) {
            Some(index) => Step::Index(index),
            None if is_outside_transactions(statement) => Step::Alone(sql),
            None => Step::Whole(vec![sql]),
        },
        _ => Step::Whole(vec![sql]),
    }
}

/// What PostgreSQL refuses in a transaction.
fn is_outside_transactions(statement: &Statement<'_>) -> bool {
    let begins = |words: &[&str]| statement.begins(words);
    begins(&["DROP", "INDEX", "CONCURRENTLY"])
        || begins(&["VACUUM"])
        || begins(&["ALTER", "SYSTEM"])
        || begins(&["CREATE", "DATABASE"])
        || begins(&["DROP", "DATABASE"])
        || begins(&["REINDEX"]) && statement.has("CONCURRENTLY")
        || begins(&["ALTER", "TABLE"])
            && statement.has("DETACH")
            && statement.has("PARTITION")
            && statement.has("CONCURRENTLY")
}

fn concurrent_index<'a>(statement: &Statement<'a>) -> Option<ConcurrentIndex<'a>> {
    let words = &statement.words;
    let mut rest = if statement.begins(&["CREATE", "INDEX", "CONCURRENTLY"]) {
        &words[3..]
    } else if statement.begins(&["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"]) {
        &words[4..]
    } else {
        return None;
    };
    let is = |at: &Token<'_>, word: &str| at.text.eq_ignore_ascii_case(word);
    if rest.len() > 3 && is(&rest[0], "IF") && is(&rest[2], "EXISTS") {
        rest = &rest[3..];
    }
    let (name, rest) = rest.split_first()?;
    let (on, mut rest) = rest.split_first()?;
    if !is(on, "ON") {
        return None;
    }
    if rest.first().is_some_and(|word| is(word, "ONLY")) {
        rest = &rest[1..];
    }
    // `schema.table` is two words with a dot between them.
    let (table, after) = rest.split_first()?;
    let end = match after.first() {
        Some(next) if statement.source[table.end()..next.start].trim() == "." => next.end(),
        _ => table.end(),
    };
    Some(ConcurrentIndex {
        sql: statement.text,
        name: name.text,
        table: &statement.source[table.start..end],
    })
}

/// A statement without its semicolon and without what is written before it.
struct Statement<'a> {
    source: &'a str,
    text: &'a str,
    /// Its words and names, up to a limit that holds all that is asked for.
    words: Vec<Token<'a>>,
    /// Whether a line [`COMMIT`] stands before it.
    begins_part: bool,
}

impl Statement<'_> {
    fn begins(&self, words: &[&str]) -> bool {
        let same = |(token, word): (&Token<'_>, &&str)| token.text.eq_ignore_ascii_case(word);
        self.words.len() >= words.len() && self.words.iter().zip(words).all(same)
    }

    fn has(&self, word: &str) -> bool {
        let mut words = self.words.iter();
        words.any(|token| token.text.eq_ignore_ascii_case(word))
    }
}

/// The words that are kept of a statement.
const KEPT: usize = 32;

fn statements(sql: &str, backend: DbBackend) -> Vec<Statement<'_>> {
    let mut statements = Vec::new();
    let mut body = Body::default();
    let mut words: Vec<Token<'_>> = Vec::new();
    let mut span: Option<(usize, usize)> = None;
    let mut begins_part = false;
    let mut at = 0;
    while at < sql.len() {
        let token = token(sql, at, backend);
        at = token.end();
        match token.kind {
            Kind::Space => {}
            Kind::Comment => {
                begins_part |= backend == DbBackend::Postgres
                    && span.is_none()
                    && token.text.trim_end() == COMMIT;
            }
            Kind::Symbol if token.text == ";" && body.is_closed() => {
                statements.extend(span.take().map(|(start, end)| Statement {
                    source: sql,
                    text: &sql[start..end],
                    words: std::mem::take(&mut words),
                    begins_part: std::mem::take(&mut begins_part),
                }));
                body = Body::default();
            }
            Kind::Symbol | Kind::Literal | Kind::Word => {
                span = Some((span.map_or(token.start, |(start, _)| start), token.end()));
                body.take(&token);
                if token.kind == Kind::Word && words.len() < KEPT {
                    words.push(token);
                }
            }
        }
    }
    statements.extend(span.map(|(start, end)| Statement {
        source: sql,
        text: &sql[start..end],
        words,
        begins_part,
    }));
    statements
}

/// Follows a stored program, whose body has semicolons of its own.
#[derive(Default)]
struct Body {
    words: usize,
    begins_with_create: bool,
    is_program: bool,
    depth: usize,
    last: String,
}

impl Body {
    fn is_closed(&self) -> bool {
        self.depth == 0
    }

    fn take(&mut self, token: &Token<'_>) {
        let word = token.text.to_ascii_uppercase();
        if token.kind == Kind::Word {
            self.words += 1;
            self.begins_with_create |= self.words == 1 && word == "CREATE";
            let names_program = matches!(
                word.as_str(),
                "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" | "PACKAGE"
            );
            // What stands before: OR REPLACE, DEFINER = …, AGGREGATE, CONSTRAINT.
            self.is_program |= self.begins_with_create && self.words < 12 && names_program;
        }
        if self.is_program && token.kind != Kind::Literal {
            let opens = match word.as_str() {
                "BEGIN" => true,
                "CASE" | "WHILE" | "LOOP" => self.last != "END",
                // Else a function, or `IF EXISTS`.
                "IF" | "REPEAT" => matches!(
                    self.last.as_str(),
                    ";" | ":" | "BEGIN" | "THEN" | "ELSE" | "DO" | "LOOP" | "REPEAT" | "ROW"
                ),
                _ => false,
            };
            if opens {
                self.depth += 1;
            } else if word == "END" {
                self.depth = self.depth.saturating_sub(1);
            }
        }
        self.last = word;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Comment,
    /// A bare word, or a name in quotes.
    Word,
    Literal,
    Symbol,
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    kind: Kind,
    start: usize,
    text: &'a str,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The token at a place; it is never empty.
fn token(sql: &str, start: usize, backend: DbBackend) -> Token<'_> {
    let rest = &sql[start..];
    let mysql = backend == DbBackend::MySql;
    let first = rest.chars().next().unwrap_or_default();
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
    let (kind, length) = match first {
        _ if first.is_whitespace() => (Kind::Space, run(rest, char::is_whitespace)),
        '-' if rest.starts_with("--") && (!mysql || is_mysql_comment(rest)) => {
            (Kind::Comment, line(rest))
        }
        '#' if mysql => (Kind::Comment, line(rest)),
        // What MySQL runs although it looks like a comment.
        '/' if mysql && rest.starts_with("/*!") => (Kind::Symbol, 3 + run(&rest[3..], is_digit)),
        '/' if mysql && rest.starts_with("/*M!") => (Kind::Symbol, 4 + run(&rest[4..], is_digit)),
        '*' if mysql && rest.starts_with("*/") => (Kind::Symbol, 2),
        '/' if rest.starts_with("/*") => (Kind::Comment, block(rest, !mysql)),
        '\'' => (Kind::Literal, quoted(rest, '\'', mysql)),
        '"' if mysql => (Kind::Literal, quoted(rest, '"', true)),
        '"' | '`' => (Kind::Word, quoted(rest, first, false)),
        'E' | 'e' if !mysql && rest[1..].starts_with('\'') => {
            (Kind::Literal, 1 + quoted(&rest[1..], '\'', true))
        }
        '$' if !mysql => match dollar_quoted(rest) {
            Some(length) => (Kind::Literal, length),
            None => (Kind::Symbol, 1),
        },
        _ if is_word(first) => (Kind::Word, run(rest, is_word)),
        _ => (Kind::Symbol, first.len_utf8()),
    };
    Token {
        kind,
        start,
        text: &rest[..length.clamp(1, rest.len())],
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|character| !is(character)).unwrap_or(text.len())
}

fn line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// `--1` is two signs there.
fn is_mysql_comment(text: &str) -> bool {
    text[2..].chars().next().is_none_or(char::is_whitespace)
}

fn block(text: &str, nests: bool) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") && (nests || depth == 0) {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted(text: &str, mark: char, escapes: bool) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && escapes {
            characters.next();
        } else if character == mark {
            match characters.peek() {
                // Twice is once, inside.
                Some((_, next)) if *next == mark => drop(characters.next()),
                _ => return at + mark.len_utf8(),
            }
        }
    }
    text.len()
}

fn dollar_quoted(text: &str) -> Option<usize> {
    let tag_end = 1 + text[1..].find('$')?;
    let tag = &text[1..tag_end];
    let is_tag = tag
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_')
        && !tag.starts_with(is_digit);
    if !is_tag {
        return None;
    }
    let mark = &text[..=tag_end];
    let body = &text[mark.len()..];
    Some(
        body.find(mark)
            .map_or(text.len(), |at| mark.len() + at + mark.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sql: &str, backend: DbBackend) -> Vec<String> {
        let show = |step: Step<'_>| match step {
            Step::Session(sql) => format!("session {sql}"),
            Step::Whole(statements) => format!("whole {}", statements.join(" | ")),
            Step::Alone(sql) => format!("alone {sql}"),
            Step::Index(index) => format!("index {} on {}", index.name, index.table),
        };
        steps(sql, backend).into_iter().map(show).collect()
    }

    #[test]
    fn mysql_commits_what_is_not_of_rows() {
        let sql = "-- a; b\nSET @a = 1;\nCREATE TABLE `a;b` (x TEXT DEFAULT ('it''s \\'; x'));\n\
                   START TRANSACTION;\nUPDATE a SET b = \";\"; # c;\nDELETE FROM a /* ; */;\nCOMMIT;\nALTER TABLE a\n    ADD x INT,\n    DROP y;\n";
        assert_eq!(
            shown(sql, DbBackend::MySql),
            [
                "session SET @a = 1",
                "alone CREATE TABLE `a;b` (x TEXT DEFAULT ('it''s \\'; x'))",
                "whole UPDATE a SET b = \";\" | DELETE FROM a",
                "alone ALTER TABLE a\n    ADD x INT,\n    DROP y",
            ]
        );
    }

    #[test]
    fn what_innodb_does_is_in_its_log() {
        for sql in [
            "CREATE TABLE `view` (a INT)",
            "ALTER TABLE a\n    ADD x INT",
            "drop index i ON a",
            "CREATE UNIQUE INDEX i ON a (x)",
            "TRUNCATE a",
        ] {
            assert!(!outruns_log(sql), "{sql}");
        }
        for sql in [
            "CREATE VIEW `table` AS SELECT 1",
            "DROP TRIGGER t",
            "CREATE OR REPLACE ALGORITHM = MERGE VIEW v AS SELECT 1",
            "/*!50001 CREATE VIEW v AS SELECT 1 */",
        ] {
            assert!(outruns_log(sql), "{sql}");
        }
    }

    #[test]
    fn stored_programs_are_one_statement() {
        let body = "CREATE DEFINER = `a`@`b` TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN \
                    IF NEW.a THEN SET @a = IF(1, 2, 3); ELSEIF NEW.b THEN SET @b = CASE 1 WHEN 2 THEN 3 END; END IF; \
                    CASE 1 WHEN 1 THEN SET @c = 1; END CASE; WHILE 0 DO SET @d = 1; END WHILE; END";
        let bare = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF 1 THEN SET @a = 1; END IF";
        let sql =
            format!("{body};\n{bare};\nCREATE TABLE IF NOT EXISTS event (a INT);\nDROP TABLE a;");
        assert_eq!(
            shown(&sql, DbBackend::MySql),
            [
                format!("alone {body}"),
                format!("alone {bare}"),
                "alone CREATE TABLE IF NOT EXISTS event (a INT)".to_owned(),
                "alone DROP TABLE a".to_owned(),
            ]
        );
        let atomic = "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END";
        let dollars = "CREATE FUNCTION g() RETURNS int AS $x$ BEGIN; $y$ ; $x$ LANGUAGE plpgsql";
        assert_eq!(
            shown(&format!("{atomic};{dollars};"), DbBackend::Postgres),
            [format!("whole {atomic} | {dollars}")]
        );
    }

    #[test]
    fn postgresql_is_cut_where_it_must_be() {
        let sql = "ALTER TYPE a ADD VALUE 'b;';\n-- ketch: commit\nUPDATE a SET b = E'\\';';\n/* a /* ; */ ; */ SELECT 1;\n\
                   CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"i x\" ON ONLY \"s\".\"t\" (a);\nDROP INDEX CONCURRENTLY j;\nSELECT $1;";
        assert_eq!(
            shown(sql, DbBackend::Postgres),
            [
                "whole ALTER TYPE a ADD VALUE 'b;'",
                "whole UPDATE a SET b = E'\\';' | SELECT 1",
                "index \"i x\" on \"s\".\"t\"",
                "alone DROP INDEX CONCURRENTLY j",
                "whole SELECT $1",
            ]
        );
    }

    #[test]
    fn any_text_is_cut_without_loss() {
        for sql in [
            "'",
            "\"",
            "`",
            "/*",
            "/*/",
            "*/",
            "$a",
            "$a$",
            "E'",
            "--",
            "é;ü",
            "'\\",
            ";;",
            "/*!40101 SET a = 1 */;",
        ] {
            for backend in [DbBackend::MySql, DbBackend::Postgres, DbBackend::Sqlite] {
                let mut at = 0;
                while at < sql.len() {
                    let token = token(sql, at, backend);
                    assert!(!token.text.is_empty());
                    at = token.end();
                }
                let _ = steps(sql, backend);
            }
        }
    }
}
