//! The words of the language with a sentence on each, as tables.
//!
//! Not for which of them may stand where: `completion` asks the provider's language for that.

/// A word, and what it is for.
pub(super) struct Word {
    pub(super) name: &'static str,
    pub(super) docs: &'static str,
}

const fn word(name: &'static str, docs: &'static str) -> Word {
    Word { name, docs }
}

/// The word of a name.
pub(super) fn find<'w>(words: &'w [Word], name: &str) -> Option<&'w Word> {
    words.iter().find(|word| word.name == name)
}

pub(super) const KEYWORDS: &[Word] = &[
    word("model", "A table and its entity."),
    word("enum", "A type with a fixed set of values."),
    word("view", "A view of the database: read, never written to."),
    word("type", "A composite type, which only MongoDB has."),
    word(
        "datasource",
        "The database: its provider decides what the schema can say.",
    ),
    word(
        "generator",
        "Something that is generated from this schema; ketch's own has `provider = \"ketch\"`.",
    ),
];

pub(super) const SCALARS: &[Word] = &[
    word("String", "Text of any length."),
    word("Boolean", "`true` or `false`."),
    word("Int", "A whole number of 32 bits, signed."),
    word("BigInt", "A whole number of 64 bits, signed."),
    word("Float", "A binary fraction of 64 bits."),
    word("Decimal", "A decimal number, kept exactly."),
    word("DateTime", "A moment."),
    word("Json", "Any JSON value."),
    word("Bytes", "Any bytes."),
];

pub(super) const UNSUPPORTED: Word = word(
    "Unsupported",
    "A type that the schema language has no name for, by its name in the database. Entities leave the column out.",
);

pub(super) const FIELD_ATTRIBUTES: &[Word] = &[
    word("@id", "The primary key."),
    word("@unique", "No two rows have the same value."),
    word("@default", "What the column gets where nothing is given."),
    word(
        "@relation",
        "How this field and the other model belong together: the columns here, and those that they reference.",
    ),
    word("@map", "The column's name in the database."),
    word("@updatedAt", "Set to the time whenever the row is saved."),
    word(
        "@ignore",
        "Left out of the entity; the column stays in the database.",
    ),
    word("@shardKey", "The column by which Vitess spreads rows."),
];

pub(super) const BLOCK_ATTRIBUTES: &[Word] = &[
    word("@@id", "A primary key of several columns."),
    word(
        "@@unique",
        "No two rows have the same values in these columns together.",
    ),
    word("@@index", "An index of the database."),
    word("@@fulltext", "A full-text index of the database."),
    word("@@map", "The name in the database."),
    word(
        "@@schema",
        "The schema inside the database that this stands in.",
    ),
    word(
        "@@ignore",
        "No entity is made of this; the table stays in the database.",
    ),
    word("@@shardKey", "The columns by which Vitess spreads rows."),
];

pub(super) const FUNCTIONS: &[Word] = &[
    word("autoincrement", "Counted up by the database."),
    word("now", "The time of the insert, by the database."),
    word(
        "uuid",
        "A UUID made by the client: version 4, or `uuid(7)`, which sorts by time.",
    ),
    word(
        "cuid",
        "A CUID made by the client; `cuid(2)` is its successor.",
    ),
    word("ulid", "A ULID made by the client, which sorts by time."),
    word(
        "nanoid",
        "A Nano ID made by the client, of 21 characters or as many as are given.",
    ),
    word("dbgenerated", "An SQL expression of the database."),
    word("sequence", "Counted up by a sequence of CockroachDB."),
];

pub(super) const SEQUENCE_ARGUMENTS: &[Word] = &[
    word(
        "virtual",
        "Unordered but unique numbers, without a sequence behind them.",
    ),
    word("cache", "How many numbers a session takes at once."),
    word("increment", "The step."),
    word("minValue", "The least number."),
    word("maxValue", "The largest number."),
    word("start", "The first number."),
];

