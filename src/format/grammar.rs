//! Text to what is laid out: blocks, their rows, comments, and lines to leave as they are.
//!
//! Not the grammar of `syntax`, on purpose. A formatter that is to write the same bytes as
//! Prisma's must take the same lines for sound and the same ones for broken, and Prisma reads
//! formatted text by trying, in a fixed order, what a line could be; its first fit wins, and a line
//! that nothing fits stays untouched. `syntax` recovers from faults in its own, better way. What is
//! sound here is spelled canonically while it is read: a value becomes its text, one space after
//! each comma.
//!
//! *space*: white space within a line. *verbatim*: a stretch of text that nothing fits.

use crate::syntax::MAX_NESTING;

/// How many bytes may be read in vain, for each byte that there is and in any case. Where a hostile
/// text needs more, the rest of it stays as it is.
const IN_VAIN: (usize, usize) = (8, 1 << 20);

/// Part of a file.
#[derive(Debug)]
pub(super) enum Item<'s> {
    Block(Block<'s>),
    Comments(Vec<Comment<'s>>),
    /// One empty line, or several.
    Blank,
    Verbatim(&'s str),
}

/// `keyword name { … }`
#[derive(Debug)]
pub(super) struct Block<'s> {
    pub(super) keyword: &'s str,
    pub(super) name: &'s str,
    /// What stands behind the opening brace on its line.
    pub(super) beside: &'s str,
    pub(super) members: Vec<Member<'s>>,
}

/// Part of a block.
#[derive(Debug)]
pub(super) enum Member<'s> {
    /// A field, a value or a setting.
    Row(Row<'s>),
    /// `@@name(…)`
    Attribute {
        name: &'s str,
        row: Row<'s>,
    },
    Comments(Vec<Comment<'s>>),
    /// One empty line, or several.
    Blank,
    Verbatim(&'s str),
}

/// A line of a table.
#[derive(Debug, Default)]
pub(super) struct Row<'s> {
    /// The last is not empty.
    pub(super) columns: Vec<String>,
    /// The comment at its end, or nothing.
    pub(super) comment: &'s str,
}

/// A comment on lines of its own.
#[derive(Debug)]
pub(super) enum Comment<'s> {
    /// `// …` or `/// …`, whole.
    Line(&'s str),
    /// What stands between `/*` and `*/`.
    Block(&'s str),
}

/// What a block holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Fields,
    Values,
    Settings,
}

const KEYWORDS: [(&str, Body); 6] = [
    ("model", Body::Fields),
    ("type", Body::Fields),
    ("view", Body::Fields),
    ("enum", Body::Values),
    ("datasource", Body::Settings),
    ("generator", Body::Settings),
];

/// The order in which attributes are written; others follow as they stand.
const ATTRIBUTE_ORDER: [&str; 9] = [
    "id",
    "unique",
    "default",
    "updatedAt",
    "index",
    "fulltext",
    "map",
    "relation",
    "ignore",
];

/// The place of an attribute among its neighbours.
pub(super) fn attribute_rank(name: &str) -> usize {
    let known = ATTRIBUTE_ORDER.iter().position(|known| *known == name);
    known.unwrap_or(ATTRIBUTE_ORDER.len())
}

/// Whether there is something in a file that nothing fits.
pub(super) fn has_verbatim(items: &[Item]) -> bool {
    let is_verbatim = |member: &Member| matches!(member, Member::Verbatim(_));
    items.iter().any(|item| match item {
        Item::Verbatim(_) => true,
        Item::Block(block) => block.members.iter().any(is_verbatim),
        Item::Comments(_) | Item::Blank => false,
    })
}

/// Reads a file. Every text can be read.
pub(super) fn read(text: &str) -> Vec<Item<'_>> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
        in_vain: IN_VAIN
            .0
            .saturating_mul(text.len())
            .saturating_add(IN_VAIN.1),
    };
    let mut items = Vec::new();
    loop {
        reader.space();
        if reader.rest().is_empty() {
            return items;
        }
        items.push(reader.item());
    }
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    /// How many values are open.
    depth: u32,
    /// How many more bytes may be read in vain.
    in_vain: usize,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    /// Goes back to where it was if the attempt finds nothing.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.in_vain = self.in_vain.saturating_sub(self.at - start);
            self.at = start;
        }
        found
    }

    /// What an attempt has taken.
    fn taken(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'s str> {
        let start = self.at;
        self.attempt(read)?;
        Some(&self.text[start..self.at])
    }

    fn eat(&mut self, text: &str) -> Option<()> {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found.then_some(())
    }

    /// Takes characters for as long as a condition holds.
    fn run(&mut self, holds: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let len = rest.find(|c| !holds(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn space(&mut self) {
        self.run(is_space);
    }

    fn newline(&mut self) -> Option<()> {
        let ends = ["\r\n", "\n", "\r"];
        ends.into_iter().find_map(|end| self.eat(end))
    }

    /// Takes what is left of the line, without its end.
    fn line(&mut self) -> &'s str {
        self.run(|c| !matches!(c, '\n' | '\r'))
    }

    // What a line, or several, could be.

    fn item(&mut self) -> Item<'s> {
        if self.in_vain == 0 {
            return Item::Verbatim(self.verbatim());
        }
        if let Some(block) = self.attempt(Self::block) {
            return Item::Block(block);
        }
        if let Some(text) = self
            .taken(Self::alias)
            .or_else(|| self.taken(Self::unknown_block))
        {
            return Item::Verbatim(text);
        }
        if let Some(comments) = self.comments() {
            return Item::Comments(comments);
        }
        match self.blank() {
            Some(()) => Item::Blank,
            None => Item::Verbatim(self.verbatim()),
        }
    }

    /// One line whatever is in it, with its end.
    fn verbatim(&mut self) -> &'s str {
        let start = self.at;
        self.line();
        self.newline();
        &self.text[start..self.at]
    }

    fn blank(&mut self) -> Option<()> {
        let mut found = None;
        while let Some(()) = self.attempt(|r| {
            r.space();
            r.newline()
        }) {
            found = Some(());
        }
        found
    }

    /// `name { … }`, up to the first brace that closes. Nothing that the language knows.
    fn unknown_block(&mut self) -> Option<()> {
        self.identifier()?;
        self.space();
        self.eat("{")?;
        self.line();
        self.newline()?;
        self.up_to("}")
    }

    /// Takes everything up to a text, and it too.
    fn up_to(&mut self, end: &str) -> Option<()> {
        let found = self.rest().find(end);
        self.at = found.map_or(self.text.len(), |at| self.at + at + end.len());
        found.map(|_| ())
    }

    /// `type Name = Base @attribute`, which the language has no more.
    fn alias(&mut self) -> Option<()> {
        self.eat("type")?;
        self.space();
        self.identifier()?;
        self.space();
        self.eat("=")?;
        self.space();
        self.base_type()?;
        self.space();
        self.attributes();
        Some(())
    }

    fn block(&mut self) -> Option<Block<'s>> {
        let rest = self.rest();
        let (keyword, body) = KEYWORDS
            .into_iter()
            .find(|(word, _)| rest.starts_with(word))?;
        self.eat(keyword)?;
        self.space();
        let name = self.identifier()?;
        self.space();
        self.eat("{")?;
        let beside = self.line().trim();
        self.newline()?;
        let mut members = Vec::new();
        loop {
            self.space();
            if self.eat("}").is_some() {
                return Some(Block {
                    keyword,
                    name,
                    beside,
                    members,
                });
            }
            if self.rest().is_empty() {
                return None;
            }
            members.push(self.member(body));
        }
    }

    fn member(&mut self, body: Body) -> Member<'s> {
        if self.in_vain == 0 {
            return Member::Verbatim(self.verbatim());
        }
        let row = match body {
            Body::Fields => self.attempt(Self::field),
            Body::Values => self.attempt(Self::value_of_enum),
            Body::Settings => self.attempt(Self::setting),
        };
        if let Some(row) = row {
            return Member::Row(row);
        }
        if body != Body::Settings
            && let Some((name, row)) = self.attempt(Self::block_attribute)
        {
            return Member::Attribute { name, row };
        }
        if let Some(comments) = self.comments() {
            return Member::Comments(comments);
        }
        match self.blank() {
            Some(()) => Member::Blank,
            None => Member::Verbatim(self.verbatim()),
        }
    }

    /// A row of columns, up to the end of its line.
    fn row(&mut self, mut columns: Vec<String>) -> Option<Row<'s>> {
        self.space();
        let comment = self.comment().unwrap_or("");
        self.space();
        self.newline()?;
        while columns.last().is_some_and(String::is_empty) {
            columns.pop();
        }
        Some(Row { columns, comment })
    }

    fn field(&mut self) -> Option<Row<'s>> {
        let name = self.identifier()?.to_owned();
        self.space();
        // Prisma 1 wrote a colon here.
        self.eat(":");
        self.space();
        let ty = self.field_type().unwrap_or_default();
        self.space();
        let mut attributes = self.attributes();
        attributes.sort_by_key(|(name, _)| attribute_rank(name));
        let attributes: Vec<String> = attributes.into_iter().map(|(_, text)| text).collect();
        self.row(vec![name, ty, attributes.join(" ")])
    }

    fn value_of_enum(&mut self) -> Option<Row<'s>> {
        let name = self.identifier()?.to_owned();
        self.space();
        let attributes: String = self
            .attributes()
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        self.row(vec![name, attributes])
    }

    fn setting(&mut self) -> Option<Row<'s>> {
        let name = self.identifier()?.to_owned();
        self.space();
        self.eat("=")?;
        self.space();
        let value = match self.value() {
            Some(value) => format!("= {value}"),
            None => "=".to_owned(),
        };
        self.row(vec![name, value])
    }

    fn block_attribute(&mut self) -> Option<(&'s str, Row<'s>)> {
        self.eat("@@")?;
        self.space();
        let (name, text) = self.named_arguments()?;
        let row = self.row(vec![format!("@@{text}")])?;
        Some((name, row))
    }

    // Comments.

    /// Comments one below the other, with no empty line between them.
    fn comments(&mut self) -> Option<Vec<Comment<'s>>> {
        let mut comments = Vec::new();
        while let Some(text) = self.attempt(|r| {
            r.space();
            r.comment()
        }) {
            self.newline();
            let inner = text
                .strip_prefix("/*")
                .and_then(|text| text.strip_suffix("*/"));
            comments.push(match inner {
                Some(inner) => Comment::Block(inner),
                None => Comment::Line(text),
            });
        }
        (!comments.is_empty()).then_some(comments)
    }

    fn comment(&mut self) -> Option<&'s str> {
        self.taken(|r| {
            if r.eat("//").is_some() {
                r.line();
                return Some(());
            }
            r.eat("/*")?;
            r.up_to("*/")
        })
    }

    // Parts of a line.

    fn identifier(&mut self) -> Option<&'s str> {
        self.rest().starts_with(is_letter_or_digit).then_some(())?;
        Some(self.run(|c| matches!(c, '_' | '-') || is_letter_or_digit(c)))
    }

    /// `a.b.c`
    fn path(&mut self) -> Option<&'s str> {
        self.taken(|r| {
            r.identifier()?;
            while r.eat(".").is_some() {
                r.identifier();
            }
            Some(())
        })
    }

    fn field_type(&mut self) -> Option<String> {
        self.attempt(|r| {
            if r.eat("[").is_some() {
                r.space();
                let base = r.base_type()?;
                r.space();
                r.eat("]")?;
                return Some(format!("{base}[]"));
            }
            let base = r.base_type()?;
            let arity = r.attempt(|r| {
                r.space();
                if r.eat("[]").is_none() {
                    // `!` said in Prisma 1 what is now said by nothing.
                    return r.eat("?").map(|()| "?").or_else(|| r.eat("!").map(|()| ""));
                }
                let optional = r.attempt(|r| {
                    r.space();
                    r.eat("?")
                });
                Some(if optional.is_some() { "[]?" } else { "[]" })
            });
            Some(format!("{base}{}", arity.unwrap_or("")))
        })
    }

    fn base_type(&mut self) -> Option<&'s str> {
        let unsupported = self.taken(|r| {
            r.eat("Unsupported(")?;
            r.space();
            r.string()?;
            r.space();
            r.eat(")")
        });
        unsupported.or_else(|| self.identifier())
    }

    /// Field attributes, each with its name. Space behind the last is not taken, unless it stands
    /// where arguments could.
    fn attributes(&mut self) -> Vec<(&'s str, String)> {
        let mut attributes = Vec::new();
        while let Some((name, text)) = self.attempt(|r| {
            if !attributes.is_empty() {
                r.space();
            }
            r.eat("@")?;
            r.space();
            r.named_arguments()
        }) {
            attributes.push((name, format!("@{text}")));
        }
        attributes
    }

    /// `name` or `name(…)`, the name and the whole.
    fn named_arguments(&mut self) -> Option<(&'s str, String)> {
        let name = self.path()?;
        self.space();
        let arguments = self.arguments().unwrap_or_default();
        Some((name, format!("{name}{arguments}")))
    }

    fn arguments(&mut self) -> Option<String> {
        self.list("(", Self::argument, |r| {
            // A comma that nothing follows is dropped.
            r.eat(",");
            r.space();
            r.eat(")")
        })
        .map(|arguments| format!("({arguments})"))
    }

    fn argument(&mut self) -> Option<String> {
        let named = self.attempt(|r| {
            let name = r.identifier()?;
            r.space();
            r.eat(":")?;
            // A name alone is what somebody types who is not done yet.
            let value = r.attempt(|r| {
                r.space();
                r.value()
            });
            Some(format!("{name}: {}", value.unwrap_or_default()))
        });
        named.or_else(|| self.value())
    }

    fn value(&mut self) -> Option<String> {
        let call = self.attempt(|r| {
            let name = r.path()?;
            r.space();
            Some(format!("{name}{}", r.arguments()?))
        });
        let array = |r: &mut Self| {
            let items = r.list("[", Self::value, |r| r.eat("]"))?;
            Some(format!("[{items}]"))
        };
        let object = |r: &mut Self| {
            let members = r.list("{", Self::member_of_object, |r| r.eat("}"))?;
            Some(format!("{{ {members} }}"))
        };
        call.or_else(|| array(self))
            .or_else(|| object(self))
            .or_else(|| {
                let simple = self
                    .taken(Self::number)
                    .or_else(|| self.taken(Self::string));
                simple.or_else(|| self.path()).map(str::to_owned)
            })
    }

    fn member_of_object(&mut self) -> Option<String> {
        let name = self.identifier()?;
        self.space();
        self.eat(":")?;
        self.space();
        Some(format!("{name}: {}", self.value()?))
    }

    /// `open item, item close`; the items with one space after each comma.
    fn list(
        &mut self,
        open: &str,
        item: impl Fn(&mut Self) -> Option<String>,
        close: impl Fn(&mut Self) -> Option<()>,
    ) -> Option<String> {
        if self.depth == MAX_NESTING {
            return None;
        }
        self.depth += 1;
        let list = self.attempt(|r| {
            r.eat(open)?;
            r.space();
            let mut items = Vec::new();
            while let Some(text) = r.attempt(|r| {
                if !items.is_empty() {
                    r.space();
                    r.eat(",")?;
                    r.space();
                }
                item(r)
            }) {
                items.push(text);
            }
            r.space();
            close(r)?;
            Some(items.join(", "))
        });
        self.depth -= 1;
        list
    }

    fn number(&mut self) -> Option<()> {
        let digits = |r: &mut Self| (!r.run(|c| c.is_ascii_digit()).is_empty()).then_some(());
        self.eat("-");
        digits(self)?;
        self.attempt(|r| {
            r.eat(".")?;
            digits(r)
        });
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.eat("\"")?;
        loop {
            self.run(|c| c >= ' ' && !matches!(c, '"' | '\\'));
            if self.eat("\"").is_some() {
                return Some(());
            }
            // Whatever follows a backslash belongs to it.
            self.eat("\\")?;
            self.at += self.rest().chars().next()?.len_utf8();
        }
    }
}

/// Unicode's space separators, and the tab.
fn is_space(c: char) -> bool {
    c == '\t' || c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// Of a name. Numbers in other scripts are none.
fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_digit() || c.is_alphabetic() && !c.is_numeric()
}
