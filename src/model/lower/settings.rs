//! First pass: the `datasource` and the `generator` blocks.

use super::super::{Datasource, Extension, Format};
use super::{Lowering, arguments};
use crate::diagnostic::code;
use crate::dialect::{Engine, Provider};
use crate::source::Span;
use crate::syntax::ast::{Argument, Block, File, Ident, Setting, Value, ValueKind};

/// What the settings switch on, beside what the data model keeps of them.
#[derive(Debug, Default)]
pub(in crate::model) struct Config {
    /// The provider is one that ketch does not generate from; that was reported.
    pub(in crate::model) unsupported: bool,
    /// `views`
    pub(in crate::model) views: bool,
    /// `partialIndexes`
    pub(in crate::model) partial_indexes: bool,
    /// `shardKeys`
    pub(in crate::model) shard_keys: bool,
    /// `postgresqlExtensions`
    pub(in crate::model) extensions: bool,
    /// The datasource could not be understood, so that nothing can be said of its provider.
    pub(in crate::model) unknown_provider: bool,
    /// What `schemas` names.
    pub(in crate::model) schemas: Option<Span>,
}

/// Preview features that Prisma knows.
pub(crate) const PREVIEW_FEATURES: [&str; 11] = [
    "fullTextSearchPostgres",
    "nativeDistinct",
    "partialIndexes",
    "postgresqlExtensions",
    "reactNative",
    "relationJoins",
    "schemaEngineDriverAdapters",
    "shardKeys",
    "strictUndefinedChecks",
    "typedSql",
    "views",
];

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

pub(super) fn lower<'s>(l: &mut Lowering<'s>, files: &'s [File<'s>]) {
    let blocks = |keyword: &'static str| {
        let all = files.iter().flat_map(|file| &file.blocks);
        all.filter(move |block| block.keyword.text == keyword)
            .collect::<Vec<&Block>>()
    };
    let (datasources, generators) = (blocks("datasource"), blocks("generator"));
    let provider = datasources.first().and_then(|block| provider_of(block));
    for block in &generators {
        preview_features(l, block, provider);
    }
    if let [first, others @ ..] = datasources.as_slice() {
        datasource(l, first);
        for other in others.iter().filter(|_| !first.damaged) {
            if let (Some(name), Some(other)) = (first.name, other.name) {
                l.report(code::second_datasource(name.span, other.span));
            }
        }
    }
    for (index, block) in generators.iter().enumerate() {
        generator(l, block, &generators[..index]);
    }
    if l.model.settings.engines.is_empty()
        && let Some(engine) = l.provider().and_then(Provider::engine)
    {
        l.model.settings.engines.push(engine);
    }
}

fn generator(l: &mut Lowering, block: &Block, before: &[&Block]) {
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
                    string_in(l, Some(item));
                }
            }
            "engineType" => {
                string_in(l, Some(value));
            }
            "output" if !is_env(value) => {
                string_in(l, Some(value));
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
                None => ketch_settings(l, block),
            }
        }
        (Some(_), _) => {}
        (None, Some(provider)) => {
            // The name of a command may come from the environment.
            let from_environment = provider.value.as_ref().is_some_and(is_env);
            if !from_environment {
                string_in(l, provider.value.as_ref());
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
            string_in(l, Some(&only.value));
        }
        _ => l.report(code::env_arguments(call.span)),
    }
}

/// `env("…")`
fn is_env(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Call(function, _) if function.text == "env")
}

fn setting<'b, 's>(block: &'b Block<'s>, name: &str) -> Option<&'b Setting<'s>> {
    block
        .settings
        .iter()
        .find(|setting| setting.name.text == name)
}

fn provider_of<'b>(block: &'b Block) -> Option<&'b str> {
    match &setting(block, "provider")?.value.as_ref()?.kind {
        ValueKind::String(text) => Some(text),
        _ => None,
    }
}

