//! From text to everything that is generated: the data model and its rules, and where they find
//! no fault the entities, the database schemas and the first migration.

#![no_main]

use ketch::diagnostic::{Style, render};
use ketch::migration::Files;
use ketch::source::{SourceFile, Sources};
use ketch::{database, entity, migration, model};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sources = Sources::new(vec![SourceFile {
        path: "schema.prisma".to_owned(),
        text: text.to_owned(),
    }]);
    let (data_model, mut diagnostics) = model::load(&sources);
    data_model.digest();
    if !diagnostics.has_errors() {
        let (_, of_entities) = entity::generate(&data_model);
        diagnostics.extend(of_entities);
        let mut schemas = Vec::new();
        for engine in &data_model.settings.engines {
            let (schema, of_engine) = database::lower(&data_model, *engine);
            diagnostics.extend(of_engine);
            schemas.push(schema);
        }
        if !diagnostics.has_errors() {
            let name = "m20260101_000000_init";
            migration::first(&data_model, &schemas, &sources, name, &Files::new())
                .expect("the first migration of a schema without fault");
        }
    }
    for diagnostic in diagnostics.into_sorted().iter().take(20) {
        render(diagnostic, &sources, Style::Plain);
    }
});
