//! Serialization of newtypes.

/// Serializes and deserializes a newtype as its text.
macro_rules! serde_as_text {
    ($name:ident $(<$($n:ident),+>)?) => {
        impl$(<$(const $n: u32),+>)? serde::Serialize for $name$(<$($n),+>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de $(, $(const $n: u32),+)?> serde::Deserialize<'de> for $name$(<$($n),+>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
