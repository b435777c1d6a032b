//! E07xx: what no Rust type holds exactly on every engine.

use crate::diagnostic::Diagnostic;
use crate::dialect::Engine;
use crate::source::Span;

/// A column whose types on two engines have no Rust type in common.
pub fn no_common_type(span: Span, types: &[(Engine, String)]) -> Diagnostic {
    let listed: Vec<String> = types
        .iter()
        .map(|(engine, ty)| format!("{ty} on {}", engine.name()))
        .collect();
    let mut fault = Diagnostic::error(
        "E0701",
        span,
        "no Rust type gives this field's values back exactly on every engine",
    );
    fault.labels[0].text = format!("this is {}", listed.join(" and "));
    fault.help("choose native types that are alike, as in `/// @ketch.native(mysql: \"VarChar(36)\")` above the field")
}

/// A column of a type that no Rust type reads.
pub fn no_rust_type(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::error("E0702", span, format!("SeaORM has no Rust type for {ty}"))
        .help("choose another native type, or leave the field out with `@ignore`")
}

/// A column of an unsupported type, which the entity does not have.
///
/// `is_needed`: a row cannot be made without it.
pub fn unsupported_left_out(span: Span, ty: &str, is_needed: bool) -> Diagnostic {
    let sql = match is_needed {
        true => {
            "the table has it, without NULL and without a default: insert rows with SQL, or give it a `@default(dbgenerated(\"…\"))`"
        }
        false => "the table has it; write and read it with SQL",
    };
    Diagnostic::warning(
        "W0703",
        span,
        format!("the entity does not have this column, since its type `{ty}` is unsupported"),
    )
    .help(sql)
}
