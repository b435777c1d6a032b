//! What is tried with a column.

use std::fmt;
use std::str::FromStr;

use ketch::dialect::Engine;

/// What is expected of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Every engine gives it back equal.
    Exact,
    /// Every engine, or the type itself, refuses it.
    Refused,
    /// Each engine does the one or the other.
    Either,
}

/// A value to be tried: one of the type, or why the type refused it.
#[derive(Clone, Debug)]
pub(crate) struct Try<T> {
    pub(crate) value: Result<T, String>,
    pub(crate) expected: Expected,
}

/// Values that are kept everywhere.
pub(crate) fn exact<T>(values: impl IntoIterator<Item = T>) -> Vec<Try<T>> {
    tries(values, Expected::Exact)
}

/// Values that are refused everywhere.
pub(crate) fn refused<T>(values: impl IntoIterator<Item = T>) -> Vec<Try<T>> {
    tries(values, Expected::Refused)
}

/// Values that some engines keep.
pub(crate) fn either<T>(values: impl IntoIterator<Item = T>) -> Vec<Try<T>> {
    tries(values, Expected::Either)
}

fn tries<T>(values: impl IntoIterator<Item = T>, expected: Expected) -> Vec<Try<T>> {
    values
        .into_iter()
        .map(|value| Try {
            value: Ok(value),
            expected,
        })
        .collect()
}

/// Values by their text: those that are kept everywhere, and those that are refused everywhere,
/// by the type or by the engine.
pub(crate) fn texts<T: FromStr<Err: fmt::Display>>(kept: &[&str], refused: &[&str]) -> Vec<Try<T>> {
    let of = |text: &&str, expected| Try {
        value: text.parse::<T>().map_err(|error| error.to_string()),
        expected,
    };
    let kept = kept.iter().map(|text| of(text, Expected::Exact));
    kept.chain(refused.iter().map(|text| of(text, Expected::Refused)))
        .collect()
}

/// Lets the compiler see what values are for.
pub(crate) fn infer<T, M>(_: &[Try<T>], _: impl Fn(T) -> M) {}

/// What came of a value, against what is expected of it. Collects what is wrong.
#[derive(Default)]
pub(crate) struct Report {
    wrong: Vec<String>,
    /// How many values were given back, and how many were refused.
    exact: usize,
    refused: usize,
}

impl Report {
    /// `outcome`: nothing wrong, or what is. An error says that the value was refused.
    pub(crate) fn value(
        &mut self,
        place: (&str, Engine),
        shown: &str,
        expected: Expected,
        outcome: Result<Vec<String>, String>,
    ) {
        let shown: String = shown.chars().take(80).collect();
        let at = format!("{} on {}: {shown}", place.0, place.1.name());
        match outcome {
            Ok(wrong) if !wrong.is_empty() => {
                let what: String = wrong.join("; ").chars().take(500).collect();
                self.wrong.push(format!("{at}: {what}"));
            }
            Ok(_) if expected == Expected::Refused => self.wrong.push(format!("{at}: was kept")),
            Ok(_) => self.exact += 1,
            Err(why) if expected == Expected::Exact => self.wrong.push(format!("{at}: {why}")),
            Err(_) => self.refused += 1,
        }
    }

    pub(crate) fn finish(self) {
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        println!(
            "{} values were given back equal, {} refused",
            self.exact, self.refused
        );
    }
}

/// Tries values in one column of a table: `try_column!(report, databases, module, field, Column, values)`.
/// The rest of the row is that of `rest`, or else what `Default` leaves unset. `!=` before the
/// values: PostgreSQL cannot compare the type.
macro_rules! try_column {
    ($report:ident, $databases:ident, $module:path, $field:ident, $column:ident, $values:expr) => {
        try_column!(@ $report, $databases, $module, $field, $column, $values, true, Some, Default::default())
    };
    ($report:ident, $databases:ident, $module:path, $field:ident, $column:ident, != $values:expr) => {
        try_column!(@ $report, $databases, $module, $field, $column, $values, false, Some, Default::default())
    };
    (@ $report:ident, $databases:ident, $module:path, $field:ident, $column:ident, $values:expr,
     $compare:expr, $wrap:expr, $rest:expr) => {{
        use sea_orm::entity::prelude::*;
        use sea_orm::{PaginatorTrait, Set};
        use $module as table;

        let values = $values;
        $crate::column::infer(&values, |value| table::ActiveModel {
            $field: Set($wrap(value)),
            ..Default::default()
        });
        // A future of its own, on the heap: the test of a table with many columns would not fit on
        // its thread's stack.
        Box::pin(async {
            for tried in values {
                for (engine, database) in &$databases {
                    let place = (concat!(stringify!($module), "::", stringify!($field)), *engine);
                    let value = match &tried.value {
                        Ok(value) => $wrap(value.clone()),
                        Err(why) => {
                            $report.value(place, why, tried.expected, Err(why.clone()));
                            continue;
                        }
                    };
                    let shown = format!("{value:?}");
                    let row = table::ActiveModel { id: Set(1), $field: Set(value.clone()), ..$rest };
                    let inserted = match row.insert(database).await {
                        Ok(inserted) => inserted,
                        Err(error) => {
                            let left = table::Entity::find().count(database).await;
                            if left.is_ok_and(|left| left != 0) {
                                let kept = vec![format!("refused after it was written: {error}")];
                                $report.value(place, &shown, tried.expected, Ok(kept));
                                table::Entity::delete_many().exec(database).await.unwrap();
                            } else {
                                $report.value(place, &shown, tried.expected, Err(error.to_string()));
                            }
                            continue;
                        }
                    };
                    let mut wrong = Vec::new();
                    if inserted.$field != value {
                        wrong.push(format!("returned {:?}", inserted.$field));
                    }
                    match table::Entity::find_by_id(1).one(database).await {
                        Ok(Some(read)) if read.$field == value => {}
                        other => wrong.push(format!("read {other:?}")),
                    }
                    if $compare || *engine != ketch::dialect::Engine::Postgresql {
                        let equal = table::Entity::find()
                            .filter(table::Column::$column.eq(value.clone()))
                            .filter(table::Column::$column.is_in([value.clone()]))
                            .count(database)
                            .await;
                        if !matches!(equal, Ok(1)) {
                            wrong.push(format!("filtered {equal:?}"));
                        }
                    }
                    let again = table::ActiveModel {
                        id: Set(1),
                        $field: Set(value.clone()),
                        ..Default::default()
                    };
                    match again.update(database).await {
                        Ok(updated) if updated == inserted => {}
                        other => wrong.push(format!("updated {other:?}")),
                    }
                    match table::Entity::delete_by_id(1).exec(database).await {
                        Ok(deleted) if deleted.rows_affected == 1 => {}
                        other => wrong.push(format!("deleted {other:?}")),
                    }
                    $report.value(place, &shown, tried.expected, Ok(wrong));
                }
            }
        })
        .await;
    }};
}
