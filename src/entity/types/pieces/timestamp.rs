//! A moment in UTC. For PostgreSQL's `TIMESTAMPTZ` the same text with another name.

/// A moment, kept in UTC with `DIGITS` decimal places of a second, in the years 1 to 9999.
///
/// A moment with more places is refused by `try_from` and cut by [`Timestamp::truncate`], since
/// PostgreSQL would round it and MySQL cut it. In SQLite it is text that sorts by time and
/// compares with `CURRENT_TIMESTAMP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp<const DIGITS: u32 = 3>(chrono::DateTime<chrono::Utc>);

impl<const DIGITS: u32> Timestamp<DIGITS> {
    /// The current time, cut to `DIGITS` places.
    pub fn now() -> Self {
        Self(Self::cut(chrono::Utc::now()))
    }

    /// Cuts what has more than `DIGITS` places, towards the past.
    pub fn truncate<Z: chrono::TimeZone>(moment: chrono::DateTime<Z>) -> Result<Self, Refused> {
        Self::cut(moment.to_utc()).try_into()
    }

    fn cut(moment: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::Utc> {
        // chrono keeps a leap second as nanoseconds beyond a second.
        let nanos = moment.nanosecond().min(999_999_999);
        moment.with_nanosecond(nanos - nanos % 10_u32.pow(9 - DIGITS)).unwrap_or(moment)
    }
}

impl<const DIGITS: u32, Z: chrono::TimeZone> TryFrom<chrono::DateTime<Z>> for Timestamp<DIGITS> {
    type Error = Refused;

    fn try_from(moment: chrono::DateTime<Z>) -> Result<Self, Refused> {
        let moment = moment.to_utc();
        if !(1..=9999).contains(&moment.year()) {
            return Err(Refused::new(moment, "the years 1 to 9999 are kept"));
        }
        if Self::cut(moment) != moment {
            let reason = format!("{DIGITS} decimal places of a second are kept");
            return Err(Refused::new(moment, reason));
        }
        Ok(Self(moment))
    }
}

impl<const DIGITS: u32> From<Timestamp<DIGITS>> for chrono::DateTime<chrono::Utc> {
    fn from(moment: Timestamp<DIGITS>) -> Self {
        moment.0
    }
}

impl<const DIGITS: u32> Deref for Timestamp<DIGITS> {
    type Target = chrono::DateTime<chrono::Utc>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// RFC 3339, as in `2026-01-02T03:04:05.678Z`.
impl<const DIGITS: u32> fmt::Display for Timestamp<DIGITS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

impl<const DIGITS: u32> FromStr for Timestamp<DIGITS> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let moment = chrono::DateTime::parse_from_rfc3339(text);
        moment.map_err(|error| Refused::new(text, error.to_string()))?.try_into()
    }
}
