//! `report` and `text_report` are what a check says about a file that is out of date.

use std::{fmt::Write as _, path::Path};

use super::{file::shown, mode::Mode};
use crate::contract::{Change, Verdict};

/// What a check of the contract says about a file that is out of date.
pub(super) fn report(path: &Path, changes: &[Change], mode: Mode) -> String {
    let shown = shown(path);
    if changes.is_empty() {
        return format!(
            "{shown} is out of date: it holds the same contract, written otherwise.\n{}",
            mode.remedy("To write it again, run this test with `UPDATE_CONTRACT=1`.")
        );
    }
    let count = |verdict: Verdict| changes.iter().filter(|one| one.verdict == verdict).count();
    let (breaking, notable) = (count(Verdict::Breaking), count(Verdict::Notable));
    let mut report = format!(
        "the contract differs from {shown}, which clients know: {breaking} breaking, {notable} notable and {} compatible \
         changes\n",
        count(Verdict::Compatible)
    );
    for change in changes {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "  {change}");
    }
    let remedy = match (breaking > 0, mode) {
        (true, Mode::WriteHarmless) => {
            "Nothing was written, since clients would break. If that is meant, run this test with \
             `UPDATE_CONTRACT=breaking`, and commit the file."
        }
        (true, _) => {
            "If clients may break, run this test with `UPDATE_CONTRACT=breaking`, and commit the file."
        }
        (false, _) => {
            "If that is meant, run this test with `UPDATE_CONTRACT=1`, and commit the file."
        }
    };
    report.push_str(&mode.remedy(remedy));
    report
}

/// What a check of a text says about a file that is out of date.
pub(super) fn text_report(path: &Path, old: &str, text: &str, mode: Mode) -> String {
    let shown = shown(path);
    let (mut before, mut after) = (old.lines(), text.lines());
    let mut line = 1;
    let (was, now) = loop {
        match (before.next(), after.next()) {
            (was, now) if was != now => break (was, now),
            // The texts differ in what `lines` does not give: the line break at the end.
            (None, None) => break (None, None),
            _ => line += 1,
        }
    };
    let side = |text: Option<&str>| {
        text.map_or_else(|| "(the end)".to_owned(), |line| format!("`{line}`"))
    };
    format!(
        "{shown} is out of date: line {line} is {} and should be {}\n{}",
        side(was),
        side(now),
        mode.remedy("To write it, run this test with `UPDATE_CONTRACT=1`, and commit the file.")
    )
}

/// Whether two texts have the same lines, whatever their line ends: version control may change those.
pub(in crate::contract) fn same_lines(a: &str, b: &str) -> bool {
    a.lines().eq(b.lines()) && a.ends_with('\n') == b.ends_with('\n')
}
