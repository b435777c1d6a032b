//! A time of day with its offset.

/// A time of day with an offset from UTC, with `DIGITS` decimal places of a second.
///
/// A time with more places is refused by `new` and cut by [`TimeTz::truncate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeTz<const DIGITS: u32> {
    time: chrono::NaiveTime,
    offset: chrono::FixedOffset,
}

impl<const DIGITS: u32> TimeTz<DIGITS> {
    /// The current time of day in UTC, cut to `DIGITS` places.
    pub fn now() -> Self {
        let time = Self::cut(chrono::Utc::now().time());
        let offset = chrono::Offset::fix(&chrono::Utc);
        Self { time, offset }
    }

    /// A time with at most `DIGITS` places, and its offset, which is less than 16 hours.
    pub fn new(time: chrono::NaiveTime, offset: chrono::FixedOffset) -> Result<Self, Refused> {
        let cut = Self::truncate(time, offset)?;
        if cut.time != time {
            return Err(Refused::new(
                time,
                format!("{DIGITS} decimal places of a second are kept"),
            ));
        }
        Ok(cut)
    }

    /// Cuts what has more than `DIGITS` places, towards midnight.
    pub fn truncate(time: chrono::NaiveTime, offset: chrono::FixedOffset) -> Result<Self, Refused> {
        if offset.local_minus_utc().abs() >= 16 * 3600 {
            return Err(Refused::new(offset, "offsets of less than 16 hours are kept"));
        }
        let time = Self::cut(time);
        Ok(Self { time, offset })
    }

    fn cut(time: chrono::NaiveTime) -> chrono::NaiveTime {
        // chrono keeps a leap second as nanoseconds beyond a second.
        let nanos = time.nanosecond().min(999_999_999);
        let nanos = nanos - nanos % 10_u32.pow(9 - DIGITS);
        time.with_nanosecond(nanos).unwrap_or(time)
    }

    /// The time of day.
    pub fn time(&self) -> chrono::NaiveTime {
        self.time
    }

    /// Its offset from UTC.
    pub fn offset(&self) -> chrono::FixedOffset {
        self.offset
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        text.parse().map_err(|refused: Refused| DbErr::from(refused).into())
    }
}

/// As in `03:04:05.678+05:30`.
impl<const DIGITS: u32> fmt::Display for TimeTz<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.time, self.offset)
    }
}

/// Also as PostgreSQL writes it, with whole hours as `+05`.
impl<const DIGITS: u32> FromStr for TimeTz<DIGITS> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let refused =
            || Refused::new(text, "it is not a time with an offset, as in 03:04:05+01:00");
        let (time, offset) = text.split_at(text.rfind(['+', '-']).ok_or_else(refused)?);
        let time = time.parse().map_err(|_| refused())?;
        let mut seconds = 0;
        for (part, unit) in offset[1..].split(':').zip([3600, 60, 1]) {
            seconds += part.parse::<u16>().map_err(|_| refused())? as i32 * unit;
        }
        let seconds = if offset.starts_with('-') { -seconds } else { seconds };
        Self::new(time, chrono::FixedOffset::east_opt(seconds).ok_or_else(refused)?)
    }
}

text_type!(
    TimeTz<DIGITS>,
    "timetz",
    ColumnType::Enum { name: "timetz".into(), variants: Vec::new() }
);
