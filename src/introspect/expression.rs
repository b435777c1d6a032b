//! Expressions of SQL as engines print them anew: parsed as far as their grouping matters, so that
//! parentheses which change nothing count for nothing, and those which do are seen.
//!
//! Not for queries, and not for what an engine rewrites into other words: such texts have no form
//! here, or another one, and then they differ.

use super::token::{Kind, Token};
use super::value::{cast_end, number};
use crate::dialect::Engine;

/// Nested deeper than this, an expression has no form.
const MAX_DEPTH: u32 = 100;

/// How strongly operators bind, weakest first.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const IS: u8 = 4;
const COMPARISON: u8 = 5;
const MEMBERSHIP: u8 = 6;
const OTHER: u8 = 7;
const SUM: u8 = 8;
const PRODUCT: u8 = 9;
const SIGN: u8 = 10;

/// The one text that expressions of one grouping have; none where it is not understood.
pub(super) fn form(engine: Engine, tokens: &[Token]) -> Option<String> {
    let mut parser = Parser {
        engine,
        tokens,
        at: 0,
        depth: 0,
    };
    let form = parser.expression(0)?;
    (parser.at == tokens.len()).then(|| form.text())
}

/// An expression: what it does, and to what.
enum Form {
    Word(String),
    Group(String, Vec<Form>),
}

impl Form {
    fn text(&self) -> String {
        match self {
            Form::Word(word) => word.clone(),
            Form::Group(head, parts) => {
                let parts: Vec<_> = parts.iter().map(Form::text).collect();
                format!("({head} {})", parts.join(" "))
            }
        }
    }
}

struct Operator {
    name: String,
    strength: u8,
    negated: bool,
}

struct Parser<'t> {
    engine: Engine,
    tokens: &'t [Token],
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next_is(&self, word: &str) -> bool {
        self.peek()
            .is_some_and(|token| token.is_word(word) || token.is(word))
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = self.next_is(word);
        self.at += usize::from(is_next);
        is_next
    }

    fn expression(&mut self, least: u8) -> Option<Form> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut left = self.prefix()?;
        loop {
            if self.engine == Engine::Postgresql && self.next_is("::") {
                self.at = cast_end(self.tokens, self.at);
                continue;
            }
            match self.operator().filter(|next| next.strength >= least) {
                Some(operator) => left = self.applied(operator, left)?,
                None => break,
            }
        }
        self.depth -= 1;
        Some(left)
    }

    /// The operator that is next, with the NOT that may stand before it.
    fn operator(&self) -> Option<Operator> {
        let negated = self.next_is("not");
        let token = self.tokens.get(self.at + usize::from(negated))?;
        let (name, strength) = operator_of(&token.kind)?;
        (!negated || strength == MEMBERSHIP).then_some(Operator {
            name,
            strength,
            negated,
        })
    }

    fn applied(&mut self, operator: Operator, left: Form) -> Option<Form> {
        let Operator {
            name,
            strength,
            negated,
        } = operator;
        self.at += 1 + usize::from(negated);
        let head = match negated {
            true => format!("not {name}"),
            false => name.clone(),
        };
        let mut parts = vec![left];
        match name.as_str() {
            "between" => {
                parts.push(self.expression(OTHER)?);
                self.take("and").then_some(())?;
                parts.push(self.expression(OTHER)?);
            }
            "in" => {
                self.take("(").then_some(())?;
                parts.extend(self.listed(")")?);
            }
            "is" => {
                let not = if self.take("not") { "not " } else { "" };
                let Kind::Word(word) = &self.peek()?.kind else {
                    return None;
                };
                let words = ["null", "true", "false", "unknown"];
                let word = words.into_iter().find(|known| known == word)?;
                self.at += 1;
                parts.push(Form::Word(format!("{not}{word}")));
            }
            _ => parts.push(self.expression(strength + 1)?),
        }
        Some(flat(head, parts))
    }

    fn prefix(&mut self) -> Option<Form> {
        let token = self.peek()?.clone();
        self.at += 1;
        Some(match &token.kind {
            Kind::Symbol("(") => {
                let mut parts = self.listed(")")?;
                match parts.len() {
                    1 => parts.remove(0),
                    _ => Form::Group("row".to_owned(), parts),
                }
            }
            Kind::Symbol("-") => match self.expression(SIGN)? {
                Form::Word(word) => Form::Word(format!("-{word}")),
                other => Form::Group("-".to_owned(), vec![other]),
            },
            Kind::Symbol("+") => self.expression(SIGN)?,
            Kind::Symbol(_) => return None,
            Kind::Text(text) => Form::Word(format!("'{text}'")),
            Kind::Number(text) => Form::Word(number(text)),
            Kind::Hex(digits) => Form::Word(format!("x'{digits}'")),
            Kind::Name(name) => self.name(self.folded(name))?,
            Kind::Word(word) => match word.as_str() {
                "not" => Form::Group("not".to_owned(), vec![self.expression(NOT)?]),
                "case" => self.case()?,
                "array" if self.take("[") => Form::Group("array".to_owned(), self.listed("]")?),
                "select" | "exists" | "interval" | "row" | "binary" => return None,
                // The character set of a string, which MySQL prints before it.
                _ if self.engine == Engine::Mysql && word.starts_with("_utf8") => self.prefix()?,
                word => self.name(word.to_owned())?,
            },
        })
    }

    /// A name with its qualifiers, or the function that it calls.
    fn name(&mut self, first: String) -> Option<Form> {
        let mut name = first;
        while self.take(".") {
            let part = match &self.peek()?.kind {
                Kind::Word(word) => word.clone(),
                Kind::Name(word) => self.folded(word),
                _ => return None,
            };
            self.at += 1;
            name = format!("{name}.{part}");
        }
        if !self.take("(") {
            return Some(Form::Word(name));
        }
        Some(Form::Group(format!("call {name}"), self.listed(")")?))
    }

    /// PostgreSQL quotes a name only where it must, MySQL always.
    fn folded(&self, name: &str) -> String {
        match self.engine {
            Engine::Mysql => name.to_lowercase(),
            Engine::Sqlite | Engine::Postgresql => name.to_owned(),
        }
    }

    /// Expressions between commas, and what closes them.
    fn listed(&mut self, close: &str) -> Option<Vec<Form>> {
        let mut parts = Vec::new();
        if self.take(close) {
            return Some(parts);
        }
        loop {
            parts.push(match self.take("*") {
                true => Form::Word("*".to_owned()),
                false => self.expression(0)?,
            });
            if self.take(close) {
                return Some(parts);
            }
            self.take(",").then_some(())?;
        }
    }

    fn case(&mut self) -> Option<Form> {
        let mut parts = Vec::new();
        if !self.next_is("when") {
            parts.push(self.expression(0)?);
        }
        loop {
            for word in ["when", "then", "else"] {
                if self.take(word) {
                    parts.push(Form::Word(word.to_owned()));
                    parts.push(self.expression(0)?);
                }
            }
            if self.take("end") {
                return Some(Form::Group("case".to_owned(), parts));
            }
            self.next_is("when").then_some(())?;
        }
    }
}

