//! What any `generator` block may set, whichever generator it names.

use super::{Lowering, arguments, duplicate_settings, is_env, ketch, provider_of, setting};
use crate::diagnostic::code;
use crate::syntax::ast::{Block, Ident, Value, ValueKind};

pub(super) fn lower(l: &mut Lowering, block: &Block, before: &[&Block]) {
    let Some(name) = block.name else { return };
    let same = |other: &Ident| other.text == name.text;
    if let Some(other) = before.iter().find_map(|other| other.name.filter(same)) {
        let fault =
            code::duplicate_name(name.span, "generator", name.text, "generator", other.span);
        l.report(fault);
    }
    duplicate_settings(l, block);
    for setting in &block.settings {
        let Some(value) = &setting.value else {
            continue;
        };
        let items = arguments::items(value);
        for call in items.iter().filter(|value| is_env(value)) {
            env(l, call);
        }
        match setting.name.text {
            "binaryTargets" => {
                for item in items.iter().filter(|item| !is_env(item)) {
                    arguments::string(l, item);
                }
            }
            "engineType" => {
                arguments::string(l, value);
            }
            "output" if !is_env(value) => {
                arguments::string(l, value);
            }
            _ => {}
        }
    }
    match (provider_of(block), setting(block, "provider")) {
        (Some("ketch"), _) => {
            let ours = before
                .iter()
                .find(|other| provider_of(other) == Some("ketch"));
            match ours.and_then(|other| other.name) {
                Some(other) => l.report(code::second_ketch_generator(name.span, other.span)),
                None => ketch::lower(l, block),
            }
        }
        (Some(_), _) => {}
        (None, Some(provider)) => {
            // The name of a command may come from the environment.
            if let Some(value) = provider.value.as_ref().filter(|value| !is_env(value)) {
                arguments::string(l, value);
            }
        }
        (None, None) if block.damaged => {}
        (None, None) => {
            l.report(code::missing_setting(
                name.span,
                "generator",
                name.text,
                "provider",
            ));
        }
    }
}

/// Looks at the name of an environment variable. ketch itself never reads one for a schema.
fn env(l: &mut Lowering, call: &Value) {
    let ValueKind::Call(_, given) = &call.kind else {
        return;
    };
    match given.as_slice() {
        [only] => {
            arguments::string(l, &only.value);
        }
        _ => l.report(code::env_arguments(call.span)),
    }
}
