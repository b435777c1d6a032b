//! The files of the entity crate that belong to no entity.

use std::collections::BTreeSet;

use super::behavior;
use super::order::version_order;
use super::plan::{Entity, Fill, Plan};
use super::rust::{Code, Ident, Printer, RUSTFMT, Str, code};
use super::types::{Piece, types_file};
use crate::dialect::Engine;
use crate::model::{ClientDefault, DataModel, Format};
use crate::output::{FileKind, GeneratedFile};

/// Batch loading along a `Linked`.
const RELATIONS: &str = include_str!("templates/relations.rs");
/// What is done to rows before they are saved.
const SAVING: &str = include_str!("templates/saving.rs");
/// What a model with `/// @ketch.hooks` implements.
const HOOKS: &str = include_str!("templates/hooks.rs");

/// All of them.
pub(super) fn files(data_model: &DataModel, plan: &Plan) -> Vec<GeneratedFile> {
    let owned = |path: &str, text: String| file(path, text, "the schema", FileKind::Owned);
    let mut files = vec![
        file(
            "Cargo.toml",
            manifest(data_model, plan),
            "the schema",
            FileKind::Once,
        ),
        owned("rustfmt.toml", RUSTFMT.to_owned()),
        owned("src/prelude.rs", prelude(plan)),
        file("src/custom.rs", custom(plan), "the schema", FileKind::Once),
    ];
    let pieces = plan
        .entities
        .iter()
        .flat_map(|entity| &entity.columns)
        .flat_map(|column| &column.ty.pieces);
    let types = types_file(&pieces.copied().collect(), data_model.settings.serde);
    files.push(owned(
        "src/lib.rs",
        library(data_model, plan, types.is_some()),
    ));
    files.extend(types.map(|text| owned("src/types.rs", text)));
    if has_links(plan) {
        files.push(owned("src/relations.rs", RELATIONS.to_owned()));
    }
    if is_prepared(plan) {
        files.push(owned("src/saving.rs", saving(plan)));
    }
    if hooked(plan).next().is_some() {
        files.push(owned("src/hooks.rs", HOOKS.to_owned()));
    }
    for entity in hooked(plan) {
        let path = format!("src/custom/{}.rs", entity.module.as_str());
        files.push(file(
            &path,
            custom_hooks(entity),
            &origin(entity),
            FileKind::Once,
        ));
    }
    files
}

/// Where an entity comes from.
pub(super) fn origin(entity: &Entity) -> String {
    format!("{} {}", entity.kind.word(), entity.name)
}

/// A file of the crate.
pub(super) fn file(path: &str, text: String, origin: &str, kind: FileKind) -> GeneratedFile {
    GeneratedFile {
        path: path.to_owned(),
        text,
        origin: origin.to_owned(),
        kind,
    }
}

fn has_links(plan: &Plan) -> bool {
    plan.entities
        .iter()
        .any(|entity| entity.ends.iter().any(|end| end.link.is_some()))
}

fn hooked<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = &'p Entity<'a>> {
    plan.entities.iter().filter(|entity| entity.hooks)
}

fn is_prepared(plan: &Plan) -> bool {
    plan.entities.iter().any(behavior::is_prepared)
}

