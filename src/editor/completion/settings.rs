//! What stands in a block of settings, and in a comment: settings with their values, directives.

use super::super::outline::string_setting;
use super::super::vocabulary::{self as words, Word};
use super::{Completion, CompletionKind, Scene, item, of_words, plain};
use crate::dialect::Engine;
use crate::model::{ENVIRONMENTS, PREVIEW_FEATURES};

impl Scene<'_, '_> {
    pub(super) fn directives(&self, inside: bool) -> Vec<Completion> {
        let fitting: &[&str] = match (self.keyword, inside) {
            ("model", false) => &["check", "dense", "hooks", "renamedFrom"],
            ("model", true) => &["check", "native", "renamedFrom"],
            ("view", false) => &["dense", "renamedFrom", "sql"],
            ("view", true) => &["native", "renamedFrom"],
            ("enum", _) => &["renamedFrom"],
            _ => &[],
        };
        let directives = words::DIRECTIVES.iter().filter(|directive| {
            let name = directive.name.trim_start_matches("@ketch.");
            fitting.contains(&name)
        });
        let complete = |directive: &Word| {
            let arguments = match directive.name {
                "@ketch.check" => "(\"|\", \"\")",
                "@ketch.native" => "(|)",
                "@ketch.renamedFrom" | "@ketch.sql" => "(\"|\")",
                _ => "",
            };
            item(CompletionKind::Directive, directive).with("", arguments)
        };
        directives.map(complete).collect()
    }

    pub(super) fn settings(&self) -> Vec<Completion> {
        let given = self.block.as_ref().map_or(&[][..], |block| &block.settings);
        let words = match self.keyword {
            "datasource" => words::DATASOURCE_SETTINGS,
            _ if self.is_ketch() => words::KETCH_SETTINGS,
            _ => words::GENERATOR_SETTINGS,
        };
        let fits = |word: &&Word| match word.name {
            "schemas" => self.can(|it| it.schemas),
            "extensions" => self.can(|it| it.extensions),
            _ => true,
        };
        let is_new = |word: &&Word| !given.iter().any(|setting| setting.name.text == word.name);
        let complete = |word: &Word| {
            let value = match word.name {
                "binaryTargets" | "engines" | "extensions" | "owner" | "previewFeatures"
                | "schemas" => "[|]",
                "serde" => "|",
                _ => "\"|\"",
            };
            item(CompletionKind::Setting, word).with("", &format!(" = {value}"))
        };
        let words = words.iter().filter(fits);
        // The one at the cursor may be there as a whole, and is offered all the same.
        let (new, old): (Vec<&Word>, Vec<&Word>) = words.partition(is_new);
        new.into_iter().chain(old).map(complete).collect()
    }

    fn is_ketch(&self) -> bool {
        let provider = self
            .block
            .as_ref()
            .and_then(|block| string_setting(block, "provider"));
        provider == Some("ketch")
    }

    pub(super) fn setting_values(&self, key: &str, list: bool) -> Vec<Completion> {
        let value = |word: &Word| item(CompletionKind::Value, word).quoted();
        let strings = |words: &[Word]| words.iter().map(value).collect::<Vec<_>>();
        let names = |names: &[&str]| {
            let items = names
                .iter()
                .map(|name| plain(CompletionKind::Value, name, "", "").quoted());
            items.collect::<Vec<_>>()
        };
        let mut items = match (self.keyword, key) {
            ("datasource", "provider") => return strings(words::PROVIDERS),
            ("datasource", "relationMode") => return strings(words::RELATION_MODES),
            ("datasource", _) => return Vec::new(),
            (_, "provider") => return strings(words::GENERATOR_PROVIDERS),
            (_, "format") => return strings(words::FORMATS),
            (_, "serde") => return of_words(CompletionKind::Value, words::BOOLEANS),
            (_, "previewFeatures") => names(&PREVIEW_FEATURES),
            (_, "engines") => names(&Engine::ALL.map(Engine::name)),
            (_, "owner") => names(&ENVIRONMENTS),
            _ => return Vec::new(),
        };
        if !list && !self.quoted && key != "owner" {
            for item in &mut items {
                item.insert = format!("[{}]", item.insert);
            }
        }
        items
    }
}
