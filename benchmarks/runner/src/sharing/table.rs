//! `Line` is a line of the Markdown table that sets servers that share rooms side by side.

use super::column::Column;
use crate::{figures::median, table::shown};

/// The figures of one measurement, by column, in the order of the rounds.
pub(crate) struct Line {
    name: String,
    unit: &'static str,
    figures: Vec<(Column, f64)>,
}

impl Line {
    pub(crate) fn new(name: String, unit: &'static str) -> Self {
        Self {
            name,
            unit,
            figures: Vec::new(),
        }
    }

    /// Adds the figure of one round.
    pub(crate) fn add(&mut self, column: Column, figure: f64) {
        self.figures.push((column, figure));
    }

    /// The line in Markdown: the median of each column, and the range of its rounds if there were several.
    fn markdown(&self, columns: &[Column]) -> String {
        let cells = columns.iter().map(|column| {
            let of_column = self.figures.iter().filter(|(other, _)| other == column);
            cell(&of_column.map(|(_, figure)| *figure).collect::<Vec<f64>>())
        });
        let cells: Vec<String> = cells.collect();
        format!("| {} | {} | {} |", self.name, self.unit, cells.join(" | "))
    }
}

fn cell(figures: &[f64]) -> String {
    let middle = shown(median(figures.iter().copied()));
    let numbers = figures.iter().copied().filter(|figure| figure.is_finite());
    let least = numbers.clone().min_by(f64::total_cmp);
    let most = numbers.max_by(f64::total_cmp);
    let (least, most) = (shown(least), shown(most));
    // What is the same in all rounds needs no range.
    if least == most {
        middle
    } else {
        format!("{middle} ({least} to {most})")
    }
}

/// Prints the table.
pub(crate) fn print(columns: &[Column], lines: &[Line]) {
    let titles: Vec<&str> = columns.iter().map(|column| column.title()).collect();
    println!("| | unit | {} |", titles.join(" | "));
    println!("|---|---|{}", "---|".repeat(columns.len()));
    for line in lines {
        println!("{}", line.markdown(columns));
    }
    println!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_its_median_and_its_range() {
        let mut line = Line::new("time".to_owned(), "µs");
        for figure in [3.0, 1.0, 2.0] {
            line.add(Column::Own, figure);
            line.add(Column::NodeCompatible, 5.0);
        }
        assert_eq!(
            line.markdown(&[Column::Own, Column::NodeCompatible, Column::SocketIo]),
            "| time | µs | 2.00 (1.00 to 3.00) | 5.00 | - |"
        );
        assert_eq!(
            line.markdown(&[Column::NodeCompatible]),
            "| time | µs | 5.00 |"
        );
    }
}
