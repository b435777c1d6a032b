//! Whole rows: defaults of the database, keys, updates, relations along newtypes.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, LoaderTrait, NotSet, Set};
use serde_json::json;

use crate::database::fresh;
use crate::generated::{every, sqlite, sqlite_postgresql};

/// Counts the rows in which a column equals a value that was read from it.
macro_rules! found {
    ($database:expr, $table:path, $row:ident: $($field:ident $column:ident,)*) => {{
        use $table as table;
        $(
            let equal = table::Entity::find()
                .filter(table::Column::$column.eq($row.$field.clone()))
                .count($database)
                .await;
            assert_eq!(equal.unwrap(), 1, "{}", stringify!($field));
        )*
    }};
}

#[tokio::test]
async fn defaults_are_read_and_found() {
    use every::role::Role;
    for (engine, database) in fresh("every").await {
        let row = every::defaults::ActiveModel {
            id: Set(1),
            ..Default::default()
        };
        let row = row.insert(&database).await.unwrap();
        assert_eq!(row.string, "it's \"x\" \\ 😀", "{engine:?}");
        assert!(row.boolean);
        assert_eq!((row.int, row.big_int, row.float), (i32::MIN, i64::MAX, 0.1));
        assert_eq!(row.decimal.to_string(), "12345678901234567890.12");
        assert_eq!(row.price.to_string(), "-12.3");
        assert_eq!(row.date_time.to_string(), "2024-03-01T00:30:00.250Z");
        let age = every::types::Timestamp::<3>::now().signed_duration_since(*row.now);
        assert!(
            (-5..60).contains(&age.num_seconds()),
            "{engine:?}: {}",
            row.now
        );
        assert_eq!(row.role, Role::User);
        found!(&database, every::defaults, row:
            string String, boolean Boolean, int Int, big_int BigInt, float Float, decimal Decimal,
            price Price, date_time DateTime, now Now, role Role,
        );
    }
}

#[tokio::test]
async fn defaults_of_parts_of_a_moment_and_of_bytes_are_read_and_found() {
    for (engine, database) in fresh("sqlite_postgresql").await {
        let row = sqlite_postgresql::defaults::ActiveModel {
            id: Set(1),
            ..Default::default()
        };
        let row = row.insert(&database).await.unwrap();
        assert_eq!(
            row.json,
            json!({ "a": [1, 2.5, null, "it's"] }),
            "{engine:?}"
        );
        assert_eq!(row.bytes, [0, 0xff, b'\'']);
        assert_eq!(row.date.to_string(), "2024-02-29");
        assert_eq!(row.time.to_string(), "00:30:00.500");
        assert_eq!(row.timetz.to_string(), "00:30:00+00:00");
        assert_eq!(row.tz.to_string(), "2024-02-29T22:30:00Z");
        found!(&database, sqlite_postgresql::defaults, row:
            bytes Bytes, date Date, time Time, timetz Timetz, tz Tz, today Today, clock Clock,
            clock_tz ClockTz, now Now,
        );
    }
}

#[tokio::test]
async fn an_update_changes_only_what_was_set() {
    use every::required::{ActiveModel, Entity};
    for (engine, database) in fresh("every").await {
        let row = ActiveModel {
            id: Set(1),
            boolean: Set(true),
            int: Set(1),
            big_int: Set(2),
            float: Set(0.5),
            string: Set("text".to_owned()),
            decimal: Set("1.5".parse().unwrap()),
            date_time: Set("2026-01-02T03:04:05.678Z".parse().unwrap()),
            json: Set(json!(null)),
            bytes: Set(vec![1, 2]),
            role: Set(every::role::Role::Odd),
        };
        let before = row.insert(&database).await.unwrap();
        let one = ActiveModel {
            id: Set(1),
            int: Set(7),
            ..Default::default()
        };
        let returned = one.update(&database).await.unwrap();
        let after = Entity::find_by_id(1).one(&database).await.unwrap().unwrap();
        assert_eq!(
            after,
            every::required::Model { int: 7, ..before },
            "{engine:?}"
        );
        assert_eq!(returned, after);
    }
}

