//! `everything` runs the JavaScript tests: official clients against the servers, and the pages in a browser.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::flaky;
use crate::process::run_tests;
use crate::services;
use crate::summary::Summary;
use crate::tally::Tally;
use crate::workspace;

/// What clients speak by default, `MessagePack`, and the last client of Engine.IO 3.
const PROTOCOLS: [&str; 3] = ["common", "msgpack", "v3"];

/// How many files run at the same time. Node leaves one processor free, so that on two it would run one file after the other,
/// although most of them wait.
const CONCURRENCY: &str = "--test-concurrency=2";

/// The folder of tests that make no sense over other protocols than the default: those of the examples,
/// whose servers and pages have no choice of one, those with a client of our own, which speaks one, and
/// those of what happens between servers, which clients have no part in.
const DEFAULT_ONLY: &str = "default-only";

/// Runs all test files, over every protocol.
pub(crate) fn everything(browser: &Path, summary: &mut Summary) -> Result<(), Failure> {
    for protocol in PROTOCOLS {
        run(&files(protocol)?, protocol, Some(browser), summary)?;
    }
    Ok(())
}

/// The test files of a protocol, as paths in the folder of the JavaScript tests.
fn files(protocol: &str) -> Result<Vec<String>, Failure> {
    let mut files = in_folder("")?;
    if protocol == PROTOCOLS[0] {
        let only = in_folder(DEFAULT_ONLY)?.into_iter();
        files.extend(only.map(|file| format!("{DEFAULT_ONLY}/{file}")));
    }
    Ok(files)
}

/// The names of the test files in a folder, in their order, without those in folders of it.
fn in_folder(folder: &str) -> Result<Vec<String>, Failure> {
    let folder = workspace::javascript_tests().join(folder);
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{} is unreadable: {error}", folder.display())))?;
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

/// Runs a file that needs no browser, over the default protocol.
pub(crate) fn one(file: &str, summary: &mut Summary) -> Result<(), Failure> {
    run(&[file.to_owned()], PROTOCOLS[0], None, summary)
}

/// Runs files at the same time, and those that fail a second time, each alone.
fn run(
    files: &[String],
    protocol: &str,
    browser: Option<&Path>,
    summary: &mut Summary,
) -> Result<(), Failure> {
    let report = workspace::target()?.join("javascript-results");
    let node = |files: &[String]| -> Result<Command, Failure> {
        let mut command = Command::new("node");
        command
            .args([
                "--test",
                CONCURRENCY,
                "--test-reporter=spec",
                "--test-reporter-destination=stdout",
            ])
            .arg("--test-reporter=./support/results.mjs")
            .arg(format!("--test-reporter-destination={}", report.display()))
            .args(files)
            .env("PATH", services::search_path())
            .env("PROTOCOL", protocol)
            .env("GATEWAY_BINARIES", workspace::binaries()?)
            .envs(browser.map(|browser| ("CHROME", browser)))
            .current_dir(workspace::javascript_tests());
        Ok(command)
    };
    // What an earlier run left must not be taken for this one's.
    let _ = fs::remove_file(&report);
    let mut all_at_once = node(files)?;
    let mut printed = Tally::default();
    let Err(failure) = run_tests(&mut all_at_once, &mut printed) else {
        summary.tally.add(&printed);
        return Ok(());
    };
    let results = fs::read_to_string(&report).ok();
    let results = results
        .and_then(|results| flaky::read(&results))
        .unwrap_or_default();
    if !results.iter().any(|file| file.failed) {
        // It was not a file that failed, but node.
        summary.tally.add(&printed);
        return Err(failure);
    }
    let settled = flaky::settle(results, |file| {
        println!("\n{file} failed; it is run again, alone");
        let mut tally = Tally::default();
        let outcome = with_tests_of(file, files)
            .and_then(|alone| node(&alone))
            .and_then(|mut alone| run_tests(&mut alone, &mut tally));
        (tally, outcome.is_err())
    });
    let named = |file: String| {
        if protocol == PROTOCOLS[0] {
            file
        } else {
            format!("{file} ({protocol})")
        }
    };
    summary.tally.add(&settled.tally);
    summary.flaky.extend(settled.flaky.into_iter().map(named));
    match settled.failed {
        None => Ok(()),
        Some(file) => Err(Failure::new(format!("{} failed twice", named(file)))),
    }
}

/// The test files that run the tests written in `file`: the file itself if it is one, and those that import it, since node
/// names the file in which a test is written.
fn with_tests_of(file: &str, files: &[String]) -> Result<Vec<String>, Failure> {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    let imported = format!("/{name}\"");
    let mut users = Vec::new();
    for one in files {
        let path = workspace::javascript_tests().join(one);
        let text = fs::read_to_string(&path)
            .map_err(|error| Failure::new(format!("{} is unreadable: {error}", path.display())))?;
        if one == file || text.contains(&imported) {
            users.push(one.clone());
        }
    }
    if users.is_empty() {
        return Err(Failure::new(format!("no test file imports {file}")));
    }
    Ok(users)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_run_again_in_its_file_and_in_those_that_import_it() {
        let files = files("common").expect("are readable");
        let own = "default-only/guide-emitting.test.mjs".to_owned();
        let users = with_tests_of("support/side-by-side.mjs", &files).expect("there are some");
        assert!(
            users.contains(&own) && users.len() < files.len(),
            "{users:?}"
        );
        let alone = with_tests_of(&own, &files).expect("is a test file");
        assert_eq!(alone, [own]);
        for written in ["sharing-told", "sharing-outage"] {
            let both = [
                format!("default-only/in-nodes-language-{}.test.mjs", &written[8..]),
                format!("default-only/{written}.test.mjs"),
            ];
            let run = with_tests_of(&both[1], &files).expect("is a test file");
            assert_eq!(run, both);
        }
        assert!(with_tests_of("support/nothing.mjs", &files).is_err());
    }

    #[test]
    fn the_files_of_the_default_protocol_are_those_of_both_folders() {
        let files = files("common").expect("are readable");
        for file in ["nestjs.test.mjs", "default-only/slow-lines.test.mjs"] {
            assert!(files.contains(&file.to_owned()), "{file}: {files:?}");
        }
        assert!(!files.iter().any(|file| file.contains("support")));
    }

    #[test]
    fn other_protocols_have_no_file_of_the_folder_for_the_default_one() {
        for protocol in ["msgpack", "v3"] {
            let files = files(protocol).expect("are readable");
            assert!(files.contains(&"nestjs.test.mjs".to_owned()), "{files:?}");
            assert!(!files.iter().any(|file| file.contains('/')), "{files:?}");
        }
    }
}
