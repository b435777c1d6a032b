//! An IP address with the length of its network's prefix.

/// An IP address with the length of its network's prefix: PostgreSQL's `INET`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inet {
    address: IpAddr,
    prefix: u8,
}

impl Inet {
    /// An address in a network with a prefix of at most 32 or 128 bits.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Self, Refused> {
        if prefix > Self::from(address).prefix {
            return Err(Refused::new(prefix, "no such address has so long a prefix"));
        }
        Ok(Self { address, prefix })
    }

    /// The address.
    pub fn address(&self) -> IpAddr {
        self.address
    }

    /// How many bits of it name the network.
    pub fn prefix(&self) -> u8 {
        self.prefix
    }

    fn read<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        text.parse().map_err(|refused: Refused| DbErr::from(refused).into())
    }
}

impl From<IpAddr> for Inet {
    fn from(address: IpAddr) -> Self {
        Self { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }
}

/// As in `192.168.0.1` and `192.168.0.1/24`.
impl fmt::Display for Inet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)?;
        if *self == Self::from(self.address) { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

impl FromStr for Inet {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address
            .parse()
            .map_err(|error: AddrParseError| Refused::new(text, error.to_string()))?;
        match prefix.map(str::parse) {
            Some(Ok(prefix)) => Self::new(address, prefix),
            Some(Err(_)) => Err(Refused::new(text, "its prefix is not a number")),
            None => Ok(address.into()),
        }
    }
}

text_type!(Inet, "inet", ColumnType::Enum { name: "inet".into(), variants: Vec::new() });
