//! A time of day.

/// A time of day, with `DIGITS` decimal places of a second.
///
/// A time with more places is refused by `try_from` and cut by [`Time::truncate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time<const DIGITS: u32>(chrono::NaiveTime);

impl<const DIGITS: u32> Time<DIGITS> {
    /// The current time of day in UTC, cut to `DIGITS` places.
    pub fn now() -> Self {
        Self::truncate(chrono::Utc::now().time())
    }

    /// Cuts what has more than `DIGITS` places, towards midnight.
    pub fn truncate(time: chrono::NaiveTime) -> Self {
        // chrono keeps a leap second as nanoseconds beyond a second.
        let nanos = time.nanosecond().min(999_999_999);
        Self(time.with_nanosecond(nanos - nanos % 10_u32.pow(9 - DIGITS)).unwrap_or(time))
    }

    fn store(self) -> chrono::NaiveTime {
        self.0
    }

    fn restore(stored: chrono::NaiveTime) -> Result<Self, Refused> {
        let cut = Self::truncate(stored);
        if cut.0 == stored {
            return Ok(cut);
        }
        Err(Refused::new(stored, format!("{DIGITS} decimal places of a second are kept")))
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let stored = chrono::NaiveTime::try_get_by(row, index)?;
        Self::restore(stored).map_err(|refused| DbErr::from(refused).into())
    }
}

impl<const DIGITS: u32> TryFrom<chrono::NaiveTime> for Time<DIGITS> {
    type Error = Refused;

    fn try_from(time: chrono::NaiveTime) -> Result<Self, Refused> {
        Self::restore(time)
    }
}

impl<const DIGITS: u32> From<Time<DIGITS>> for chrono::NaiveTime {
    fn from(time: Time<DIGITS>) -> Self {
        time.0
    }
}

impl<const DIGITS: u32> Deref for Time<DIGITS> {
    type Target = chrono::NaiveTime;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// As in `03:04:05.678`.
impl<const DIGITS: u32> fmt::Display for Time<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const DIGITS: u32> FromStr for Time<DIGITS> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let time = text.parse::<chrono::NaiveTime>();
        Self::restore(time.map_err(|error| Refused::new(text, error.to_string()))?)
    }
}

column_type!(Time<DIGITS>, chrono::NaiveTime);
