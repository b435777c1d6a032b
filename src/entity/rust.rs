//! A printer for Rust text whose layout is rustfmt's fixed point under [`RUSTFMT`].
//!
//! Code is put together from fixed words, [`Ident`]s and [`Str`] literals alone, so that no name,
//! comment or default of a schema can become code: a borrowed string is no [`Token`].
//!
//! Layout knows one rule, "fits in the line or breaks", and the few shapes that generated code
//! has. An item in which something is too long to be broken that way gets `#[rustfmt::skip]`.
//!
//! Not for knowing what entities look like; `compact` and `dense` do.

use std::fmt::Write as _;

use super::rust_type::Limit;

/// The `rustfmt.toml` that the layout follows.
pub(super) const RUSTFMT: &str =
    "edition = \"2024\"\nnewline_style = \"Unix\"\nuse_small_heuristics = \"Max\"\n";

/// The longest line that rustfmt leaves alone.
const WIDTH: usize = 100;

/// Something that code can be made of.
pub(super) trait Token {
    /// Appends it.
    fn write(&self, code: &mut Code);
}

/// A piece of Rust code.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(String);

impl Code {
    /// Its text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// A limit of a column.
    pub(super) fn limit(limit: Limit) -> Code {
        Code(format!("Limit::{limit:?}"))
    }
}

impl Token for Code {
    fn write(&self, code: &mut Code) {
        code.0.push_str(&self.0);
    }
}

impl Token for &'static str {
    fn write(&self, code: &mut Code) {
        code.0.push_str(self);
    }
}

impl Token for i128 {
    fn write(&self, code: &mut Code) {
        let _ = write!(code.0, "{self}");
    }
}

impl<T: Token> Token for &T {
    fn write(&self, code: &mut Code) {
        (*self).write(code);
    }
}

impl From<&'static str> for Code {
    fn from(text: &'static str) -> Self {
        Code(text.to_owned())
    }
}

/// Joins tokens to [`Code`].
macro_rules! code {
    ($($token:expr),* $(,)?) => {{
        let mut code = $crate::entity::rust::Code::default();
        $($crate::entity::rust::Token::write(&$token, &mut code);)*
        code
    }};
}
pub(super) use code;

/// Joins tokens with a separator between them.
pub(super) fn join<T: Token>(tokens: impl IntoIterator<Item = T>, separator: &'static str) -> Code {
    let mut code = Code::default();
    for (index, token) in tokens.into_iter().enumerate() {
        if index > 0 {
            separator.write(&mut code);
        }
        token.write(&mut code);
    }
    code
}

/// A Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Ident(String);

impl Ident {
    /// The name as an identifier, with `_` after a word that Rust reserves. None: Rust cannot
    /// take it.
    pub(super) fn new(name: impl Into<String>) -> Option<Ident> {
        let mut name = name.into();
        if !is_ascii_identifier(&name) {
            let mut chars = name.chars();
            let first = chars.next()?;
            let begins = first == '_' || unicode_ident::is_xid_start(first);
            if !begins || !chars.all(unicode_ident::is_xid_continue) || name == "_" {
                return None;
            }
            // rustc compares identifiers in NFC, and so must we. ASCII is in it already.
            name = unicode_normalization::UnicodeNormalization::nfc(name.as_str()).collect();
        }
        if is_reserved(&name) {
            name.push('_');
        }
        Some(Ident(name))
    }

    /// An identifier that is known to be one.
    pub(super) fn fixed(name: &'static str) -> Ident {
        Ident(name.to_owned())
    }

    /// Its text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier with a word after it.
    pub(super) fn with(&self, suffix: &'static str) -> Ident {
        Ident(format!("{}{suffix}", self.0))
    }
}

impl Token for Ident {
    fn write(&self, code: &mut Code) {
        code.0.push_str(&self.0);
    }
}

/// Whether a name is an identifier of ASCII letters, as nearly all are; false where that is not plain to see.
fn is_ascii_identifier(name: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    match name.as_bytes() {
        [first, rest @ ..] => first.is_ascii_alphabetic() && rest.iter().all(is_part),
        [] => false,
    }
}

/// Whether a name is one of the reserved words. Most are told from them by their first letter and
/// their length.
fn is_reserved(name: &str) -> bool {
    const LENGTHS: [u16; 256] = {
        let mut lengths = [0; 256];
        let mut index = 0;
        while index < RESERVED.len() {
            let word = RESERVED[index].as_bytes();
            lengths[word[0] as usize] |= 1 << word.len();
            index += 1;
        }
        lengths
    };
    let lengths = name
        .bytes()
        .next()
        .map_or(0, |first| LENGTHS[usize::from(first)]);
    name.len() < 16 && lengths & (1 << name.len()) != 0 && RESERVED.contains(&name)
}

