//! How a `Timestamp` is stored.

impl<const DIGITS: u32> Timestamp<DIGITS> {
    fn store(self) -> chrono::NaiveDateTime {
        self.0.naive_utc()
    }

    fn restore(stored: chrono::NaiveDateTime) -> Result<Self, Refused> {
        stored.and_utc().try_into()
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = match chrono::NaiveDateTime::try_get_by(row, index) {
            // MySQL's TIMESTAMP is read with a zone only.
            Err(TryGetError::DbErr(error)) => {
                match chrono::DateTime::<chrono::Utc>::try_get_by(row, index) {
                    Ok(moment) => moment.naive_utc(),
                    Err(_) => return Err(error.into()),
                }
            }
            read => read?,
        };
        Self::restore(stored).map_err(|refused| DbErr::from(refused).into())
    }
}

column_type!(Timestamp<DIGITS>, chrono::NaiveDateTime);
