//! E01xx: the text is not in the language.

use super::article;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Words that begin a block.
const KEYWORDS: [&str; 6] = ["model", "enum", "view", "datasource", "generator", "type"];

/// A file beyond the size that is read.
pub fn file_too_large(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "E0101",
        span,
        format!(
            "this file is larger than {} MiB, which no schema needs",
            limit >> 20
        ),
    )
}

/// A byte order mark at the start of a file.
pub fn byte_order_mark(span: Span) -> Diagnostic {
    Diagnostic::error("E0102", span, "the file begins with a byte order mark").mend(
        span,
        "",
        "save the file as UTF-8 without it",
    )
}

/// A line outside of blocks that begins with no keyword.
pub fn invalid_line(span: Span, line: &str) -> Diagnostic {
    let first = line.split_whitespace().next().unwrap_or("");
    let fault = Diagnostic::error("E0103", span, "this line does not begin with a keyword of the language")
        .help("outside of blocks there are only `model`, `enum`, `view`, `type`, `datasource` and `generator` blocks, and comments");
    let word = Span {
        end: span.start + first.len() as u32,
        ..span
    };
    fault.suggest_nearest(word, first, KEYWORDS)
}

/// Lines by which git tells apart the sides of a merge.
pub fn unfinished_merge(first: Span, others: &[(Span, &str)]) -> Diagnostic {
    let fault = Diagnostic::error("E0142", first, "a merge was not finished here");
    let fault = others.iter().fold(fault, |fault, (span, line)| {
        let what = match line.chars().next() {
            Some('|') => "what both sides had",
            Some('=') => "the other side",
            _ => "the end of it",
        };
        fault.label(*span, what)
    });
    fault
        .help("keep one side or put both together, and delete the lines that git added; `ketch migrate rebase` then does the same for the migrations")
}

/// A block that begins with no keyword.
pub fn unknown_keyword(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        "E0104",
        span,
        format!("`{keyword}` is no keyword that begins a block"),
    )
    .help("blocks begin with `model`, `enum`, `view`, `type`, `datasource` or `generator`")
    .suggest_nearest(span, keyword, KEYWORDS)
}

/// `model {`
pub fn block_without_name(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error("E0105", span, format!("this {keyword} has no name"))
}

/// `model M` without `{` on its line.
pub fn block_without_brace(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        "E0106",
        span,
        format!(
            "`{{` must follow the name of {} on its line",
            article(keyword)
        ),
    )
}

/// `model M { id Int @id }`
pub fn block_on_one_line(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        "E0107",
        span,
        format!(
            "nothing may follow the `{{` of {} on its line",
            article(keyword)
        ),
    )
    .help("write each declaration and the closing `}` on lines of their own")
}

/// `model M { what nobody reads`
pub fn text_after_brace(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0141",
        span,
        format!(
            "nothing is read after the `{{` of {} on its line",
            article(keyword)
        ),
    )
    .help("write each declaration on a line of its own")
}

/// `model M { /* on more than one line */`
pub fn comment_beside_brace(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        "E0143",
        span,
        format!(
            "a comment after the `{{` of {} ends on its line",
            article(keyword)
        ),
    )
    .help("begin the comment on a line of its own")
}

/// A block that the file ends in.
pub fn unclosed_block(name: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error("E0108", name, format!("this {keyword} is never closed"))
        .help("end it with `}` on a line of its own")
}

/// A block that begins inside another one.
pub fn block_in_block(span: Span, keyword: &str, outer: Span) -> Diagnostic {
    Diagnostic::error(
        "E0109",
        span,
        format!("a block begins here before the {keyword} above it is closed"),
    )
    .label(outer, "this is not closed")
    .help("end it with `}` on a line of its own")
}

/// `}` after a declaration on its line.
pub fn brace_after_declaration(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0110",
        span,
        "the `}` that closes a block stands on a line of its own",
    )
}

/// `type X = Int`
pub fn type_alias(span: Span) -> Diagnostic {
    Diagnostic::error("E0111", span, "the language has no aliases of types")
}

/// A line in a model that is no field and no attribute.
pub fn invalid_field_line(span: Span, _: &str) -> Diagnostic {
    Diagnostic::error("E0112", span, "this line is neither a field nor a block attribute")
        .help("a field is written `name Type @attributes`, a block attribute `@@name(…)`, each on one line")
}

/// A line in an enum that is no value and no attribute.
pub fn invalid_enum_line(span: Span, _: &str) -> Diagnostic {
    Diagnostic::error(
        "E0113",
        span,
        "this line is neither a value nor a block attribute",
    )
}

/// A line in a datasource or a generator that sets nothing.
pub fn invalid_setting_line(span: Span, _: &str) -> Diagnostic {
    Diagnostic::error("E0114", span, "this line is no setting")
        .help("a setting is written `name = value`")
}

/// Something in a field's line that cannot stand there.
pub fn unexpected_in_line(span: Span, text: &str, line: Span) -> Diagnostic {
    let message = match text.trim() {
        "" => "this line ends too early".to_owned(),
        text => format!("`{text}` cannot stand here"),
    };
    let fault = Diagnostic::error("E0115", span, message);
    match text {
        "/*" => fault.help("a `/*` comment is closed by `*/`"),
        "@@" => fault.help("a block attribute stands on a line of its own"),
        _ if text.starts_with("/*") => {
            fault.help("a comment stands on its own lines or at the end of a line")
        }
        _ if span.start == line.start => fault,
        _ => fault.help("a field is written `name Type @attributes`"),
    }
}

