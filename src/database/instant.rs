//! RFC 3339 text as each engine reads it: `2020-01-02T03:04:05.5+02:00` is
//! `2020-01-02 01:04:05.5` in UTC, which is what every column without a time zone holds.

use crate::dialect::Engine;

/// The instant in UTC; text that is not RFC 3339 stays as it is.
///
/// In SQLite it is the text that the entities write: equal moments are equal text, and text sorts
/// by time. Prisma's text with an offset is neither, and SeaORM cannot read it.
pub(super) fn in_utc(engine: Engine, text: &str) -> String {
    let Some(mut utc) = parse(text) else {
        return text.to_owned();
    };
    match engine {
        Engine::Sqlite => {
            if let Some((_, fraction)) = utc.split_once('.') {
                utc += &"0".repeat(fraction.len().next_multiple_of(3) - fraction.len());
            }
            utc
        }
        Engine::Postgresql => utc + " +00:00",
        Engine::Mysql => utc,
    }
}

fn parse(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(['T', 't', ' '])?;
    let zone_start = time.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = time.split_at(zone_start);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));

    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let [hours, minutes] = numbers(&zone[1..], ':')?;
            (hours * 60 + minutes) * if zone.starts_with('-') { -1 } else { 1 }
        }
    };
    let minutes = (days_from_civil(year, month, day) * 24 + hour) * 60 + minute - offset;
    let (year, month, day) = civil_from_days(minutes.div_euclid(24 * 60));
    let (hour, minute) = (minutes.rem_euclid(24 * 60) / 60, minutes.rem_euclid(60));
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!(
        "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{point}{fraction}"
    ))
}

fn numbers<const N: usize>(text: &str, separator: char) -> Option<[i64; N]> {
    let numbers: Option<Vec<i64>> = text
        .split(separator)
        .map(|part| {
            if part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().ok()
            } else {
                None
            }
        })
        .collect();
    numbers?.try_into().ok()
}

/// Days since 1970-01-01 in the Gregorian calendar, whose years are counted from March here, so
/// that the leap day is the last of a year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