pub(super) const RELATION_ARGUMENTS: &[Word] = &[
    word("fields", "The columns here that hold the foreign key."),
    word("references", "The columns there that it points at."),
    word(
        "name",
        "The relation's name, where two models have several.",
    ),
    word("onDelete", "What happens here when the row there goes."),
    word("onUpdate", "What happens here when the key there changes."),
    word("map", "The foreign key's name in the database."),
];

pub(super) const INDEX_ARGUMENTS: &[Word] = &[
    word("fields", "The columns, in order."),
    word("name", "The name by which clients call it."),
    word("map", "Its name in the database."),
    word("type", "How the index is built."),
    word(
        "where",
        "Only rows of which this holds: `raw(\"…\")` or an object of fields.",
    ),
    word("length", "Only so many characters of the column."),
    word("sort", "The order: `Asc` or `Desc`."),
    word("ops", "The operator class, by name or as `raw(\"…\")`."),
];

pub(super) const NAME_ARGUMENT: &[Word] = &[word("name", "The name in the database.")];

pub(super) const SORT_ORDERS: &[Word] = &[
    word("Asc", "The smallest first, as it is without `sort`."),
    word("Desc", "The largest first."),
];

pub(super) const ACTIONS: &[Word] = &[
    word("Cascade", "The row here goes, or changes, too."),
    word("Restrict", "Refused while a row here points there."),
    word(
        "NoAction",
        "Refused like `Restrict`, on PostgreSQL only at the end of the statement.",
    ),
    word("SetNull", "The columns here become NULL."),
    word("SetDefault", "The columns here get their defaults."),
];

pub(super) const INDEX_METHODS: &[Word] = &[
    word(
        "BTree",
        "For equality and order; what an index is without `type`.",
    ),
    word("Hash", "For equality alone."),
    word(
        "Gin",
        "For values inside of values: JSON, lists, text search.",
    ),
    word("Gist", "For ranges, geometry and networks."),
    word(
        "SpGist",
        "For what divides space unevenly: networks, prefixes of text.",
    ),
    word(
        "Brin",
        "For very large tables that are stored in the order of the column.",
    ),
];

pub(super) const DATASOURCE_SETTINGS: &[Word] = &[
    word(
        "provider",
        "The database whose language the schema is written in.",
    ),
    word(
        "relationMode",
        "`foreignKeys`, or `prisma` for none in the database.",
    ),
    word(
        "schemas",
        "The schemas inside the database that `@@schema` may name.",
    ),
    word(
        "extensions",
        "The PostgreSQL extensions that the database needs.",
    ),
    word(
        "url",
        "Where Prisma finds the database. ketch reads `DATABASE_URL`.",
    ),
    word(
        "directUrl",
        "Where Prisma finds the database for migrations. ketch reads `DIRECT_URL`.",
    ),
    word(
        "shadowDatabaseUrl",
        "Where Prisma tries migrations. ketch needs no such database.",
    ),
];

pub(super) const GENERATOR_SETTINGS: &[Word] = &[
    word("provider", "The generator: `\"ketch\"` for this one."),
    word("output", "Where a Prisma generator writes."),
    word(
        "moduleFormat",
        "The kind of modules that Prisma's client is written as.",
    ),
    word("engineType", "How Prisma's client reaches the database."),
    word(
        "binaryTargets",
        "The systems that Prisma's client is made for.",
    ),
    word(
        "previewFeatures",
        "What of the language is switched on before it is final; holds for the whole schema.",
    ),
];

pub(super) const KETCH_SETTINGS: &[Word] = &[
    word("provider", "The generator: `\"ketch\"` for this one."),
    word(
        "engines",
        "The databases that SQL is written for; the first is the one for development.",
    ),
    word(
        "entity",
        "Where the entity crate goes, relative to the schema's folder.",
    ),
    word(
        "migration",
        "Where the migration crate goes, relative to the schema's folder.",
    ),
    word(
        "owner",
        "The kinds of environment that may write what is generated.",
    ),
    word("format", "How entities are written: `compact` or `dense`."),
    word("serde", "Whether entities and enums derive serde's traits."),
    word(
        "previewFeatures",
        "What of the language is switched on before it is final; holds for the whole schema.",
    ),
];

