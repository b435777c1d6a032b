//! The kinds of tokens and nodes.

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// What a token or a node of the tree is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum SyntaxKind {
            $($(#[$doc])* $kind,)*
        }

        impl SyntaxKind {
            const ALL: &[SyntaxKind] = &[$(SyntaxKind::$kind,)*];
        }
    };
}

kinds! {
    // Tokens.
    /// Spaces and tabs.
    Whitespace,
    /// The end of a line: LF, CRLF or CR.
    Newline,
    /// `// …`
    Comment,
    /// `/// …`
    DocComment,
    /// `/* … */`
    BlockComment,
    /// A name or a keyword; it may hold `-` or begin with a digit, which the grammar reports.
    Ident,
    /// `-12`, `0.5`
    Number,
    /// `"…"`, escapes untouched.
    String,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `=`
    Equals,
    /// `.`
    Dot,
    /// `@`
    At,
    /// `@@`
    AtAt,
    /// `?`
    Question,
    /// `!`
    Bang,
    /// Anything else, such as a character that no name may hold.
    Unknown,

    // Nodes.
    /// A whole file.
    Schema,
    /// `keyword Name { … }`
    Block,
    /// A field of a model, a view or a composite type.
    Field,
    /// The type of a field, with `?` or `[]`.
    Type,
    /// A value of an enum.
    EnumValue,
    /// `key = value` in a datasource or a generator.
    Setting,
    /// `@name(…)`
    Attribute,
    /// `@@name(…)`
    BlockAttribute,
    /// `(…)`
    Arguments,
    /// One of them, with or without a name.
    Argument,
    /// A name or a dotted path of names as a value.
    Path,
    /// `name(…)` as a value.
    Call,
    /// `[…]`
    Array,
    /// `{ … }` as a value.
    Object,
    /// `key: value` in an object.
    Member,
    /// A number or a string as a value.
    Literal,
    /// Comment lines that belong to nothing below them.
    Comments,
    /// What stands where nothing is read.
    Unread,
    /// What could not be understood.
    Error,
}

impl SyntaxKind {
    /// Whether a token of this kind means nothing to the grammar.
    pub fn is_trivia(self) -> bool {
        use SyntaxKind::*;
        matches!(
            self,
            Whitespace | Newline | Comment | DocComment | BlockComment
        )
    }
}

impl From<SyntaxKind> for rowan::SyntaxKind {
    fn from(kind: SyntaxKind) -> Self {
        Self(kind as u16)
    }
}

impl From<rowan::SyntaxKind> for SyntaxKind {
    fn from(raw: rowan::SyntaxKind) -> Self {
        SyntaxKind::ALL
            .get(usize::from(raw.0))
            .copied()
            .unwrap_or(SyntaxKind::Error)
    }
}