/// Something after the value of an enum.
pub fn unexpected_after_enum_value(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "E0116",
        span,
        format!("`{text}` cannot stand after a value of an enum"),
    )
    .help("each value stands on a line of its own, with nothing but attributes after it")
}

/// Something after a setting.
pub fn unexpected_after_setting(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "E0117",
        span,
        format!("`{text}` cannot stand after a setting"),
    )
}

/// A name that begins with a digit.
pub fn name_starts_with_number(span: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0118",
        span,
        format!(
            "the name of {} cannot begin with a number: `{name}`",
            article(what)
        ),
    )
}

/// A name that begins with `_`.
pub fn name_starts_with_underscore(span: Span, what: &str, name: &str) -> Diagnostic {
    let message = format!(
        "the name of {} begins with a letter: `{name}`",
        article(what)
    );
    let fault = Diagnostic::error("E0119", span, message);
    match what {
        "setting" => fault,
        _ => fault.help("keep the database's name with `@map` or `@@map`"),
    }
}

/// A name with `-` in it.
pub fn hyphen_in_name(span: Span, what: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0120",
        span,
        format!("the name of {} cannot hold `-`: `{name}`", article(what)),
    )
    .help("keep the database's name with `@map` or `@@map`")
}

/// `name: Type`
pub fn colon_after_field_name(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0121",
        span,
        "no `:` stands between a field's name and its type",
    )
    .mend(span, "", "remove it")
}

/// A field that has only a name.
pub fn field_without_type(span: Span) -> Diagnostic {
    Diagnostic::error("E0122", span, "this field has no type")
}

/// `[Type]`
pub fn legacy_list(span: Span) -> Diagnostic {
    Diagnostic::error("E0123", span, "a list is written `Type[]`")
}

/// `Type[]?`
pub fn optional_list(span: Span) -> Diagnostic {
    Diagnostic::error("E0124", span, "a list cannot be optional").mend(
        span,
        "",
        "remove the `?`: an empty list stands for none",
    )
}

/// `Type!`
pub fn legacy_required(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0125",
        span,
        "a field is required unless it says otherwise",
    )
    .mend(span, "", "remove the `!`")
}

/// `Unsupported()`
pub fn unsupported_without_name(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0126",
        span,
        "`Unsupported` takes the database's name of the type as a string",
    )
}

/// A bracket that is not closed.
pub fn unclosed_bracket(span: Span, open: &str, close: &str) -> Diagnostic {
    Diagnostic::error(
        "E0127",
        span,
        format!("this `{open}` is not closed by `{close}` on its line"),
    )
}

/// Arguments or an array over several lines.
pub fn list_across_lines(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0128",
        span,
        "what this bracket opens must close on the same line",
    )
    .help("the language takes each declaration on one line")
}

/// `@id(map: "a",)`
pub fn trailing_comma(span: Span) -> Diagnostic {
    Diagnostic::error("E0129", span, "nothing follows this comma").mend(span, "", "remove it")
}

/// Two items without a comma between them.
pub fn expected_comma(span: Span, close: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "E0130",
        span,
        format!("expected `,` or `{close}`, found `{text}`"),
    )
}

/// `map: )`
pub fn argument_without_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("E0131", span, format!("the argument `{name}` has no value"))
}

/// A value that begins like a number or with `_`.
pub fn invalid_value(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("E0132", span, format!("`{text}` is no value"))
        .help("numbers are written without exponent and without `_`, names begin with a letter, and text stands in quotes")
}

/// A string that the line's end cuts off.
pub fn unclosed_string(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0133",
        span,
        "this string is not closed by `\"` on its line",
    )
}

/// Something else where a value should stand.
pub fn expected_value(span: Span, text: &str) -> Diagnostic {
    let message = match text.trim() {
        "" => "a value is missing here".to_owned(),
        text => format!("expected a value, found `{text}`"),
    };
    Diagnostic::error("E0134", span, message)
}

/// Something else where `key: value` should stand.
pub fn expected_member(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "E0135",
        span,
        format!("expected `field: value`, found `{}`", text.trim()),
    )
}

/// An escape that means nothing.
pub fn invalid_escape(span: Span, escape: &str) -> Diagnostic {
    let fault = Diagnostic::error("E0136", span, format!("`{escape}` is no escape"));
    if escape.starts_with("\\u") {
        fault.help("a character is written as `\\u` and four hexadecimal digits, and one beyond them as two such escapes")
    } else {
        fault.help("a backslash in a string is written `\\\\`")
    }
}

/// A control character in a string, as it is.
pub fn control_in_string(span: Span, control: u8) -> Diagnostic {
    let message = format!("a string cannot hold the control character U+{control:04X} as it is");
    let escape = match control {
        b'\t' => "\\t".to_owned(),
        b'\r' => "\\r".to_owned(),
        _ => format!("\\u{control:04x}"),
    };
    Diagnostic::error("E0144", span, message).help(format!("write it as `{escape}`"))
}

/// `@` without a name.
pub fn attribute_without_name(span: Span) -> Diagnostic {
    Diagnostic::error("E0137", span, "the name of an attribute is missing")
}

/// `provider` without `=`.
pub fn setting_without_equals(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "E0138",
        span,
        format!("`=` and a value must follow `{name}`"),
    )
}

/// `provider =`
pub fn setting_without_value(span: Span, name: &str, block: &str) -> Diagnostic {
    Diagnostic::error(
        "E0139",
        span,
        format!("the setting `{name}` of this {block} has no value"),
    )
}

/// Values nested beyond the limit.
pub fn nested_too_deeply(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error(
        "E0140",
        span,
        format!("values are nested more than {limit} deep"),
    )
}