pub(super) const PROVIDERS: &[Word] = &[
    word("sqlite", "SQLite."),
    word("postgresql", "PostgreSQL."),
    word("mysql", "MySQL and MariaDB."),
    word("cockroachdb", "CockroachDB, generated for as PostgreSQL."),
];

pub(super) const GENERATOR_PROVIDERS: &[Word] = &[
    word("ketch", "SeaORM entities and migrations."),
    word("prisma-client", "Prisma's client for TypeScript."),
    word("prisma-client-js", "Prisma's older client for JavaScript."),
];

pub(super) const RELATION_MODES: &[Word] = &[
    word("foreignKeys", "Relations are foreign keys in the database."),
    word(
        "prisma",
        "Relations are kept by the client; the database has no foreign keys.",
    ),
];

pub(super) const FORMATS: &[Word] = &[
    word(
        "compact",
        "SeaORM's derives, with relations in an enum: quick to compile.",
    ),
    word(
        "dense",
        "Relations as fields of the model: slower to compile.",
    ),
];

pub(super) const BOOLEANS: &[Word] = &[word("true", ""), word("false", "")];

pub(super) const DIRECTIVES: &[Word] = &[
    word(
        "@ketch.check",
        "A check of the database: its name, and an SQL expression.",
    ),
    word(
        "@ketch.dense",
        "This entity is written in the dense format.",
    ),
    word(
        "@ketch.hooks",
        "The entity calls hooks that are yours to write.",
    ),
    word(
        "@ketch.native",
        "The column's type on other engines than the datasource's, as in `mysql: \"VarChar(200)\"`.",
    ),
    word(
        "@ketch.renamedFrom",
        "The name before, so that a migration renames and nothing is lost.",
    ),
    word("@ketch.sql", "The `SELECT` that the view is."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Engine, Provider, Scalar};
    use crate::model::{self, IndexMethod, ReferentialAction};
    use crate::source::{SourceFile, Sources};

    const DOCS: &str = include_str!("../../docs/schema.md");

    #[test]
    fn what_ketch_adds_to_the_language_is_in_the_docs() {
        let words = KETCH_SETTINGS.iter().chain(DIRECTIVES);
        let missing: Vec<&str> = words
            .map(|word| word.name)
            .filter(|name| {
                let mut marked = DOCS.split('`').skip(1).step_by(2);
                !marked.any(|text| text == *name || text.starts_with(&format!("{name}(")))
            })
            .collect();
        assert!(missing.is_empty(), "docs/schema.md lacks {missing:?}");
    }

    #[test]
    fn what_the_language_counts_up_is_in_the_vocabulary() {
        let names = |words: &[Word]| words.iter().map(|word| word.name).collect::<Vec<_>>();
        assert_eq!(names(SCALARS), Scalar::ALL.map(Scalar::name));
        assert_eq!(names(ACTIONS), ReferentialAction::ALL.map(|it| it.name()));
        assert_eq!(names(INDEX_METHODS), IndexMethod::ALL.map(|it| it.name()));
        let generated = Provider::ALL.into_iter().filter(|it| it.engine().is_some());
        let generated: Vec<&str> = generated.map(Provider::name).collect();
        assert_eq!(names(PROVIDERS), generated);
        assert!(Engine::ALL.iter().all(|it| generated.contains(&it.name())));
    }

    #[test]
    fn the_schema_in_the_docs_has_no_fault() {
        let (_, rest) = DOCS.split_once("```prisma\n").unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        let (_, faults) = model::load(&Sources::new(vec![SourceFile {
            path: "schema.prisma".to_owned(),
            text: text.to_owned(),
        }]));
        assert!(faults.is_empty(), "{faults:?}");
    }
}
