//! `Summary` is what `cargo xtask test` prints at its end: which files are flaky, and the closing line.

use std::fmt;

use crate::tally::Tally;

/// The results of all tests, of all runners.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// How many tests passed, failed and were skipped.
    pub(crate) tally: Tally,
    /// The JavaScript files that failed once and passed alone, in words.
    pub(crate) flaky: Vec<String>,
}

/// The lines about flaky files stand first: the last line is the tally, which CI reads.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.flaky {
            writeln!(
                formatter,
                "flaky: {file} failed, and passed when it was run again alone"
            )?;
        }
        write!(formatter, "{}", self.tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_is_the_last_line() {
        let mut summary = Summary::default();
        summary.tally.add(&Tally::of(12, 0, 3));
        assert_eq!(summary.to_string(), "12 passed, 0 failed, 3 skipped");
        summary.flaky.push("nestjs.test.mjs (msgpack)".into());
        assert_eq!(
            summary.to_string(),
            "flaky: nestjs.test.mjs (msgpack) failed, and passed when it was run again alone\n\
             12 passed, 0 failed, 3 skipped"
        );
    }
}
