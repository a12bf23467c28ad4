//! `Tally` counts tests in what their runners print: in the closing lines of cargo and of node.

use std::fmt;

/// How many tests passed, failed and were skipped.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// What has been printed since the last line end.
    partial: Vec<u8>,
}

impl Tally {
    /// A tally of numbers that are known already.
    pub(crate) fn of(passed: usize, failed: usize, skipped: usize) -> Self {
        Self {
            passed,
            failed,
            skipped,
            partial: Vec::new(),
        }
    }

    /// Adds the tests of another tally.
    pub(crate) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Takes the next piece of a runner's output.
    pub(crate) fn read(&mut self, output: &[u8]) {
        for &byte in output {
            if byte == b'\n' {
                self.end();
            } else {
                self.partial.push(byte);
            }
        }
    }

    /// Counts the last line, which may be without a line end.
    pub(crate) fn end(&mut self) {
        let line = std::mem::take(&mut self.partial);
        self.count(&plain(&String::from_utf8_lossy(&line)));
    }

    /// All tests that were found, run or not.
    pub(crate) fn total(&self) -> usize {
        self.passed + self.failed + self.skipped
    }

    fn count(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            // test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; …
            let (_, counts) = result.split_once(". ").unwrap_or_default();
            for count in counts.split("; ") {
                match count.split_once(' ') {
                    Some((number, "passed")) => self.passed += parse(number),
                    Some((number, "failed")) => self.failed += parse(number),
                    Some((number, "ignored")) => self.skipped += parse(number),
                    _ => {}
                }
            }
        } else if let Some(count) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            // ℹ pass 12
            match count.split_once(' ') {
                Some(("pass", number)) => self.passed += parse(number),
                Some(("fail" | "cancelled", number)) => self.failed += parse(number),
                Some(("skipped" | "todo", number)) => self.skipped += parse(number),
                _ => {}
            }
        }
    }
}

/// Writes the closing line, in the form that CI reads.
impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Reads a number. 0 if it is not a number, on a line that only looks like a closing line.
fn parse(number: &str) -> usize {
    number.parse().unwrap_or(0)
}

/// The line without terminal colours and the line end's carriage return.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut characters = line.trim_end().chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // Skips to the letter that ends the sequence.
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(pieces: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for piece in pieces {
            tally.read(piece.as_bytes());
        }
        tally.end();
        tally
    }

    #[test]
    fn adds_up_the_results_of_cargo() {
        let output = "running 3 tests\ntest a ... ok\n\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
            test result: FAILED. 10 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            tally(&[output]).to_string(),
            "12 passed, 3 failed, 1 skipped"
        );
    }

    #[test]
    fn reads_the_summary_of_node_in_both_formats() {
        let summary =
            "ℹ tests 9\nℹ suites 2\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 1\n";
        assert_eq!(
            tally(&[summary]).to_string(),
            "4 passed, 2 failed, 3 skipped"
        );
        let tap = summary.replace('ℹ', "#");
        assert_eq!(tally(&[&tap]), tally(&[summary]));
    }

    #[test]
    fn lines_may_come_in_pieces_coloured_and_without_an_end() {
        let pieces = ["\u{1b}[34mℹ pa", "ss 7\u{1b}[39", "m\r\nℹ fail 0"];
        assert_eq!(tally(&pieces).to_string(), "7 passed, 0 failed");
    }

    #[test]
    fn other_lines_count_nothing() {
        let output = "test pass ... ok\npass 7\n# pass the salt\n  test result: ok. 1 passed\n";
        assert_eq!(tally(&[output]).total(), 0);
    }
}
