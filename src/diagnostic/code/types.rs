//! E07xx: what no Rust type holds exactly on every engine.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::dialect::Engine;
use crate::source::Span;

/// A column whose types on two engines have no Rust type in common.
pub fn no_common_type(span: Span, types: &[(Engine, String)]) -> Diagnostic {
    let listed: Vec<String> = types
        .iter()
        .map(|(engine, ty)| format!("{ty} on {}", engine.name()))
        .collect();
    Diagnostic {
        code: "E0701",
        severity: Severity::Error,
        message: "no Rust type gives this field's values back exactly on every engine".to_owned(),
        labels: vec![Label { span, text: format!("this is {}", listed.join(" and ")) }],
        help: vec![
            "choose native types that are alike, as in `/// @ketch.native(mysql: \"VarChar(36)\")` above the field"
                .to_owned(),
        ],
        suggestions: Vec::new(),
    }
}

/// A column of a type that no Rust type reads.
pub fn no_rust_type(span: Span, ty: &str) -> Diagnostic {
    Diagnostic {
        code: "E0702",
        severity: Severity::Error,
        message: format!("SeaORM has no Rust type for {ty}"),
        labels: vec![Label {
            span,
            text: String::new(),
        }],
        help: vec!["choose another native type, or leave the field out with `@ignore`".to_owned()],
        suggestions: Vec::new(),
    }
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
    Diagnostic {
        code: "W0703",
        severity: Severity::Warning,
        message: format!(
            "the entity does not have this column, since its type `{ty}` is unsupported"
        ),
        labels: vec![Label {
            span,
            text: String::new(),
        }],
        help: vec![sql.to_owned()],
        suggestions: Vec::new(),
    }
}
