//! The `datasource` block.

use super::super::super::{Datasource, Extension};
use super::{Lowering, arguments, duplicate_settings, is_env, setting, strings_in};
use crate::diagnostic::code;
use crate::dialect::Provider;
use crate::syntax::ast::{Argument, Block, Ident, Setting, Value, ValueKind};

pub(super) fn lower<'s>(l: &mut Lowering<'s>, block: &'s Block<'s>) {
    let Some(name) = block.name else { return };
    l.config.unknown_provider = true;
    duplicate_settings(l, block);
    let Some(setting) = setting(block, "provider") else {
        if !block.damaged {
            l.report(code::missing_setting(
                name.span,
                "datasource",
                name.text,
                "provider",
            ));
        }
        return;
    };
    let Some(value) = &setting.value else { return };
    let text = match &value.kind {
        ValueKind::String(text) => text,
        _ if is_env(value) => return l.report(code::env_in_provider(value.span)),
        _ => return l.report(code::expected(value.span, "a string")),
    };
    let Some(provider) = Provider::of_name(text) else {
        return l.report(code::unknown_provider(value.span, text));
    };
    if provider.engine().is_none() {
        l.config.unsupported = true;
        l.report(code::unsupported_provider(value.span, text));
    }
    l.config.unknown_provider = false;
    l.model.datasource = Some(Datasource {
        name: name.text.to_owned(),
        provider,
        foreign_keys: true,
        schemas: Vec::new(),
        extensions: Vec::new(),
        span: name.span,
    });
    if l.config.unsupported {
        return;
    }
    let mut mode: Option<Ident> = None;
    for setting in &block.settings {
        let value = setting.value.as_ref();
        match setting.name.text {
            "provider" | "url" | "directUrl" | "shadowDatabaseUrl" => {}
            "relationMode" | "referentialIntegrity" => {
                let renamed = |other: &Ident| other.text != setting.name.text;
                if let Some(other) = mode.filter(renamed) {
                    l.report(code::two_relation_modes(setting.name.span, other.span));
                }
                mode = Some(setting.name);
                relation_mode(l, value);
            }
            "schemas" => schemas(l, setting),
            "extensions" => extensions(l, setting),
            unknown => l.report(code::unknown_setting(
                setting.name.span,
                unknown,
                "datasource",
                DATASOURCE_SETTINGS,
            )),
        }
    }
}

const DATASOURCE_SETTINGS: &[&str] = &[
    "directUrl",
    "extensions",
    "provider",
    "relationMode",
    "schemas",
    "shadowDatabaseUrl",
    "url",
];

fn relation_mode(l: &mut Lowering, value: Option<&Value>) {
    let Some(value) = value else { return };
    let foreign_keys = match arguments::string(l, value) {
        Some("foreignKeys") => true,
        Some("prisma") => false,
        Some(other) => {
            return l.report(code::unknown_word(
                value.span,
                "relation mode",
                other,
                &["foreignKeys", "prisma"],
            ));
        }
        None => return,
    };
    if let Some(datasource) = &mut l.model.datasource {
        datasource.foreign_keys = foreign_keys;
    }
}

fn schemas(l: &mut Lowering, setting: &Setting) {
    if l.language().is_some_and(|language| !language.schemas) {
        return l.report(code::setting_not_for_provider(setting.span, "schemas"));
    }
    let value = setting.value.as_ref();
    let names = value.map_or_else(Vec::new, |value| strings_in(l, value));
    if let Some(value) = value
        && matches!(&value.kind, ValueKind::Array(items) if items.is_empty())
    {
        l.report(code::empty_schemas(value.span));
    }
    for (index, (name, span)) in names.iter().enumerate() {
        if names[..index].iter().any(|(other, _)| other == name) {
            l.report(code::duplicate_schema(*span, name));
        }
    }
    l.config.schemas = Some(setting.span);
    if let Some(datasource) = &mut l.model.datasource {
        datasource.schemas = names.iter().map(|(name, _)| (*name).to_owned()).collect();
    }
}

fn extensions(l: &mut Lowering, setting: &Setting) {
    if !l.config.extensions || l.language().is_some_and(|language| !language.extensions) {
        return l.report(code::setting_not_for_provider(
            setting.name.span,
            "extensions",
        ));
    }
    let Some(value) = &setting.value else { return };
    let mut extensions: Vec<Extension> = Vec::new();
    for item in arguments::items(value) {
        let extension = match &item.kind {
            ValueKind::Path(name) => Extension {
                name: (*name).to_owned(),
                schema: None,
                version: None,
            },
            ValueKind::Call(name, arguments) => extension(l, name.text, arguments),
            _ => {
                l.report(code::expected(item.span, "the name of an extension"));
                continue;
            }
        };
        extensions.push(extension);
    }
    if let Some(datasource) = &mut l.model.datasource {
        datasource.extensions = extensions;
    }
}

/// `citext(schema: "public", version: "1.0", map: "citext")`
fn extension(l: &mut Lowering, name: &str, arguments: &[Argument]) -> Extension {
    let mut extension = Extension {
        name: name.to_owned(),
        schema: None,
        version: None,
    };
    for argument in arguments {
        let Some(key) = argument.name else {
            l.report(code::extension_argument_without_name(argument.span));
            continue;
        };
        let known = ["map", "schema", "version"];
        if !known.contains(&key.text) {
            l.report(code::unknown_argument(key.span, key.text, name, &known));
            continue;
        }
        let text = arguments::string(l, &argument.value).map(str::to_owned);
        match (key.text, text) {
            ("map", Some(text)) => extension.name = text,
            ("schema", text) => extension.schema = text,
            ("version", text) => extension.version = text,
            _ => {}
        }
    }
    extension
}
