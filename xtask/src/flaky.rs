//! `settle` gives each file of JavaScript tests that failed a second run, alone. A file that passes then is
//! flaky, which is reported; a file that fails again has failed.

use crate::tally::Tally;

/// The results of the tests in one file.
#[derive(Debug, PartialEq)]
pub(crate) struct Results {
    /// The name of the file.
    pub(crate) file: String,
    /// Its tests.
    pub(crate) tally: Tally,
    /// Whether a test, a hook or the file itself failed.
    pub(crate) failed: bool,
}

/// The results of all files, with the second runs in place of the first.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Settled {
    /// The tests of all files.
    pub(crate) tally: Tally,
    /// The files that failed once.
    pub(crate) flaky: Vec<String>,
    /// The file that failed twice. There is at most one: the files behind it get no second run.
    pub(crate) failed: Option<String>,
}

/// Runs each failed file once more with `again`, which returns the file's tally and whether the file failed
/// again.
pub(crate) fn settle(first: Vec<Results>, mut again: impl FnMut(&str) -> (Tally, bool)) -> Settled {
    let mut settled = Settled::default();
    for Results {
        file,
        tally,
        failed,
    } in first
    {
        if !failed || settled.failed.is_some() {
            settled.tally.add(&tally);
            continue;
        }
        let (tally, failed) = again(&file);
        settled.tally.add(&tally);
        if failed {
            settled.failed = Some(file);
        } else {
            settled.flaky.push(file);
        }
    }
    settled
}

/// Reads what the reporter `tests/js/support/results.mjs` writes.
pub(crate) fn read(report: &str) -> Option<Vec<Results>> {
    report.lines().map(results).collect()
}

fn results(line: &str) -> Option<Results> {
    let mut fields = line.splitn(5, '\t');
    let mut number = || fields.next()?.parse().ok();
    let tally = Tally::of(number()?, number()?, number()?);
    let failed = match fields.next()? {
        "passed" => false,
        "failed" => true,
        _ => return None,
    };
    let file = fields.next()?.to_owned();
    Some(Results {
        file,
        tally,
        failed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "5\t0\t1\tpassed\tgood.mjs\n\
        3\t2\t0\tfailed\tonce.mjs\n\
        0\t1\t0\tfailed\ttwice.mjs\n\
        1\t0\t0\tfailed\tbehind.mjs\n";

    #[test]
    fn reads_the_report() {
        let files = read(REPORT).expect("is a report");
        let once = Results {
            file: "once.mjs".into(),
            tally: Tally::of(3, 2, 0),
            failed: true,
        };
        assert_eq!(files[1], once);
        assert!(!files[0].failed);
        assert_eq!(read(""), Some(vec![]));
        for report in [
            "5\t0\tpassed\tgood.mjs",
            "5\t0\t1\tgood\tgood.mjs",
            "Error: no reporter",
        ] {
            assert_eq!(read(report), None, "{report}");
        }
    }

    #[test]
    fn a_second_run_counts_in_place_of_the_first() {
        let mut first = read(REPORT).expect("is a report");
        first.truncate(2);
        let settled = settle(first, |file| {
            assert_eq!(file, "once.mjs");
            (Tally::of(6, 0, 0), false)
        });
        assert_eq!(settled.tally, Tally::of(11, 0, 1));
        assert_eq!(settled.flaky, ["once.mjs"]);
        assert_eq!(settled.failed, None);
    }

    #[test]
    fn the_first_file_that_fails_twice_is_the_last_that_runs_again() {
        let mut ran = Vec::new();
        let settled = settle(read(REPORT).expect("is a report"), |file| {
            ran.push(file.to_owned());
            match file {
                "once.mjs" => (Tally::of(5, 0, 0), false),
                _ => (Tally::of(0, 4, 0), true),
            }
        });
        assert_eq!(ran, ["once.mjs", "twice.mjs"]);
        assert_eq!(settled.tally, Tally::of(11, 4, 1));
        assert_eq!(settled.flaky, ["once.mjs"]);
        assert_eq!(settled.failed.as_deref(), Some("twice.mjs"));
    }
}
