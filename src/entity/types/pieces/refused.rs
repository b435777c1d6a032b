//! The error of every newtype.

/// Why a value is refused: some database of this schema would not give it back as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    value: String,
    reason: String,
}

impl Refused {
    fn new(value: impl fmt::Display, reason: impl Into<String>) -> Self {
        let value = value.to_string();
        Self { value, reason: reason.into() }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is refused: {}", self.value, self.reason)
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for DbErr {
    fn from(refused: Refused) -> Self {
        DbErr::Type(refused.to_string())
    }
}