/// What follows one after the other without a grouping that matters is one group.
fn flat(head: String, parts: Vec<Form>) -> Form {
    if head != "and" && head != "or" {
        return Form::Group(head, parts);
    }
    let mut all = Vec::new();
    for part in parts {
        match part {
            Form::Group(other, more) if other == head => all.extend(more),
            part => all.push(part),
        }
    }
    Form::Group(head, all)
}

/// What an operator is called, and how strongly it binds.
fn operator_of(kind: &Kind) -> Option<(String, u8)> {
    let (name, strength) = match kind {
        Kind::Word(word) => match word.as_str() {
            "or" => ("or", OR),
            "and" => ("and", AND),
            "is" => ("is", IS),
            "between" | "in" | "like" | "ilike" | "glob" | "regexp" => (word.as_str(), MEMBERSHIP),
            _ => return None,
        },
        Kind::Symbol(symbol) => match *symbol {
            "!=" => ("<>", COMPARISON),
            "=" | "<>" | "<" | ">" | "<=" | ">=" => (*symbol, COMPARISON),
            "+" | "-" => (*symbol, SUM),
            "*" | "/" | "%" => (*symbol, PRODUCT),
            ")" | "]" | "," | "(" | "[" | "." | ";" | "::" => return None,
            _ => (*symbol, OTHER),
        },
        _ => return None,
    };
    Some((name.to_owned(), strength))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::form;
    use crate::dialect::Engine;

    fn same(one: &str, other: &str) -> bool {
        let form = |text| form(Engine::Postgresql, &tokens(Engine::Postgresql, text));
        assert!(form(one).is_some(), "{one}");
        form(one) == form(other)
    }

    #[test]
    fn parentheses_count_where_they_group() {
        assert!(same("a or b and c", "(a OR (b AND c))"));
        assert!(!same("(a or b) and c", "a or b and c"));
        assert!(same(
            "a + b * c > 0 and not d",
            "(((a + (b * c)) > 0) AND (NOT d))"
        ));
        assert!(!same("(a + b) * c", "a + b * c"));
        assert!(!same("a - (b - c)", "a - b - c"));
        assert!(same("a and (b and c)", "(a AND b AND c)"));
        assert!(same(
            "x not between 1 and 2 or y in ('a', 'b')",
            "((x NOT BETWEEN 1 AND 2) OR (y IN ('a', 'b')))"
        ));
        assert!(same(
            "case when a then 1 else (2) end = lower(b || 'x')",
            "(CASE WHEN a THEN 1 ELSE 2 END = lower((b || 'x'::text)))"
        ));
        assert!(same(
            "a is not null and -b < 1",
            "((a IS NOT NULL) AND ((-b) < 1))"
        ));
    }

    #[test]
    fn what_is_no_expression_has_no_form() {
        let form = |text: &str| form(Engine::Mysql, &tokens(Engine::Mysql, text));
        for text in [
            "",
            "(",
            "a b",
            "select 1",
            "a +",
            "case",
            &"(".repeat(10_000),
            &"not ".repeat(10_000),
        ] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
