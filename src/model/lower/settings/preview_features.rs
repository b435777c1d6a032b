//! `previewFeatures`, which hold for the whole schema.

use super::{Lowering, setting, strings_in};
use crate::diagnostic::code;
use crate::source::Span;
use crate::syntax::ast::{Block, Value, ValueKind};

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

/// The preview features of every generator hold for the whole schema, but for one with an object among its
/// values, which Prisma does not take in. It does not look at their case.
pub(super) fn lower(l: &mut Lowering, generator: &Block, provider: Option<&str>) {
    let Some(value) = setting(generator, "previewFeatures").and_then(|it| it.value.as_ref()) else {
        return;
    };
    let features = strings_in(l, value);
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
            None if GRADUATED.iter().any(|known| is(&known)) => {
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
