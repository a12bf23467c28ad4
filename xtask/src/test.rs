//! `cargo xtask test`: every check, the fast ones first, up to the first that fails.

use std::fs;
use std::io::{self, Write as _};
use std::process::{Command, ExitCode};

use crate::failure::Failure;
use crate::install::{self, Installed};
use crate::process::{cargo, run, run_tests};
use crate::services;
use crate::tally::Tally;
use crate::workspace;

/// Runs everything. The last line says how many tests passed and failed, of all runners.
pub(crate) fn everything() -> ExitCode {
    let mut tally = Tally::default();
    let outcome = steps(&mut tally);
    if let Err(failure) = &outcome {
        // In this order also where both outputs go to one file.
        let _ = io::stdout().flush();
        eprintln!("\nxtask: {failure}");
    }
    if tally.total() > 0 {
        println!("\n{tally}");
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn steps(tally: &mut Tally) -> Result<(), Failure> {
    let installed = install::everything()?;
    formatting()?;
    lints()?;
    rust(tally)?;
    documentation()?;
    servers()?;
    javascript(&installed, tally)
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

/// Unit tests, integration tests, the compiler's messages, and the documentation's examples.
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

fn documentation() -> Result<(), Failure> {
    run(cargo(&[
        "doc",
        "--workspace",
        "--all-features",
        "--no-deps",
        "--locked",
    ])
    .env("RUSTDOCFLAGS", "-D warnings"))
}

/// The servers that the JavaScript tests start. `--tests` chooses the same features of the
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

/// What clients speak by default, `MessagePack`, and the last client of Engine.IO 3.
const PROTOCOLS: [&str; 3] = ["common", "msgpack", "v3"];

/// Tests that make no sense over other protocols than the default: those of the examples, whose servers
/// and pages have no choice of one, those with a client of our own, which speaks one, and those of what
/// happens between servers, which clients have no part in.
const DEFAULT_ONLY: [&str; 17] = [
    "adapter.test.mjs",
    "chat-page.test.mjs",
    "chat.test.mjs",
    "deadline.test.mjs",
    "dynamic-crowd.test.mjs",
    "flood.test.mjs",
    "ghosts.test.mjs",
    "half-open.test.mjs",
    "payments-deployment.test.mjs",
    "payments-page.test.mjs",
    "payments-servers.test.mjs",
    "payments.test.mjs",
    "sharing-cluster.test.mjs",
    "sharing-lost-server.test.mjs",
    "sharing-outage.test.mjs",
    "soak.test.mjs",
    "start-order.test.mjs",
];

/// The official client against the servers, over every protocol, and the page in a browser.
fn javascript(installed: &Installed, tally: &mut Tally) -> Result<(), Failure> {
    let folder = workspace::javascript_tests();
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{} is unreadable: {error}", folder.display())))?;
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    for protocol in PROTOCOLS {
        if protocol != PROTOCOLS[0] {
            files.retain(|file| !DEFAULT_ONLY.contains(&file.as_str()));
        }
        run_tests(
            Command::new("node")
                .args(["--test", "--test-reporter=spec"])
                .args(&files)
                .env("PATH", services::search_path())
                .env("PROTOCOL", protocol)
                .env("GATEWAY_BINARIES", workspace::binaries()?)
                .env("CHROME", &installed.browser)
                .current_dir(&folder),
            tally,
        )?;
    }
    Ok(())
}