fn duplicate_settings(l: &mut Lowering, block: &Block) {
    for (index, setting) in block.settings.iter().enumerate() {
        let same = |other: &&Setting| other.name.text == setting.name.text;
        if let Some(other) = block.settings[..index].iter().find(same) {
            l.report(code::duplicate_setting(
                setting.name.span,
                setting.name.text,
                other.name.span,
            ));
        }
    }
}

/// The string that a setting is; what else it is gets reported.
fn string_in<'v>(l: &mut Lowering, value: Option<&'v Value>) -> Option<&'v str> {
    let value = value?;
    match &value.kind {
        ValueKind::String(text) => Some(text),
        _ => {
            l.report(code::expected(value.span, "a string"));
            None
        }
    }
}

/// The strings that a setting lists, or its one string.
fn strings_in<'v, 's>(l: &mut Lowering, value: Option<&'v Value<'s>>) -> Vec<(&'v str, Span)> {
    let Some(value) = value else {
        return Vec::new();
    };
    arguments::items(value)
        .iter()
        .filter_map(|item| Some((string_in(l, Some(item))?, item.span)))
        .collect()
}

fn datasource<'s>(l: &mut Lowering<'s>, block: &'s Block<'s>) {
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
    let foreign_keys = match string_in(l, Some(value)) {
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
    let names = strings_in(l, setting.value.as_ref());
    if let Some(Value {
        kind: ValueKind::Array(items),
        span,
    }) = &setting.value
        && items.is_empty()
    {
        l.report(code::empty_schemas(*span));
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
        let text = string_in(l, Some(&argument.value)).map(str::to_owned);
        match (key.text, text) {
            ("map", Some(text)) => extension.name = text,
            ("schema", text) => extension.schema = text,
            ("version", text) => extension.version = text,
            _ => {}
        }
    }
    extension
}

/// The preview features of every generator hold for the whole schema, but for one with an object among its
/// values, which Prisma does not take in. It does not look at their case.
fn preview_features(l: &mut Lowering, generator: &Block, provider: Option<&str>) {
    let Some(setting) = setting(generator, "previewFeatures") else {
        return;
    };
    let features = strings_in(l, setting.value.as_ref());
    let mut values = generator
        .settings
        .iter()
        .filter_map(|setting| setting.value.as_ref());
    let holds = !values.any(holds_object);
    for (index, (feature, span)) in features.iter().copied().enumerate() {
        let item = with_comma(&features, index);
        let is = |known: &&&str| known.eq_ignore_ascii_case(feature);
        match PREVIEW_FEATURES.iter().find(is).copied() {
            Some("views") => l.config.views |= holds,
            Some("partialIndexes") => l.config.partial_indexes |= holds,
            Some("shardKeys") => l.config.shard_keys |= holds,
            Some("postgresqlExtensions") => l.config.extensions |= holds,
            Some("fullTextSearchPostgres")
                if !matches!(provider, Some("postgresql" | "postgres") | None) =>
            {
                l.report(code::unknown_preview_feature(
                    span,
                    feature,
                    &PREVIEW_FEATURES,
                ));
            }
            Some(_) => {}
            None if feature == "metrics" => {
                l.report(code::removed_preview_feature(span, feature, item))
            }
            None if GRADUATED.iter().find(is).is_some() => {
                l.report(code::graduated_preview_feature(span, feature, item));
            }
            None => l.report(code::unknown_preview_feature(
                span,
                feature,
                &PREVIEW_FEATURES,
            )),
        }
    }
}

fn holds_object(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Object(_) => true,
        ValueKind::Array(items) => items.iter().any(holds_object),
        _ => false,
    }
}

/// An item of a list, with the comma that goes when it does.
fn with_comma(items: &[(&str, Span)], index: usize) -> Span {
    let (_, span) = items[index];
    match (items.get(index + 1), index.checked_sub(1)) {
        (Some((_, next)), _) => Span {
            end: next.start,
            ..span
        },
        (None, Some(before)) => Span {
            start: items[before].1.end,
            ..span
        },
        (None, None) => span,
    }
}