/// `saving.rs`, with the sections that are needed.
fn saving(plan: &Plan) -> String {
    let limited = plan.entities.iter().any(behavior::is_limited);
    let untold = plan.entities.iter().any(behavior::is_told);
    let mut text = String::new();
    let mut kept = true;
    for line in SAVING.lines() {
        match line.trim_start() {
            "//# limits" => kept = limited,
            "//# untold" => kept = untold,
            "//# end" => kept = true,
            _ if kept => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    text
}

fn manifest(data_model: &DataModel, plan: &Plan) -> String {
    let folder = data_model
        .settings
        .entity
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or("entity");
    let valid = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = if folder.starts_with(|c: char| c.is_ascii_alphabetic()) && folder.chars().all(valid)
    {
        folder
    } else {
        "entity"
    };
    let columns = || plan.entities.iter().flat_map(|entity| &entity.columns);
    let mut features = BTreeSet::from(["macros"]);
    features.extend(columns().flat_map(|column| column.ty.features.iter().copied()));
    if data_model.settings.serde
        && plan
            .entities
            .iter()
            .any(|entity| entity.format == Format::Dense)
    {
        // What holds the relations of a dense entity is serialized with it alone.
        features.insert("with-json");
    }
    if data_model.settings.engines.contains(&Engine::Sqlite) {
        // Without it a row whose key the database makes is not found after it was inserted, or
        // another one is.
        features.insert("sqlite-use-returning-for-3_35");
    }
    let mut lines = BTreeSet::new();
    let mut uuid = BTreeSet::new();
    let mut cuid = BTreeSet::new();
    for column in columns() {
        match column.default {
            Some(Fill::Id(ClientDefault::Uuid4)) => _ = uuid.insert("v4"),
            Some(Fill::Id(ClientDefault::Uuid7)) => _ = uuid.insert("v7"),
            Some(Fill::Id(ClientDefault::Cuid1)) => _ = cuid.insert("v1"),
            Some(Fill::Id(ClientDefault::Cuid2)) => _ = cuid.insert("v2"),
            Some(Fill::Id(ClientDefault::Ulid)) => _ = lines.insert("ulid = \"3\"".to_owned()),
            Some(Fill::Id(ClientDefault::Nanoid(_))) => {
                _ = lines.insert("nanoid = \"0.5\"".to_owned())
            }
            _ => {}
        }
    }
    if !uuid.is_empty() {
        lines.insert(format!(
            "uuid = {{ version = \"1\", features = [{}] }}",
            quoted(&uuid)
        ));
    }
    if !cuid.is_empty() {
        lines.insert(format!(
            "cuid = {{ version = \"2\", default-features = false, features = [{}] }}",
            quoted(&cuid)
        ));
    }
    if columns().any(|column| column.ty.pieces.contains(&Piece::LimitJson)) {
        // Without the feature a number can come back as its neighbour.
        lines.insert(
            "serde_json = { version = \"1\", features = [\"float_roundtrip\"] }".to_owned(),
        );
    }
    if data_model.settings.serde {
        lines.insert("serde = { version = \"1\", features = [\"derive\"] }".to_owned());
    }
    lines.insert(format!(
        "sea-orm = {{ version = \"2.0.4\", default-features = false, features = [{}] }}",
        quoted(&features)
    ));
    let dependencies: String = lines.into_iter().map(|line| line + "\n").collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.94\"\npublish = false\n\n\
         # Examples in the comments of a schema are no Rust.\n[lib]\ndoctest = false\n\n\
         # The app chooses SeaORM's driver and runtime.\n[dependencies]\n{dependencies}"
    )
}

fn quoted(items: &BTreeSet<&str>) -> String {
    items
        .iter()
        .map(|item| format!("\"{item}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

fn library(data_model: &DataModel, plan: &Plan, types: bool) -> String {
    let mut out = Printer::default();
    out.comment("Generated by ketch from the schema. Changes belong there, or into `custom.rs`.");
    out.blank();
    if let Some(limit) = recursion_limit(plan) {
        out.line("// Dense entities hold each other, and rustc follows the longest way through them. A crate that");
        out.line("// sends a `ModelEx` to another task needs the same line.");
        out.line(code!["#![recursion_limit = ", Str(&limit.to_string()), "]"]);
        out.blank();
    }
    if !is_ascii(data_model) {
        out.line("// The schema chose the letters of its names.");
        out.line("#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]");
        out.blank();
    }
    out.line("pub mod prelude;");
    out.blank();
    let entities = plan.entities.iter().map(|entity| &entity.module);
    let mut modules: Vec<&Ident> = entities
        .chain(plan.enums.iter().map(|item| &item.module))
        .collect();
    modules.sort_unstable();
    for module in modules {
        out.line(code!["pub mod ", module, ";"]);
    }
    out.blank();
    out.line("pub mod custom;");
    if hooked(plan).next().is_some() {
        out.line("pub mod hooks;");
    }
    if has_links(plan) {
        out.line("pub mod relations;");
    }
    if is_prepared(plan) {
        out.line("pub mod saving;");
    }
    if types {
        out.line("pub mod types;");
    }
    out.finish()
}

/// Whether all names of fields and enum values are ASCII; other names are made so.
fn is_ascii(data_model: &DataModel) -> bool {
    let fields = data_model
        .models
        .iter()
        .flat_map(|model| &model.fields)
        .map(|field| &field.name);
    let values = data_model
        .enums
        .iter()
        .flat_map(|item| &item.values)
        .map(|value| &value.name);
    fields.chain(values).all(|name| name.is_ascii())
}

/// The limit that a long way through dense entities needs: rustc goes about five levels deeper with
/// each, and stands 128 by default. No way is longer than the largest group that hangs together.
fn recursion_limit(plan: &Plan) -> Option<usize> {
    let dense = |place: usize| plan.entities[place].format == Format::Dense;
    let mut group: Vec<usize> = (0..plan.entities.len()).collect();
    for (place, entity) in plan
        .entities
        .iter()
        .enumerate()
        .filter(|(place, _)| dense(*place))
    {
        for end in entity.ends.iter().filter(|end| dense(end.target)) {
            let (a, b) = (root(&mut group, place), root(&mut group, end.target));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut sizes = vec![0_usize; group.len()];
    for place in (0..group.len()).filter(|place| dense(*place)) {
        sizes[root(&mut group, place)] += 1;
    }
    let largest = sizes.into_iter().max().unwrap_or(0);
    let needed = (largest * 6 + 16).next_power_of_two();
    (needed > 128).then_some(needed)
}

/// The first entity of the group that an entity is in, with the way there made shorter.
fn root(group: &mut [usize], mut place: usize) -> usize {
    while group[place] != place {
        group[place] = group[group[place]];
        place = group[place];
    }
    place
}

fn prelude(plan: &Plan) -> String {
    let mut out = Printer::default();
    out.line("//! Every entity by its model's name, and every enum.");
    out.blank();
    let entities = plan.entities.iter().map(|entity| {
        let same = entity.alias.as_str() == "Entity";
        let alias = if same {
            Code::default()
        } else {
            code![" as ", entity.alias]
        };
        (
            entity.module.as_str(),
            code!["pub use super::", entity.module, "::Entity", alias, ";"],
        )
    });
    let enums = plan.enums.iter().map(|item| {
        (
            item.module.as_str(),
            code!["pub use super::", item.module, "::", item.name, ";"],
        )
    });
    let mut lines: Vec<(&str, Code)> = entities.chain(enums).collect();
    if has_links(plan) {
        lines.push((
            "relations",
            Code::from("pub use super::relations::LoadLinked;"),
        ));
    }
    if is_prepared(plan) {
        lines.push(("saving", Code::from("pub use super::saving::Prepare;")));
    }
    lines.sort_by(|a, b| version_order(a.0, b.0));
    for (_, line) in lines {
        out.line(line);
    }
    out.finish()
}

fn custom(plan: &Plan) -> String {
    let mut text = "//! Your own code: ketch wrote this file once and leaves it alone.\n//!\n\
         //! Declare modules here and write whatever belongs to the entities in them: methods on\n\
         //! `Model`, queries, further `Linked` ways.\n"
        .to_owned();
    let mut modules: Vec<&str> = hooked(plan).map(|entity| entity.module.as_str()).collect();
    modules.sort_unstable();
    if !modules.is_empty() {
        text.push('\n');
    }
    for module in modules {
        text.push_str(&format!("mod {module};\n"));
    }
    text
}

fn custom_hooks(entity: &Entity) -> String {
    let module = entity.module.as_str();
    let mut imports = ["hooks::Hooks".to_owned(), format!("{module}::ActiveModel")];
    imports.sort_by(|a, b| version_order(a, b));
    let [first, second] = imports;
    format!(
        "//! What happens when a `{module}` is saved or deleted. ketch wrote this file once and leaves\n\
         //! it alone.\n\n\
         use sea_orm::entity::prelude::*;\n\n\
         use crate::{first};\n\
         use crate::{second};\n\n\
         /// `Hooks` has `before_save`, `after_save`, `before_delete` and `after_delete`: write those that\n\
         /// you need.\n\
         #[async_trait::async_trait]\n\
         impl Hooks for ActiveModel {{}}\n"
    )
}