#[tokio::test]
async fn newtypes_and_enums_are_keys() {
    use every::by_id::{ActiveModel, Column, Entity};
    use every::role::Role;
    for (engine, database) in fresh("every").await {
        let uuid = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        let key = (
            uuid.into(),
            "2026-01-02T03:04:05.678Z".parse().unwrap(),
            Role::User,
            "-0.10".parse().unwrap(),
        );
        let (id, at, role, price) = key;
        let row = ActiveModel {
            id: Set(id),
            at: Set(at),
            role: Set(role),
            price: Set(price),
            text: Set("a".to_owned()),
        };
        let row = row.insert(&database).await.unwrap();
        assert_eq!((row.id, row.at, row.role, row.price), key, "{engine:?}");
        assert_eq!(
            Entity::find_by_id(key).one(&database).await.unwrap(),
            Some(row.clone())
        );
        let mut changed = row.into_active_model();
        changed.text = Set("b".to_owned());
        assert_eq!(changed.update(&database).await.unwrap().text, "b");
        let page = Entity::find()
            .cursor_by((Column::Id, Column::At))
            .first(5)
            .all(&database)
            .await;
        assert_eq!(page.unwrap().len(), 1);
        let mut page = Entity::find().cursor_by(Column::At);
        let after = page.after(at).first(5).all(&database).await;
        assert_eq!(after.unwrap(), [], "{engine:?}");
        assert_eq!(
            Entity::delete_by_id(key)
                .exec(&database)
                .await
                .unwrap()
                .rows_affected,
            1
        );
    }
}

#[tokio::test]
async fn defaults_that_mysql_has_none_of_are_set_by_the_client() {
    use every::by_role::{ActiveModel, Entity, Model};
    use every::role::Role;
    use every::saving::Prepare;
    let expected = |role: Role| Model {
        role,
        json: json!({ "a": [1, 2.5, null, "it's"] }),
        maybe: Some(json!([])),
        bytes: vec![0, 255, 39],
    };
    for (engine, database) in fresh("every").await {
        let row = ActiveModel {
            ..Default::default()
        }
        .insert(&database)
        .await
        .unwrap();
        assert_eq!(row, expected(Role::Admin), "{engine:?}");
        let row = ActiveModel {
            role: Set(Role::User),
            ..Default::default()
        };
        let rows = [row.for_insert().unwrap()];
        Entity::insert_many(rows).exec(&database).await.unwrap();
        let found = Entity::find_by_id(Role::User).one(&database).await.unwrap();
        assert_eq!(found, Some(expected(Role::User)), "{engine:?}");
        let given = ActiveModel {
            role: Set(Role::User),
            maybe: Set(None),
            ..Default::default()
        };
        assert_eq!(given.update(&database).await.unwrap().maybe, None);
    }
}

#[tokio::test]
async fn a_key_that_mysql_makes_is_known_before_the_row_is_written() {
    use crate::generated::mysql::{coupon, line, slot, token};
    for (_, database) in fresh("mysql").await {
        let row = slot::ActiveModel {
            ..Default::default()
        }
        .insert(&database)
        .await
        .unwrap();
        assert_eq!(
            (row.room.as_str(), row.row, row.free),
            ("main \"hall\"", -1, true)
        );
        assert_eq!(row.bits, 255);
        let row = coupon::ActiveModel {
            ..Default::default()
        }
        .insert(&database)
        .await
        .unwrap();
        assert_eq!(row.code, "once");

        let mut row = token::ActiveModel {
            text: Set("x".to_owned()),
            ..Default::default()
        };
        let refusal = row.clone().insert(&database).await.unwrap_err().to_string();
        assert!(refusal.contains("Token.id has to be set"), "{refusal}");
        assert_eq!(token::Entity::find().count(&database).await.unwrap(), 0);
        row.id = Set("mine".to_owned());
        assert_eq!(row.insert(&database).await.unwrap().id, "mine");

        let mut row = line::ActiveModel {
            order: Set(1),
            ..Default::default()
        };
        let refusal = row.clone().insert(&database).await.unwrap_err().to_string();
        assert!(refusal.contains("Line.number has to be set"), "{refusal}");
        // What nobody asks for again may be left to the database.
        let counted = line::Entity::insert(row.clone());
        counted.exec_without_returning(&database).await.unwrap();
        row.number = Set(7);
        row.insert(&database).await.unwrap();
        let numbers = line::Entity::find().all(&database).await.unwrap();
        let numbers: Vec<i32> = numbers.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 7]);
    }
}

