//! What the entity crate depends on: its `Cargo.toml` as it is born, and what one lacks that has
//! been the user's since.
//!
//! Not for versions of what is there: those are between the user and cargo. Where a manifest does
//! not tell whether something is there (a dependency of the workspace, another package under the
//! name), nothing is said of it.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::plan::{Fill, Plan};
use super::types::Piece;
use crate::dialect::Engine;
use crate::model::{ClientDefault, DataModel, Format};

/// A dependency of the crate.
struct Dependency {
    version: &'static str,
    default_features: bool,
    features: BTreeSet<&'static str>,
}

/// By their names.
type Dependencies = BTreeMap<&'static str, Dependency>;

/// Features that switch on others which entities need: package, feature, what it switches on.
const SWITCHED_ON: [(&str, &str, &[&str]); 8] = [
    ("cuid", "default", &["v1", "v2"]),
    (
        "sea-orm",
        "default",
        &[
            "macros",
            "sqlite-use-returning-for-3_35",
            "with-chrono",
            "with-json",
            "with-rust_decimal",
            "with-uuid",
        ],
    ),
    ("sea-orm", "json-array", &["postgres-array"]),
    ("sea-orm", "rbac", &["macros"]),
    ("sea-orm", "sqlx-all", &["postgres-array"]),
    ("sea-orm", "sqlx-postgres", &["postgres-array"]),
    (
        "sea-orm",
        "tests-features",
        &["postgres-array", "with-bigdecimal"],
    ),
    ("serde", "serde_derive", &["derive"]),
];

/// Where it is in the crate.
pub(super) const PATH: &str = "Cargo.toml";

/// The text of a new `Cargo.toml`.
pub(super) fn manifest(data_model: &DataModel, plan: &Plan) -> String {
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
    let dependencies: String = dependencies(data_model, plan)
        .iter()
        .map(|(name, dependency)| line(name, dependency) + "\n")
        .collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.94\"\npublish = false\n\n\
         # Examples in the comments of a schema are no Rust.\n[lib]\ndoctest = false\n\n\
         # The app chooses SeaORM's driver and runtime.\n[dependencies]\n{dependencies}"
    )
}

/// What `[dependencies]` of a manifest lacks of a new one: lines, or a dependency and the features
/// that it is to have as well. Nothing where the text is no TOML, which cargo says.
pub(super) fn lacking(new: &str, manifest: &str) -> Vec<String> {
    let (Ok(new_table), Ok(parsed)) = (DeTable::parse(new), DeTable::parse(manifest)) else {
        return Vec::new();
    };
    let parsed = parsed.get_ref();
    let lines = new.lines().filter_map(|line| {
        let (name, _) = line.split_once(" = ")?;
        let needed = table(new_table.get_ref(), "dependencies")?.get(name)?;
        match found(parsed, name) {
            Found::Nowhere => Some(line.to_owned()),
            Found::Untold => None,
            Found::With(features) => {
                let needed = strings(needed.get_ref().get("features").map(|list| list.get_ref()));
                let missing: BTreeSet<&str> =
                    needed.filter(|one| !features.contains(one)).collect();
                let features = if missing.len() == 1 {
                    "feature"
                } else {
                    "features"
                };
                (!missing.is_empty())
                    .then(|| format!("{name}, with the {features} {} too", quoted(&missing)))
            }
        }
    });
    lines.collect()
}

fn dependencies(data_model: &DataModel, plan: &Plan) -> Dependencies {
    let columns = || plan.entities.iter().flat_map(|entity| &entity.columns);
    let mut needed = Dependencies::new();
    let mut need = |name, version, default_features, feature: Option<&'static str>| {
        let dependency = needed.entry(name).or_insert_with(|| Dependency {
            version,
            default_features,
            features: BTreeSet::new(),
        });
        dependency.features.extend(feature);
    };
    let mut sea_orm = |feature| need("sea-orm", "2.0.4", false, Some(feature));
    sea_orm("macros");
    for feature in columns().flat_map(|column| &column.ty.features) {
        sea_orm(feature);
    }
    if data_model.settings.serde
        && plan
            .entities
            .iter()
            .any(|entity| entity.format == Format::Dense)
    {
        // What holds the relations of a dense entity is serialized with it alone.
        sea_orm("with-json");
    }
    if data_model.settings.engines.contains(&Engine::Sqlite) {
        // Without it a row whose key the database makes is not found after it was inserted, or
        // another one is.
        sea_orm("sqlite-use-returning-for-3_35");
    }
    for column in columns() {
        match column.default {
            Some(Fill::Id(ClientDefault::Uuid4)) => need("uuid", "1", true, Some("v4")),
            Some(Fill::Id(ClientDefault::Uuid7)) => need("uuid", "1", true, Some("v7")),
            Some(Fill::Id(ClientDefault::Cuid1)) => need("cuid", "2", false, Some("v1")),
            Some(Fill::Id(ClientDefault::Cuid2)) => need("cuid", "2", false, Some("v2")),
            Some(Fill::Id(ClientDefault::Ulid)) => need("ulid", "3", true, None),
            Some(Fill::Id(ClientDefault::Nanoid(_))) => need("nanoid", "0.5", true, None),
            _ => {}
        }
    }
    if columns().any(|column| column.ty.pieces.contains(&Piece::LimitJson)) {
        // Without the feature a number can come back as its neighbour.
        need("serde_json", "1", true, Some("float_roundtrip"));
    }
    if data_model.settings.serde {
        need("serde", "1", true, Some("derive"));
    }
    needed
}

