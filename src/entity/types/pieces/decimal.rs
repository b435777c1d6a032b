//! A decimal number.

/// A decimal number of at most `PRECISION` digits, `SCALE` of them after the point.
///
/// One with more digits is refused by `try_from` and rounded by [`Decimal::round`], since a
/// database would round it in silence. In SQLite it is text without needless zeros, so that equal
/// numbers are equal there; it sorts as text, so cast it where the order matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const PRECISION: u32, const SCALE: u32>(rust_decimal::Decimal);

impl<const PRECISION: u32, const SCALE: u32> Decimal<PRECISION, SCALE> {
    /// Zero.
    pub const ZERO: Self = Self(rust_decimal::Decimal::ZERO);

    /// Rounds what has more than `SCALE` digits after the point, halves away from zero.
    pub fn round(number: rust_decimal::Decimal) -> Result<Self, Refused> {
        let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        Self::restore(number.round_dp_with_strategy(SCALE, away))
    }

    fn store(self) -> rust_decimal::Decimal {
        self.0
    }

    fn restore(stored: rust_decimal::Decimal) -> Result<Self, Refused> {
        let number = stored.normalize();
        let whole = number.mantissa().unsigned_abs() / 10_u128.pow(number.scale());
        let fits = 10_u128.checked_pow(PRECISION - SCALE).is_none_or(|bound| whole < bound);
        if fits && number.scale() <= SCALE {
            return Ok(Self(number));
        }
        let before = PRECISION - SCALE;
        let reason = format!("{before} digits before and {SCALE} after the point are kept");
        Err(Refused::new(stored, reason))
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let parsed = match bigdecimal::BigDecimal::try_get_by(row, index) {
            Ok(number) => Self::from_big(number),
            Err(TryGetError::Null(column)) => return Err(TryGetError::Null(column)),
            // Text, in SQLite.
            Err(_) => String::try_get_by(row, index)?.parse(),
        };
        parsed.map_err(|refused| DbErr::from(refused).into())
    }

    // SeaORM would round a number that is too long for `rust_decimal`.
    fn from_big(number: bigdecimal::BigDecimal) -> Result<Self, Refused> {
        number.normalized().to_plain_string().parse()
    }
}

impl<const PRECISION: u32, const SCALE: u32> TryFrom<rust_decimal::Decimal>
    for Decimal<PRECISION, SCALE>
{
    type Error = Refused;

    fn try_from(number: rust_decimal::Decimal) -> Result<Self, Refused> {
        Self::restore(number)
    }
}

impl<const PRECISION: u32, const SCALE: u32> From<Decimal<PRECISION, SCALE>>
    for rust_decimal::Decimal
{
    fn from(number: Decimal<PRECISION, SCALE>) -> Self {
        number.0
    }
}

impl<const PRECISION: u32, const SCALE: u32> Deref for Decimal<PRECISION, SCALE> {
    type Target = rust_decimal::Decimal;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<const PRECISION: u32, const SCALE: u32> fmt::Display for Decimal<PRECISION, SCALE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const PRECISION: u32, const SCALE: u32> FromStr for Decimal<PRECISION, SCALE> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let number = rust_decimal::Decimal::from_str_exact(text);
        Self::restore(number.map_err(|error| Refused::new(text, error.to_string()))?)
    }
}

column_type!(Decimal<PRECISION, SCALE>, rust_decimal::Decimal);