#[tokio::test]
async fn relations_go_along_newtypes() {
    use every::{child, parent};
    for (engine, database) in fresh("every").await {
        let parent = <parent::ActiveModel as Default>::default()
            .insert(&database)
            .await
            .unwrap();
        for id in [1, 2] {
            let child = child::ActiveModel {
                id: Set(id),
                parent_id: Set(parent.id),
            };
            child.insert(&database).await.unwrap();
        }
        let parents = parent::Entity::find().all(&database).await.unwrap();
        let children = parents.load_many(child::Entity, &database).await.unwrap();
        assert_eq!(children[0].len(), 2, "{engine:?}");
        let of_children = children[0]
            .load_one(parent::Entity, &database)
            .await
            .unwrap();
        assert_eq!(of_children, [Some(parent.clone()), Some(parent.clone())]);
        let joined = parent::Entity::find()
            .find_with_related(child::Entity)
            .all(&database)
            .await;
        assert_eq!(joined.unwrap()[0].1.len(), 2);
        let beside = child::Entity::find()
            .find_also_related(parent::Entity)
            .all(&database)
            .await;
        assert_eq!(beside.unwrap()[1].1, Some(parent.clone()));
        let related = parent.find_related(child::Entity).count(&database).await;
        assert_eq!(related.unwrap(), 2);
    }
}

#[tokio::test]
async fn an_unsigned_key_counts_up() {
    use crate::generated::sqlite_mysql::counted::{ActiveModel, Entity};
    for (engine, database) in fresh("sqlite_mysql").await {
        for expected in 1_u32..4 {
            let row = ActiveModel {
                id: NotSet,
                name: Set("a".to_owned()),
            };
            let row = row.insert(&database).await.unwrap();
            assert_eq!(row.id, expected.into(), "{engine:?}");
            assert_eq!(
                Entity::find_by_id(row.id).one(&database).await.unwrap(),
                Some(row)
            );
        }
    }
}

#[tokio::test]
async fn text_that_others_wrote_into_sqlite_is_read_or_refused() {
    use sqlite::wide::Entity;
    let databases = fresh("sqlite").await;
    let (_, database) = &databases[0];
    let read = |column: &'static str, value: &'static str| async move {
        let insert = format!("INSERT INTO \"Wide\" (\"id\", \"{column}\") VALUES (1, {value})");
        database.execute_unprepared(&insert).await.unwrap();
        let row = Entity::find_by_id(1).one(database).await;
        Entity::delete_by_id(1).exec(database).await.unwrap();
        row.map(Option::unwrap)
    };
    // A date as Prisma's other engines write it: the milliseconds would be seconds.
    assert!(read("dateTime", "1767225600000").await.is_err());
    let iso = read("dateTime", "'2026-01-01T00:00:00.500Z'")
        .await
        .unwrap();
    assert_eq!(
        iso.date_time.unwrap().to_string(),
        "2026-01-01T00:00:00.500Z"
    );
    assert!(read("dateTime", "'yesterday'").await.is_err());
    // More digits than `rust_decimal` has.
    assert!(
        read("decimal", "'0.123456789012345678901234567890123456789'")
            .await
            .is_err()
    );
    let zeros = read("decimal", "'1.500'").await.unwrap();
    assert_eq!(zeros.decimal.unwrap().to_string(), "1.5");
    assert!(read("int", "3000000000").await.is_err());
    assert!(read("role", "'nobody'").await.is_err());
}

#[tokio::test]
async fn digits_beyond_rust_decimal_are_refused_and_not_rounded() {
    for (engine, database) in fresh("every").await {
        let quote = if engine == ketch::dialect::Engine::Mysql {
            '`'
        } else {
            '"'
        };
        let column = |name: &str| format!("{quote}{name}{quote}");
        let insert = format!(
            "INSERT INTO {} ({}, {}) VALUES (1, '12345678901234567890123456789.012345678901234567890123456789')",
            column("Wide"),
            column("id"),
            column("decimal"),
        );
        database.execute_unprepared(&insert).await.unwrap();
        let row = every::wide::Entity::find_by_id(1).one(&database).await;
        assert!(row.is_err(), "{engine:?}: {row:?}");
    }
}
