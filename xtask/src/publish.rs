//! What has to be true before the crates can be published.

use crate::failure::Failure;
use crate::links;
use crate::msrv;
use crate::process::{cargo, run};

/// The documentation and its links, and the Rust version.
pub(crate) fn check() -> Result<(), Failure> {
    documentation()?;
    links::check()?;
    msrv::check()
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
