//! `Line` is a line of the Markdown table that compares the two servers.

use crate::{figures::median, side::Side};

/// The figures of one measurement, in the order of the rounds.
pub(crate) struct Line {
    name: String,
    unit: &'static str,
    handwritten: Vec<f64>,
    gateway: Vec<f64>,
}

impl Line {
    pub(crate) fn new(name: impl Into<String>, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            unit,
            handwritten: Vec::new(),
            gateway: Vec::new(),
        }
    }

    /// The name of what is measured.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Adds the figure of one round.
    pub(crate) fn add(&mut self, side: Side, figure: f64) {
        match side {
            Side::Handwritten => self.handwritten.push(figure),
            Side::Gateway => self.gateway.push(figure),
        }
    }

    /// The median of the rounds' ratios: within a round, the machine was the same for both sides.
    pub(crate) fn ratio(&self) -> Option<f64> {
        median(self.ratios())
    }

    fn ratios(&self) -> Vec<f64> {
        let pairs = self.gateway.iter().zip(&self.handwritten);
        pairs
            .map(|(gateway, handwritten)| gateway / handwritten)
            .filter(|ratio| ratio.is_finite())
            .collect()
    }

    /// The line in Markdown.
    fn markdown(&self) -> String {
        let ratios = self.ratios();
        let ratio = self.ratio();
        let ratio = ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}"));
        let least = ratios.iter().copied().min_by(f64::total_cmp);
        let most = ratios.iter().copied().max_by(f64::total_cmp);
        let range = match least.zip(most) {
            Some((least, most)) if ratios.len() > 1 => format!("{least:.3} to {most:.3}"),
            _ => "-".to_owned(),
        };
        format!(
            "| {} | {} | {} | {} | {ratio} | {range} |",
            self.name,
            self.unit,
            shown(median(self.handwritten.iter().copied())),
            shown(median(self.gateway.iter().copied())),
        )
    }
}

/// Prints the table.
pub(crate) fn print(lines: &[Line]) {
    println!("| | unit | hand-written | gateway | ratio | of the rounds |");
    println!("|---|---|---|---|---|---|");
    for line in lines {
        println!("{}", line.markdown());
    }
    println!();
}

/// A figure with about three significant digits.
pub(crate) fn shown(figure: Option<f64>) -> String {
    match figure {
        None => "-".to_owned(),
        Some(figure) if figure.abs() < 10.0 => format!("{figure:.2}"),
        Some(figure) if figure.abs() < 100.0 => format!("{figure:.1}"),
        Some(figure) => format!("{figure:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_that_of_rounds_and_not_of_medians() {
        let mut line = Line::new("time", "s");
        for (handwritten, gateway) in [(1.0, 0.5), (10.0, 20.0), (2.0, 1.0)] {
            line.add(Side::Gateway, gateway);
            line.add(Side::Handwritten, handwritten);
        }
        assert_eq!(
            line.markdown(),
            "| time | s | 2.00 | 1.00 | 0.500 | 0.500 to 2.000 |"
        );
    }

    #[test]
    fn what_was_not_measured_or_has_no_ratio_is_a_dash() {
        let mut line = Line::new("lost", "%");
        line.add(Side::Handwritten, 0.0);
        line.add(Side::Gateway, f64::NAN);
        assert_eq!(line.markdown(), "| lost | % | 0.00 | - | - | - |");
    }
}
