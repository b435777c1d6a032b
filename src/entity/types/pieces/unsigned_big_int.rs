//! MySQL's unsigned 64-bit integer beside other engines.

/// A whole number from 0 to 9223372036854775807: what MySQL's `BIGINT UNSIGNED` and the signed
/// integers of the other databases both keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnsignedBigInt(i64);

impl UnsignedBigInt {
    fn store(self) -> i64 {
        self.0
    }

    fn restore(stored: i64) -> Result<Self, Refused> {
        if stored < 0 { Err(Refused::new(stored, "it is negative")) } else { Ok(Self(stored)) }
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let parsed = match i64::try_get_by(row, index) {
            Ok(number) => Self::restore(number),
            Err(TryGetError::Null(column)) => return Err(TryGetError::Null(column)),
            // MySQL gives it to unsigned integers only.
            Err(_) => u64::try_get_by(row, index)?.try_into(),
        };
        parsed.map_err(|refused| DbErr::from(refused).into())
    }
}

impl TryFrom<u64> for UnsignedBigInt {
    type Error = Refused;

    fn try_from(number: u64) -> Result<Self, Refused> {
        match number.try_into() {
            Ok(number) => Ok(Self(number)),
            Err(_) => Err(Refused::new(number, "at most 9223372036854775807 is kept")),
        }
    }
}

impl From<u32> for UnsignedBigInt {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl From<UnsignedBigInt> for u64 {
    fn from(number: UnsignedBigInt) -> Self {
        number.0.unsigned_abs()
    }
}

impl fmt::Display for UnsignedBigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for UnsignedBigInt {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let number = text.parse::<u64>();
        number.map_err(|error| Refused::new(text, error.to_string()))?.try_into()
    }
}

column_type!(UnsignedBigInt, i64);