/// Words that no identifier may be, in any edition.
const RESERVED: [&str; 56] = [
    "Self",
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// A string literal with any text in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Str<'a>(pub(super) &'a str);

impl Token for Str<'_> {
    fn write(&self, code: &mut Code) {
        let out = &mut code.0;
        out.push('"');
        for c in self.0.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\0' => out.push_str("\\0"),
                c if is_unseen(c) => {
                    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
                }
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

/// Whether a character shows nothing, or changes how others show: rustc refuses some of these,
/// and none may hide in source text. The list is written out since the standard library's grows
/// with Unicode, and the same schema must give the same bytes.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}'
        | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// An expression that can be broken over lines.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// Never broken.
    Code(Code),
    /// `callee(a, b)`, or with other brackets.
    Call(Call),
    /// `root.a().b(c)`
    Chain(Code, Vec<Call>),
}

/// A call: what is called with its opening bracket, the arguments, the closing bracket.
#[derive(Clone, Debug)]
pub(super) struct Call {
    open: Code,
    arguments: Vec<Expr>,
    close: &'static str,
}

/// `callee(arguments)`
pub(super) fn call(callee: Code, arguments: Vec<Expr>) -> Call {
    Call {
        open: code![callee, "("],
        arguments,
        close: ")",
    }
}

/// `vec![elements]`
pub(super) fn vec(elements: Vec<Expr>) -> Expr {
    Expr::Call(Call {
        open: Code::from("vec!["),
        arguments: elements,
        close: "]",
    })
}

impl From<Code> for Expr {
    fn from(code: Code) -> Self {
        Expr::Code(code)
    }
}

impl From<Call> for Expr {
    fn from(call: Call) -> Self {
        Expr::Call(call)
    }
}

impl Call {
    fn flat(&self, code: &mut Code) {
        self.open.write(code);
        for (index, argument) in self.arguments.iter().enumerate() {
            if index > 0 {
                ", ".write(code);
            }
            argument.write(code);
        }
        self.close.write(code);
    }
}

impl Token for Expr {
    fn write(&self, code: &mut Code) {
        match self {
            Expr::Code(text) => text.write(code),
            Expr::Call(call) => call.flat(code),
            Expr::Chain(root, calls) => {
                root.write(code);
                for call in calls {
                    ".".write(code);
                    call.flat(code);
                }
            }
        }
    }
}

/// A Rust file that is being written.
#[derive(Debug, Default)]
pub(super) struct Printer {
    text: String,
    indent: usize,
    /// Something since the innermost item's start could not be laid out.
    overflow: bool,
}

impl Printer {
    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An empty line.
    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One line that is never broken.
    pub(super) fn line(&mut self, code: impl Token) {
        self.start_line();
        let before = self.text.len();
        let mut line = Code(std::mem::take(&mut self.text));
        code.write(&mut line);
        self.text = line.0;
        if !fits(self.indent, &self.text[before..], &mut self.overflow) {
            self.overflow = true;
        }
        self.text.push('\n');
    }

    /// A line comment.
    pub(super) fn comment(&mut self, text: &'static str) {
        self.start_line();
        self.text.push_str("// ");
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Documentation, a string a line: `///` where that shows exactly what the text is, or else
    /// an attribute with everything in it escaped. Blanks alone are none.
    pub(super) fn docs<S: AsRef<str>>(&mut self, lines: &[S]) {
        if lines.iter().all(|line| line.as_ref().trim().is_empty()) {
            return;
        }
        let hostile = lines
            .iter()
            .any(|line| line.as_ref().chars().any(|c| c != '\t' && is_unseen(c)));
        for line in lines {
            let line = line.as_ref().trim_end().replace('\t', "    ");
            self.start_line();
            if hostile {
                let text = match line.is_empty() {
                    true => String::new(),
                    false => format!(" {line}"),
                };
                let code = code!["#[doc = ", Str(&text), "]"];
                self.text.push_str(code.as_str());
            } else {
                self.text.push_str("///");
                if !line.is_empty() {
                    self.text.push(' ');
                    self.text.push_str(&line);
                }
            }
            self.text.push('\n');
        }
    }

    /// `#[name(items)]`. What is derived goes on one line between broken brackets.
    pub(super) fn attribute(&mut self, name: &'static str, items: &[Code]) {
        // rustfmt keeps some columns free beside what is derived.
        self.attribute_beside(name, items, if name == "derive" { "    " } else { "" });
    }

    /// `#[name(items)]` of a field, where rustfmt keeps a column free for the comma.
    pub(super) fn field_attribute(&mut self, name: &'static str, items: &[Code]) {
        self.attribute_beside(name, items, " ");
    }

    fn attribute_beside(&mut self, name: &'static str, items: &[Code], kept: &'static str) {
        let flat = code!["#[", name, "(", join(items, ", "), ")]"];
        if self.fits(&code![flat, kept]) {
            return self.line(flat);
        }
        self.line(code!["#[", name, "("]);
        self.indent += 4;
        if name == "derive" {
            self.line(code![join(items, ", "), ","]);
        } else {
            for (index, item) in items.iter().enumerate() {
                self.line(code![item, if index + 1 < items.len() { "," } else { "" }]);
            }
        }
        self.indent -= 4;
        self.line(")]");
    }

    /// `head tail`, with a break between them where that is too long: a field and its type, an
    /// associated type and its value, a place and what it is set to.
    pub(super) fn pair(&mut self, head: Code, tail: Code) {
        let flat = code![head, " ", tail];
        if self.fits(&flat) {
            return self.line(flat);
        }
        self.line(head);
        self.indent += 4;
        self.line(tail);
        self.indent -= 4;
    }

    /// `head &[a, b];`: on one line, on the next line, or an element a line.
    pub(super) fn slice(&mut self, head: Code, elements: &[Code]) {
        let flat = code!["&[", join(elements, ", "), "];"];
        if self.fits(&code![head, " ", flat]) || self.fits(&code!["    ", flat]) {
            return self.pair(head, flat);
        }
        // A single element would be broken itself.
        self.overflow |= elements.len() == 1;
        self.line(code![head, " &["]);
        self.indent += 4;
        for element in elements {
            self.line(code![element, ","]);
        }
        self.indent -= 4;
        self.line("];");
    }

    /// `name!(ty { fields });`, on one line or a field a line.
    pub(super) fn invocation(&mut self, name: &'static str, ty: &Ident, fields: &[&Ident]) {
        let head = code![name, "!(", ty, " {"];
        if fields.is_empty() {
            return self.line(code![head, "});"]);
        }
        let flat = code![head, " ", join(fields, ", "), " });"];
        if self.fits(&flat) {
            return self.line(flat);
        }
        self.line(head);
        self.indent += 4;
        for field in fields {
            self.line(code![field, ","]);
        }
        self.indent -= 4;
        self.line("});");
    }

    /// `head { … }`
    pub(super) fn block(&mut self, head: impl Token, body: impl FnOnce(&mut Printer)) {
        self.line(code![head, " {"]);
        self.indent += 4;
        body(self);
        self.indent -= 4;
        self.line("}");
    }

    /// `head(parameters) -> output { … }`
    pub(super) fn function(
        &mut self,
        head: Code,
        parameters: &[Code],
        output: &Code,
        body: impl FnOnce(&mut Printer),
    ) {
        let flat = code![head, "(", join(parameters, ", "), ") -> ", output];
        if self.fits(&code![flat, " {"]) {
            return self.block(flat, body);
        }
        self.line(code![head, "("]);
        self.indent += 4;
        for parameter in parameters {
            self.line(code![parameter, ","]);
        }
        self.indent -= 4;
        self.block(code![") -> ", output], body);
    }

    /// An expression with something after it, as a `;`.
    pub(super) fn expression(&mut self, expr: &Expr, after: &'static str) {
        let flat = code![expr, after];
        if self.fits(&flat) {
            return self.line(flat);
        }
        match expr {
            Expr::Code(_) => self.line(flat),
            Expr::Call(call) => self.broken_call(&Code::default(), call, after),
            Expr::Chain(root, calls) => match calls.as_slice() {
                // A single call stays with what it is called on where its arguments break.
                [call] if !self.fits(&code!["    .", Expr::Call(call.clone()), after]) => {
                    self.broken_call(&code![root, "."], call, after);
                }
                calls => {
                    self.line(root);
                    self.indent += 4;
                    for (index, call) in calls.iter().enumerate() {
                        let after = if index + 1 < calls.len() { "" } else { after };
                        let flat = code![".", Expr::Call(call.clone()), after];
                        if self.fits(&flat) {
                            self.line(flat);
                        } else {
                            self.broken_call(&Code::from("."), call, after);
                        }
                    }
                    self.indent -= 4;
                }
            },
        }
    }

    fn broken_call(&mut self, before: &Code, call: &Call, after: &'static str) {
        if call.arguments.is_empty() {
            return self.line(code![before, Expr::Call(call.clone()), after]);
        }
        self.line(code![before, call.open]);
        self.indent += 4;
        for argument in &call.arguments {
            self.expression(argument, ",");
        }
        self.indent -= 4;
        self.line(code![call.close, after]);
    }

    /// An item or a field: what `print` prints, with `#[rustfmt::skip]` below its documentation
    /// where something in it is too long for any layout.
    pub(super) fn item(&mut self, print: impl FnOnce(&mut Printer)) {
        let outer = std::mem::replace(&mut self.overflow, false);
        let start = self.text.len();
        print(self);
        if self.overflow {
            let skip = format!("{:indent$}#[rustfmt::skip]\n", "", indent = self.indent);
            let lines = self.text[start..].split_inclusive('\n');
            let docs = lines.take_while(|line| line.trim_start().starts_with("///"));
            let docs: usize = docs.map(str::len).sum();
            self.text.insert_str(start + docs, &skip);
        }
        self.overflow = outer;
    }

    fn start_line(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn fits(&mut self, line: &Code) -> bool {
        fits(self.indent, line.as_str(), &mut self.overflow)
    }
}

/// Whether a line fits. A character beyond ASCII may be two columns wide or one: where that
/// decides, the item is left to no layout but ours.
fn fits(indent: usize, line: &str, overflow: &mut bool) -> bool {
    let narrow = indent + line.chars().count();
    let wide = indent
        + line
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>();
    *overflow |= narrow <= WIDTH && wide > WIDTH;
    wide <= WIDTH
}
