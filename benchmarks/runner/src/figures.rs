//! `Figures` are what the load generator printed.

use std::collections::HashMap;

/// Figures by their names.
#[derive(Debug, Default)]
pub(crate) struct Figures(HashMap<String, f64>);

impl Figures {
    /// Reads lines of `name value`.
    pub(crate) fn read(output: &str) -> Self {
        let lines = output.lines().filter_map(|line| {
            let (name, figure) = line.split_once(' ')?;
            Some((name.to_owned(), figure.parse().ok()?))
        });
        Self(lines.collect())
    }

    /// The figure of this name; not a number where the figure was not measured.
    pub(crate) fn get(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or(f64::NAN)
    }

    /// The figure `part` in percent of the sum of `part` and `rest`.
    pub(crate) fn percent(&self, part: &str, rest: &str) -> f64 {
        let part = self.get(part);
        100.0 * part / (part + self.get(rest))
    }
}

/// The median of the figures that are numbers; of two in the middle, the upper one.
pub(crate) fn median(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut figures: Vec<f64> = figures
        .into_iter()
        .filter(|figure| figure.is_finite())
        .collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// A count as a real number, to compute ratios with.
#[allow(clippy::cast_precision_loss, reason = "there are no 2^52 of them")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_their_names() {
        let figures = Figures::read("answered 30\nlost 10\n");
        assert_eq!(figures.get("answered").to_string(), "30");
        assert_eq!(figures.percent("lost", "answered").to_string(), "25");
        assert!(figures.get("reordered").is_nan());
    }

    #[test]
    fn the_median_leaves_out_what_was_not_measured() {
        assert_eq!(median([3.0, f64::NAN, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([f64::NAN]), None);
    }
}
