//! Dates of `MessagePack` become text, as JSON has them.

/// The longest time before and after 1970 that a `Date` can hold, in milliseconds.
const FURTHEST: u64 = 8_640_000_000_000_000;
const DAY: i64 = 86_400_000;

/// What JavaScript's `toISOString` writes; nothing for an invalid date.
pub(crate) fn iso_text(milliseconds: i64) -> Option<String> {
    if milliseconds.unsigned_abs() > FURTHEST {
        return None;
    }
    let (year, month, day) = date(milliseconds.div_euclid(DAY));
    let year = match year {
        0..=9_999 => format!("{year:04}"),
        _ => format!("{year:+07}"),
    };
    let time = milliseconds.rem_euclid(DAY);
    let (hours, minutes) = (time / 3_600_000, time / 60_000 % 60);
    let (seconds, rest) = (time / 1_000 % 60, time % 1_000);
    Some(format!(
        "{year}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{rest:03}Z"
    ))
}

/// Year, month and day of the proleptic Gregorian calendar, `days` after 1970-01-01.
///
/// Counted in eras of 400 years that begin on the first of March: so a leap day is the last of its
/// year, and the months before it have the same lengths in every year.
fn date(days: i64) -> (i64, i64, i64) {
    const DAYS_OF_AN_ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, day) = (
        days.div_euclid(DAYS_OF_AN_ERA),
        days.rem_euclid(DAYS_OF_AN_ERA),
    );
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + 400 * era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::iso_text;

    #[test]
    fn dates_are_written_as_javascript_writes_them() {
        for (time, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (1_764_979_200_123, "2025-12-06T00:00:00.123Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001, "-000001-12-31T23:59:59.999Z"),
            (8_640_000_000_000_000, "+275760-09-13T00:00:00.000Z"),
            (-8_640_000_000_000_000, "-271821-04-20T00:00:00.000Z"),
        ] {
            assert_eq!(iso_text(time).as_deref(), Some(text), "{time}");
        }
        assert_eq!(iso_text(8_640_000_000_000_001), None);
        assert_eq!(iso_text(i64::MIN), None);
    }
}
