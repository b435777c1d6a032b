//! How a `TimestampTz` is stored.

impl<const DIGITS: u32> TimestampTz<DIGITS> {
    fn store(self) -> chrono::DateTime<chrono::Utc> {
        self.0
    }

    fn restore(stored: chrono::DateTime<chrono::Utc>) -> Result<Self, Refused> {
        stored.try_into()
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = chrono::DateTime::<chrono::Utc>::try_get_by(row, index)?;
        Self::restore(stored).map_err(|refused| DbErr::from(refused).into())
    }
}

column_type!(TimestampTz<DIGITS>, chrono::DateTime<chrono::Utc>);
