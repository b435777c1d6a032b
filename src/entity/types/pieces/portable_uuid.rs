//! A UUID on PostgreSQL and other engines.

/// A UUID: PostgreSQL's own type, and text of 36 characters elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortableUuid(pub uuid::Uuid);

impl PortableUuid {
    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        match String::try_get_by(row, index) {
            Ok(text) => text.parse().map_err(|refused: Refused| DbErr::from(refused).into()),
            Err(TryGetError::Null(column)) => Err(TryGetError::Null(column)),
            // PostgreSQL.
            Err(_) => uuid::Uuid::try_get_by(row, index).map(Self),
        }
    }
}

impl From<uuid::Uuid> for PortableUuid {
    fn from(uuid: uuid::Uuid) -> Self {
        Self(uuid)
    }
}

impl From<PortableUuid> for uuid::Uuid {
    fn from(uuid: PortableUuid) -> Self {
        uuid.0
    }
}

impl Deref for PortableUuid {
    type Target = uuid::Uuid;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl fmt::Display for PortableUuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PortableUuid {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let uuid = uuid::Uuid::try_parse(text);
        uuid.map(Self).map_err(|error| Refused::new(text, error.to_string()))
    }
}

text_type!(PortableUuid, "uuid", ColumnType::Uuid);
