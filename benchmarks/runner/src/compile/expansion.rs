//! `lines` counts the lines of a crate once all its macros are expanded.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use bench_load::Failure;

use super::generate::{Generated, package};
use crate::{machine::output, side::Side};

/// The lines of the whole crate, formatted by rustfmt.
pub(crate) fn lines(generated: &Generated, side: Side, handlers: usize) -> Result<u64, Failure> {
    // In a target directory of its own: some build scripts read `RUSTC_BOOTSTRAP`, and everything that was
    // built without this variable would be built again.
    let mut expand = generated.cargo("expanded");
    expand
        .args(["rustc", "--quiet", "--profile", "check"])
        .args(["--package", &package(side, handlers)])
        .args(["--", "-Zunpretty=expanded"])
        .env("RUSTC_BOOTSTRAP", "1");
    let formatted = formatted(&output(&mut expand)?)?;
    Ok(formatted.lines().count() as u64)
}

fn formatted(source: &str) -> Result<String, Failure> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| Failure::new(format!("rustfmt cannot be started: {error}")))?;
    // Rustfmt reads to the end before it writes.
    if let Some(mut input) = rustfmt.stdin.take() {
        input.write_all(source.as_bytes())?;
    }
    let formatted = rustfmt.wait_with_output()?;
    if formatted.status.success() {
        return Ok(String::from_utf8_lossy(&formatted.stdout).into_owned());
    }
    Err(Failure::new("rustfmt failed"))
}
