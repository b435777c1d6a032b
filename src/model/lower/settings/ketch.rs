//! What ketch's own `generator` block sets.

use super::super::super::Format;
use super::{Lowering, arguments, strings_in};
use crate::diagnostic::code;
use crate::dialect::Engine;
use crate::syntax::ast::{Block, Value, ValueKind};

/// Kinds of environment that can own the output.
pub(crate) const ENVIRONMENTS: [&str; 8] = [
    "any",
    "ci",
    "container",
    "devcontainer",
    "linux",
    "macos",
    "windows",
    "wsl",
];

const SETTINGS: &[&str] = &[
    "engines",
    "entity",
    "format",
    "migration",
    "owner",
    "previewFeatures",
    "provider",
    "serde",
];

pub(super) fn lower(l: &mut Lowering, block: &Block) {
    for setting in &block.settings {
        let name = setting.name;
        if !SETTINGS.contains(&name.text) {
            l.report(code::unknown_setting(
                name.span,
                name.text,
                "generator of ketch",
                SETTINGS,
            ));
        }
        let Some(value) = &setting.value else {
            continue;
        };
        match name.text {
            "engines" => engines(l, value),
            "entity" => {
                if let Some(path) = folder(l, value) {
                    l.model.settings.entity = path;
                }
            }
            "migration" => {
                if let Some(path) = folder(l, value) {
                    l.model.settings.migration = path;
                }
            }
            "owner" => owner(l, value),
            "format" => format(l, value),
            "serde" => serde(l, value),
            _ => {}
        }
    }
}

fn engines(l: &mut Lowering, value: &Value) {
    let words = strings_in(l, value);
    if words.is_empty() {
        l.report(code::no_engines(value.span));
    }
    for (word, span) in words {
        let found = Engine::of_name(word);
        let Some(engine) = found.or((word == "postgres").then_some(Engine::Postgresql)) else {
            l.report(code::unknown_word(
                span,
                "engine",
                word,
                &Engine::ALL.map(Engine::name),
            ));
            continue;
        };
        if l.model.settings.engines.contains(&engine) {
            l.report(code::duplicate_word(span, "engine", word));
        } else {
            l.model.settings.engines.push(engine);
        }
    }
}

fn owner(l: &mut Lowering, value: &Value) {
    for (word, span) in strings_in(l, value) {
        if !ENVIRONMENTS.contains(&word) {
            l.report(code::unknown_word(
                span,
                "kind of environment",
                word,
                &ENVIRONMENTS,
            ));
        } else if l.model.settings.owner.iter().any(|other| other == word) {
            l.report(code::duplicate_word(span, "kind of environment", word));
        } else {
            l.model.settings.owner.push(word.to_owned());
        }
    }
}

fn format(l: &mut Lowering, value: &Value) {
    let Some(word) = arguments::string(l, value) else {
        return;
    };
    match Format::of_name(word) {
        Some(format) => l.model.settings.format = format,
        None => l.report(code::unknown_word(
            value.span,
            "format",
            word,
            &Format::ALL.map(Format::name),
        )),
    }
}

/// A truth value, in quotes or without.
fn serde(l: &mut Lowering, value: &Value) {
    let word = match &value.kind {
        ValueKind::Path(word) => word,
        ValueKind::String(word) => word.as_ref(),
        _ => "",
    };
    match word {
        "true" => l.model.settings.serde = true,
        "false" => l.model.settings.serde = false,
        _ => l.report(code::expected(value.span, "`true` or `false`")),
    }
}

/// A folder: relative, so that the output does not depend on the machine, and with `/`.
fn folder(l: &mut Lowering, value: &Value) -> Option<String> {
    let path = arguments::string(l, value)?;
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.is_empty() || path.starts_with('/') || drive || path.contains(['\\', '\0']) {
        l.report(code::invalid_folder(value.span, path));
        return None;
    }
    Some(path.to_owned())
}