/// Preview features that are part of Prisma by now.
const GRADUATED: &[&str] = &[
    "aggregateApi",
    "atomicNumberOperations",
    "clientExtensions",
    "cockroachDb",
    "connectOrCreate",
    "createMany",
    "dataProxy",
    "deno",
    "distinct",
    "driverAdapters",
    "extendedIndexes",
    "extendedWhereUnique",
    "fieldReference",
    "filterJson",
    "filteredRelationCount",
    "fullTextIndex",
    "fullTextSearch",
    "groupBy",
    "improvedQueryRaw",
    "interactiveTransactions",
    "jsonProtocol",
    "microsoftSqlServer",
    "middlewares",
    "mongoDb",
    "multiSchema",
    "nApi",
    "namedConstraints",
    "nativeTypes",
    "omitApi",
    "orderByAggregateGroup",
    "orderByNulls",
    "orderByRelation",
    "prismaSchemaFolder",
    "queryCompiler",
    "referentialActions",
    "referentialIntegrity",
    "selectRelationCount",
    "tracing",
    "transactionApi",
    "uncheckedScalarInputs",
];

const KETCH_SETTINGS: &[&str] = &[
    "engines",
    "entity",
    "format",
    "migration",
    "owner",
    "previewFeatures",
    "provider",
    "serde",
];

fn ketch_settings(l: &mut Lowering, block: &Block) {
    for setting in &block.settings {
        let value = setting.value.as_ref();
        match setting.name.text {
            "provider" | "previewFeatures" => {}
            "engines" => engines(l, value),
            "entity" => {
                if let Some(path) = path_in(l, value) {
                    l.model.settings.entity = path;
                }
            }
            "migration" => {
                if let Some(path) = path_in(l, value) {
                    l.model.settings.migration = path;
                }
            }
            "owner" => owner(l, value),
            "format" => {
                let Some(word) = string_in(l, value) else {
                    continue;
                };
                match word {
                    "compact" => l.model.settings.format = Format::Compact,
                    "dense" => l.model.settings.format = Format::Dense,
                    _ => {
                        let span = value.map_or(setting.span, |value| value.span);
                        l.report(code::unknown_word(
                            span,
                            "format",
                            word,
                            &["compact", "dense"],
                        ));
                    }
                }
            }
            "serde" => {
                let Some(value) = value else { continue };
                match &value.kind {
                    ValueKind::Path("true") => l.model.settings.serde = true,
                    ValueKind::Path("false") => l.model.settings.serde = false,
                    ValueKind::String(word) if word == "true" => l.model.settings.serde = true,
                    ValueKind::String(word) if word == "false" => l.model.settings.serde = false,
                    _ => l.report(code::expected(value.span, "`true` or `false`")),
                }
            }
            unknown => l.report(code::unknown_setting(
                setting.name.span,
                unknown,
                "generator of ketch",
                KETCH_SETTINGS,
            )),
        }
    }
}

fn engines(l: &mut Lowering, value: Option<&Value>) {
    let words = strings_in(l, value);
    if let (Some(value), true) = (value, words.is_empty()) {
        l.report(code::no_engines(value.span));
    }
    for (word, span) in words {
        let found = Engine::ALL.into_iter().find(|engine| engine.name() == word);
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

fn owner(l: &mut Lowering, value: Option<&Value>) {
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

/// A folder: relative, so that the output does not depend on the machine, and with `/`.
fn path_in(l: &mut Lowering, value: Option<&Value>) -> Option<String> {
    let span = value?.span;
    let path = string_in(l, value)?;
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.is_empty() || path.starts_with('/') || drive || path.contains(['\\', '\0']) {
        l.report(code::invalid_folder(span, path));
        return None;
    }
    Some(path.to_owned())
}
