//! What strings may hold as the literals of other types: dates, JSON, base64.

/// Values nested deeper than this are refused, as Prisma refuses them.
const MAX_JSON_NESTING: u32 = 127;

/// Digits with an optional sign and fraction.
pub(super) fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// A number without zeros in front, and without the sign of a zero.
pub(super) fn shortest(number: &str) -> String {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let digits = unsigned.trim_start_matches('0');
    // One zero stays where no digit would.
    let digits = match digits.starts_with(|first: char| first.is_ascii_digit()) {
        true => digits,
        false => &unsigned[unsigned.len() - digits.len() - 1..],
    };
    let negative =
        unsigned.len() < number.len() && digits.contains(|digit| ('1'..='9').contains(&digit));
    format!("{}{digits}", if negative { "-" } else { "" })
}

/// A date and a time with an offset, as in RFC 3339, that exist.
pub(super) fn is_rfc3339(text: &str) -> bool {
    date_time(text.as_bytes()).is_some()
}

fn date_time(bytes: &[u8]) -> Option<()> {
    let number = |from: usize, len: usize| -> Option<u32> {
        let digits = bytes.get(from..from + len)?;
        let all = digits.iter().all(u8::is_ascii_digit);
        all.then(|| {
            digits
                .iter()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        })
    };
    let is = |at: usize, wanted: &[u8]| {
        bytes
            .get(at)
            .filter(|byte| wanted.contains(byte))
            .map(|_| ())
    };
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    is(4, b"-")?;
    is(7, b"-")?;
    is(10, b"Tt ")?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    is(13, b":")?;
    is(16, b":")?;
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    let exists = (1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    let mut at = 19;
    if is(at, b".").is_some() {
        let digits = bytes[at + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        at += 1 + (digits > 0).then_some(digits)?;
    }
    let offset = match bytes.get(at)? {
        b'Z' | b'z' => at + 1,
        b'+' | b'-' => {
            is(at + 3, b":")?;
            (number(at + 1, 2)? < 24 && number(at + 4, 2)? < 60).then_some(at + 6)?
        }
        _ => return None,
    };
    (exists && offset == bytes.len()).then_some(())
}

/// The bytes that standard base64 with its padding stands for.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0);
    for byte in body.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    (bits == 0).then_some(bytes)
}

/// One JSON value and nothing else.
pub(super) fn is_json(text: &str) -> bool {
    let mut json = Json {
        bytes: text.as_bytes(),
        at: 0,
    };
    json.value(0).is_some() && json.space() == json.bytes.len()
}

struct Json<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Json<'_> {
    fn space(&mut self) -> usize {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, text: &str) -> Option<()> {
        let found = self.bytes[self.at..].starts_with(text.as_bytes());
        self.at += if found { text.len() } else { 0 };
        found.then_some(())
    }

    fn value(&mut self, depth: u32) -> Option<()> {
        self.space();
        match self.peek()? {
            b'{' => self.items(depth, "}", |json, depth| {
                json.space();
                json.string()?;
                json.space();
                json.eat(":")?;
                json.value(depth)
            }),
            b'[' => self.items(depth, "]", Json::value),
            b'"' => self.string(),
            b't' => self.eat("true"),
            b'f' => self.eat("false"),
            b'n' => self.eat("null"),
            _ => self.number(),
        }
    }

    fn items(
        &mut self,
        depth: u32,
        close: &str,
        item: fn(&mut Self, u32) -> Option<()>,
    ) -> Option<()> {
        if depth == MAX_JSON_NESTING {
            return None;
        }
        self.at += 1;
        self.space();
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            item(self, depth + 1)?;
            self.space();
            if self.eat(",").is_none() {
                return self.eat(close);
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.eat("\"")?;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return Some(()),
                b'\\' => {
                    let escape = self.peek()?;
                    self.at += 1;
                    match escape {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => self.utf16()?,
                        _ => return None,
                    }
                }
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    /// What follows `\u`: a character, the first half of it followed by the second.
    fn utf16(&mut self) -> Option<()> {
        match self.hexadecimal()? {
            0xd800..=0xdbff => {
                self.eat("\\u")?;
                matches!(self.hexadecimal()?, 0xdc00..=0xdfff).then_some(())
            }
            0xdc00..=0xdfff => None,
            _ => Some(()),
        }
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |sum, digit| {
            char::from(*digit)
                .to_digit(16)
                .map(|digit| sum * 16 + digit)
        })
    }

    /// A number that 64 bits can come near to.
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        let _ = self.eat("-");
        let zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if zero && whole > 1 {
            return None;
        }
        if self.eat(".").is_some() {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).ok()?;
        text.parse::<f64>().ok()?.is_finite().then_some(())
    }

    fn digits(&mut self) -> Option<usize> {
        let count = self.bytes[self.at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.at += count;
        (count > 0).then_some(count)
    }
}
