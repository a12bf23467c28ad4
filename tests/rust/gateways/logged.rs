//! `assert_logged` looks for an error in the log of a test.

use crate::log;

/// Since the log was started or looked at, there was an error with these words.
#[track_caller]
pub(crate) fn assert_logged(words: &[&str]) {
    let lines = log::lines_with("ERROR");
    let has_all = |line: &String| words.iter().all(|words| line.contains(words));
    assert!(lines.iter().any(has_all), "{words:?} in {lines:?}");
}
