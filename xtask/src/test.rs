//! `everything` is `cargo xtask test`: all checks, the fast ones first, up to the first that fails.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::architecture;
use crate::failure::Failure;
use crate::install;
use crate::javascript;
use crate::process::{cargo, run, run_tests};
use crate::publish;
use crate::services;
use crate::summary::Summary;
use crate::tally::Tally;

/// Checks and tests everything.
pub(crate) fn everything() -> ExitCode {
    summarised(steps)
}

/// Checks what is published, and nothing else.
pub(crate) fn packages() -> ExitCode {
    summarised(|summary| {
        install::javascript()?;
        publish::check(summary)
    })
}

/// Does the work, and prints as the last line how many tests of all runners passed and failed.
fn summarised(work: impl FnOnce(&mut Summary) -> Result<(), Failure>) -> ExitCode {
    let mut summary = Summary::default();
    let outcome = work(&mut summary);
    if let Err(failure) = &outcome {
        // Keeps the order where both outputs go to one file.
        let _ = io::stdout().flush();
        eprintln!("\nxtask: {failure}");
    }
    if summary.tally.total() > 0 {
        println!("\n{summary}");
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn steps(summary: &mut Summary) -> Result<(), Failure> {
    let installed = install::everything()?;
    formatting()?;
    architecture::check()?;
    lints()?;
    rust(&mut summary.tally)?;
    publish::check(summary)?;
    servers()?;
    javascript::everything(&installed.browser, summary)
}

fn formatting() -> Result<(), Failure> {
    run(&mut cargo(&["fmt", "--all", "--check"]))
        .map_err(|failure| Failure::new(format!("{failure}; `cargo fmt --all` formats")))
}

fn lints() -> Result<(), Failure> {
    run(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Runs unit tests, integration tests, the compiler's messages, and the documentation's examples.
fn rust(tally: &mut Tally) -> Result<(), Failure> {
    run_tests(
        cargo(&[
            "test",
            "--workspace",
            "--all-features",
            "--no-fail-fast",
            "--locked",
        ])
        .env("PATH", services::search_path()),
        tally,
    )
}

/// Builds the servers that the JavaScript tests start. `--tests` chooses the same features of the
/// dependencies as `cargo test` did, so that nothing is built twice.
fn servers() -> Result<(), Failure> {
    run(&mut cargo(&[
        "build",
        "--workspace",
        "--bins",
        "--tests",
        "--all-features",
        "--locked",
    ]))
}
