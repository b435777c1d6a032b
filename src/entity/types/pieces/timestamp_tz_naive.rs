//! How a `TimestampTz` is stored where PostgreSQL is not the only engine.

impl<const DIGITS: u32> TimestampTz<DIGITS> {
    // Without a zone: SQLite's text has none, and MySQL would turn one beyond its TIMESTAMP into
    // NULL. PostgreSQL takes the session's, which sqlx sets to UTC.
    fn store(self) -> chrono::NaiveDateTime {
        self.0.naive_utc()
    }

    fn restore(stored: chrono::NaiveDateTime) -> Result<Self, Refused> {
        stored.and_utc().try_into()
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = chrono::DateTime::<chrono::Utc>::try_get_by(row, index)?;
        Self::restore(stored.naive_utc()).map_err(|refused| DbErr::from(refused).into())
    }
}

column_type!(TimestampTz<DIGITS>, chrono::NaiveDateTime);