/// A dependency as it stands in a new manifest.
fn line(name: &str, dependency: &Dependency) -> String {
    let version = dependency.version;
    if dependency.default_features && dependency.features.is_empty() {
        return format!("{name} = \"{version}\"");
    }
    let default_features = match dependency.default_features {
        true => "",
        false => "default-features = false, ",
    };
    format!(
        "{name} = {{ version = \"{version}\", {default_features}features = [{}] }}",
        quoted(&dependency.features)
    )
}

fn quoted(items: &BTreeSet<&str>) -> String {
    items
        .iter()
        .map(|item| format!("\"{item}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a manifest has of a dependency.
enum Found<'a> {
    Nowhere,
    /// It is there, and its features stand elsewhere.
    Untold,
    With(BTreeSet<&'a str>),
}

/// Looks in `[dependencies]`, in those of every target, and in `[features]`: what is there under a
/// condition is taken for there.
fn found<'a>(manifest: &'a DeTable<'_>, name: &str) -> Found<'a> {
    let of_targets = table(manifest, "target").into_iter();
    let of_targets = of_targets.flat_map(|targets| targets.iter());
    let of_targets = of_targets.filter_map(|(_, target)| target.get_ref().as_table());
    let entries: Vec<(&str, &DeValue<'_>)> = [manifest]
        .into_iter()
        .chain(of_targets)
        .filter_map(|holder| table(holder, "dependencies"))
        .flat_map(|dependencies| dependencies.iter())
        .map(|(key, value)| (key.get_ref().as_ref(), value.get_ref()))
        .filter(|(key, value)| is_same(key, name) || renames(value).is_some_and(|of| of == name))
        .collect();
    if entries.is_empty() {
        return Found::Nowhere;
    }
    let mut features = BTreeSet::new();
    for (_, value) in entries {
        let elsewhere = value.get("workspace").is_some() || renames(value).is_some();
        if elsewhere {
            return Found::Untold;
        }
        features.extend(strings(value.get("features").map(|list| list.get_ref())));
        let default = ["default-features", "default_features"];
        let default = default.into_iter().find_map(|key| value.get(key));
        if default.and_then(|default| default.get_ref().as_bool()) != Some(false) {
            features.insert("default");
        }
    }
    // `sea-orm/with-uuid` and `sea-orm?/with-uuid`.
    let of_package = table(manifest, "features").into_iter();
    let of_package = of_package.flat_map(|features| features.iter());
    for feature in of_package.flat_map(|(_, list)| strings(Some(list.get_ref()))) {
        if let Some((package, feature)) = feature.split_once('/')
            && is_same(package.trim_end_matches('?'), name)
        {
            features.insert(feature);
        }
    }
    for (package, feature, more) in SWITCHED_ON {
        if package == name && features.contains(feature) {
            features.extend(more);
        }
    }
    Found::With(features)
}

fn table<'a, 'i>(holder: &'a DeTable<'i>, key: &str) -> Option<&'a DeTable<'i>> {
    holder.get(key)?.get_ref().as_table()
}

/// The package that a dependency means where it is not the one of its key.
fn renames<'a>(value: &'a DeValue<'_>) -> Option<&'a str> {
    value.get("package")?.get_ref().as_str()
}

fn strings<'a>(list: Option<&'a DeValue<'_>>) -> impl Iterator<Item = &'a str> {
    let list = list.and_then(DeValue::as_array).into_iter();
    let list = list.flat_map(|list| list.iter());
    list.filter_map(|one| one.get_ref().as_str())
}

/// Cargo takes `-` and `_` in a package's name for the same.
fn is_same(key: &str, name: &str) -> bool {
    key.replace('_', "-") == name.replace('_', "-")
}
