//! What columns keep of types that could carry more.

/// What a column keeps of a Rust type that could carry more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Text of at most so many characters.
    Chars(usize),
    /// Text of at most so many characters that does not end in a blank.
    Char(usize),
    /// At most so many bytes, of text in UTF-8 or of bytes.
    Bytes(usize),
    /// Exactly so many bytes.
    Binary(usize),
    /// Exactly so many of `0` and `1`.
    Bit(usize),
    /// At most so many of `0` and `1`.
    VarBit(usize),
    /// Text that does not begin with an XML declaration, which PostgreSQL takes away.
    Xml,
    /// A number; not NaN, which SQLite turns into NULL.
    Number,
    /// A number; neither NaN nor infinite, which MySQL does not know.
    Finite,
    /// JSON that is nested at most 127 deep, which is as deep as it is read.
    Json,
    /// The same, without floating-point numbers that `JSONB` gives back as integers.
    JsonB,
    /// The years 1 to 9999.
    Date,
    /// The years 1901 to 2155, and 0.
    Year,
}

/// Refuses a model with a value that its column would not give back as it is. `Prepare` calls it.
pub fn check<A: ActiveModelTrait>(
    model: &A,
    limits: &[(<A::Entity as EntityTrait>::Column, Limit)],
) -> Result<(), DbErr> {
    for (column, limit) in limits {
        if let ActiveValue::Set(value) = model.get(*column) {
            limit.check(&value).map_err(|reason| {
                let table = A::Entity::default();
                DbErr::Type(format!("{}.{}: {reason}", table.table_name(), column.as_str()))
            })?;
        }
    }
    Ok(())
}

impl Limit {
    /// Why a value is beyond it, if it is. Of a list, every item is looked at.
    pub fn check(self, value: &Value) -> Result<(), String> {
        match value {
            Value::String(Some(text)) => self.check_text(text),
            Value::Bytes(Some(bytes)) => self.check_length(bytes.len(), "bytes"),
            Value::Float(Some(number)) => self.check_float(f64::from(*number)),
            Value::Double(Some(number)) => self.check_float(*number),
            Value::SmallUnsigned(Some(year)) => self.check_year(u32::from(*year)),
            Value::Unsigned(Some(year)) => self.check_year(*year),
            //# date
            Value::ChronoDate(Some(date)) if !(1..=9999).contains(&date.year()) => {
                Err(format!("the years 1 to 9999 are kept, and this is {date}"))
            }
            //# json
            Value::Json(Some(json)) => self.check_json(json, 127),
            //# list
            Value::Array(_, Some(items)) => items.iter().try_for_each(|item| self.check(item)),
            //# end
            _ => Ok(()),
        }
    }

    fn check_text(self, text: &str) -> Result<(), String> {
        match self {
            Limit::Char(_) if text.ends_with(' ') => {
                Err("blanks at the end are not kept".to_owned())
            }
            Limit::Bit(_) | Limit::VarBit(_) if text.contains(|c| !matches!(c, '0' | '1')) => {
                Err("only the digits 0 and 1 are kept".to_owned())
            }
            Limit::Xml if text.starts_with("<?xml") => {
                Err("an XML declaration is not kept".to_owned())
            }
            Limit::Bytes(_) => self.check_length(text.len(), "bytes"),
            _ => self.check_length(text.chars().count(), "characters"),
        }
    }

    fn check_length(self, length: usize, unit: &str) -> Result<(), String> {
        match self {
            Limit::Chars(max) | Limit::Char(max) | Limit::Bytes(max) | Limit::VarBit(max)
                if length > max =>
            {
                Err(format!("at most {max} {unit} are kept, and these are {length}"))
            }
            Limit::Binary(exact) | Limit::Bit(exact) if length != exact => {
                Err(format!("exactly {exact} {unit} are kept, and these are {length}"))
            }
            _ => Ok(()),
        }
    }

    fn check_float(self, number: f64) -> Result<(), String> {
        match self {
            Limit::Number if number.is_nan() => Err("NaN is not kept".to_owned()),
            Limit::Finite if !number.is_finite() => Err(format!("{number} is not kept")),
            _ => Ok(()),
        }
    }

    fn check_year(self, year: u32) -> Result<(), String> {
        match self {
            Limit::Year if year != 0 && !(1901..=2155).contains(&year) => {
                Err(format!("the years 1901 to 2155 and 0 are kept, and this is {year}"))
            }
            _ => Ok(()),
        }
    }
    //# json

    fn check_json(self, json: &serde_json::Value, depth: usize) -> Result<(), String> {
        let inner: &mut dyn Iterator<Item = &serde_json::Value> = match json {
            serde_json::Value::Array(items) => &mut items.iter(),
            serde_json::Value::Object(members) => &mut members.values(),
            serde_json::Value::Number(number) => return self.check_number(number),
            _ => return Ok(()),
        };
        if depth == 0 {
            return Err("JSON is read up to a depth of 127".to_owned());
        }
        for item in inner {
            self.check_json(item, depth - 1)?;
        }
        Ok(())
    }

    fn check_number(self, number: &serde_json::Number) -> Result<(), String> {
        match number.as_f64() {
            // JSONB writes such a number without a point, and an integer of 64 bits is read.
            Some(float)
                if self == Limit::JsonB
                    && number.is_f64()
                    && float.abs() >= 1e16
                    && (-9_223_372_036_854_775_808.0..18_446_744_073_709_551_616.0)
                        .contains(&float) =>
            {
                Err(format!("{number} would come back as an integer; write it as one"))
            }
            _ => Ok(()),
        }
    }
    //# end
}
