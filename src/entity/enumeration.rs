//! Enums: one file each.

use super::file;
use super::plan::Enum;
use super::rust::{Code, Printer, Str, code};
use crate::model;

/// The file of an enum.
pub(super) fn print(item: &Enum, serde: bool) -> String {
    let mut out = Printer::default();
    let values = item.source.values.iter().map(|value| &value.docs);
    file::header(&mut out, [&item.source.docs].into_iter().chain(values));
    out.line(file::USE_ITERABLE);
    out.line("use sea_orm::DeriveActiveEnum;");
    if serde {
        out.line("use serde::{Deserialize, Serialize};");
    }
    out.blank();
    out.docs(&item.source.docs);
    out.item(|out| {
        let serde_traits = if serde {
            ["Serialize", "Deserialize"].as_slice()
        } else {
            &[]
        };
        let traits = [
            "Clone",
            "Copy",
            "Debug",
            "PartialEq",
            "Eq",
            "Hash",
            "DeriveActiveEnum",
        ];
        let derives: Vec<Code> = traits
            .iter()
            .chain(serde_traits)
            .copied()
            .map(Code::from)
            .collect();
        out.attribute("derive", &derives);
        let type_name = type_name(item.source);
        let name = Str(&type_name);
        out.attribute(
            "sea_orm",
            &[
                Code::from("db_type = \"Enum\""),
                code!["enum_name = ", name],
            ],
        );
        out.block(code!["pub enum ", item.name], |out| {
            for (value, variant) in item.source.values.iter().zip(&item.variants) {
                let name = Str(&value.database_name);
                out.docs(&value.docs);
                out.attribute("sea_orm", &[code!["string_value = ", name]]);
                if serde && variant.as_str() != value.database_name {
                    out.attribute("serde", &[code!["rename = ", name]]);
                }
                out.line(code![variant, ","]);
            }
        });
    });
    file::iterable(&mut out, &item.name, &item.variants);
    out.finish()
}

/// The name that SeaORM casts to in PostgreSQL. It puts it into quotes and escapes nothing, so
/// the quotes inside are doubled here, and a schema brings the quotes around its dot.
fn type_name(item: &model::Enum) -> String {
    let name = item.database_name.replace('"', "\"\"");
    match &item.schema {
        Some(schema) => format!("{}\".\"{name}", schema.replace('"', "\"\"")),
        None => name,
    }
}
