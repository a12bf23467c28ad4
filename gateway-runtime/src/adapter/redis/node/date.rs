//! `json` and `text` write moments as JavaScript does.
//!
//! No library is used, since none writes the years that JavaScript has and the others do not.

/// What a `Date` can hold, in milliseconds before and after 1970.
const LIMIT: f64 = 8.64e15;
const DAY: i64 = 86_400_000;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A moment in UTC.
struct Moment {
    year: i64,
    /// From 1 on.
    month: usize,
    day: i64,
    weekday: usize,
    hours: i64,
    minutes: i64,
    seconds: i64,
    milliseconds: i64,
}

/// As `Date.prototype.toJSON` has it; `None` if it is no moment.
pub(super) fn json(milliseconds: f64) -> Option<String> {
    let moment = Moment::at(milliseconds)?;
    let Moment {
        month,
        day,
        hours,
        minutes,
        seconds,
        milliseconds,
        ..
    } = moment;
    let year = match moment.year {
        year @ 0..=9999 => format!("{year:04}"),
        year if year < 0 => format!("-{:06}", -year),
        year => format!("+{year:06}"),
    };
    Some(format!(
        "{year}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}Z"
    ))
}

/// As `Date.prototype.toString` has it where the clock is at UTC; nothing if it is no moment.
pub(super) fn text(milliseconds: f64) -> String {
    let Some(moment) = Moment::at(milliseconds) else {
        return String::new();
    };
    let Moment {
        year,
        day,
        hours,
        minutes,
        seconds,
        ..
    } = moment;
    let weekday = WEEKDAYS.get(moment.weekday).copied().unwrap_or_default();
    let month = moment.month.checked_sub(1);
    let month = month
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    format!(
        "{weekday} {month} {day:02} {year:04} {hours:02}:{minutes:02}:{seconds:02} GMT+0000 (Coordinated Universal Time)"
    )
}

impl Moment {
    fn at(milliseconds: f64) -> Option<Self> {
        if !milliseconds.is_finite() || milliseconds.abs() > LIMIT {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "within the limit")]
        let milliseconds = milliseconds.trunc() as i64;
        let (days, rest) = (milliseconds.div_euclid(DAY), milliseconds.rem_euclid(DAY));
        let (year, month, day) = date_of(days);
        Some(Self {
            year,
            month,
            day,
            weekday: usize::try_from(days.rem_euclid(7)).unwrap_or_default(),
            hours: rest / 3_600_000,
            minutes: rest / 60_000 % 60,
            seconds: rest / 1_000 % 60,
            milliseconds: rest % 1_000,
        })
    }
}

/// Year, month and day of the Gregorian calendar, from the days since 1970. A year begins in March here, so that its
/// leap day is the last, and an era has 400 years.
fn date_of(days: i64) -> (i64, usize, i64) {
    // From 1 March of the year 0 on.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Node 20 prints for each.
    #[test]
    fn moments_are_written_as_javascript_does() {
        for (milliseconds, expected) in [
            (0.0, "1970-01-01T00:00:00.000Z"),
            (1_709_210_096_789.0, "2024-02-29T12:34:56.789Z"),
            (-1.0, "1969-12-31T23:59:59.999Z"),
            (-0.5, "1970-01-01T00:00:00.000Z"),
            (-1.5, "1969-12-31T23:59:59.999Z"),
            (253_402_300_800_000.0, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001.0, "-000001-12-31T23:59:59.999Z"),
            (8.64e15, "+275760-09-13T00:00:00.000Z"),
        ] {
            assert_eq!(json(milliseconds).as_deref(), Some(expected));
        }
        assert_eq!(json(8.64e15 + 1.0), None);
        assert_eq!(json(f64::NAN), None);
        assert_eq!(
            text(1_709_210_096_789.0),
            "Thu Feb 29 2024 12:34:56 GMT+0000 (Coordinated Universal Time)"
        );
    }
}
