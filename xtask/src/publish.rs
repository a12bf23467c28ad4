//! `check` proves that the crates can be published.

use crate::failure::Failure;
use crate::links;
use crate::msrv;
use crate::package;
use crate::process::{cargo, run};
use crate::summary::Summary;

/// Checks the documentation and its links, the Rust version, and the packages with a program that uses them.
pub(crate) fn check(summary: &mut Summary) -> Result<(), Failure> {
    documentation()?;
    links::check()?;
    msrv::check()?;
    package::check(summary)
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
