//! `Toolchain` is a toolchain that proves `rust-version`: the one that builds xtask, another one that is
//! installed, or one that rustup can install.

use std::process::Command;

use crate::failure::Failure;
use crate::process::{answer, run};
use crate::rust_version::RustVersion;

/// A toolchain, by where it was found.
pub(crate) enum Toolchain {
    /// The toolchain that everything here is built with.
    Current(RustVersion),
    /// A toolchain that rustup runs by this name.
    Other(String),
}

/// Looks for a toolchain of the minor version `wanted`.
pub(crate) fn of(wanted: RustVersion) -> Result<Toolchain, Failure> {
    if let Some(release) = compiler(Command::new("rustc"))
        && wanted.is_proven_by(release)
    {
        return Ok(Toolchain::Current(release));
    }
    let installed = answer(Command::new("rustup").args(["toolchain", "list"])).unwrap_or_default();
    if let Some(name) = names(&installed).find(|name| proves(name, wanted)) {
        return Ok(Toolchain::Other(name.to_owned()));
    }
    let name = wanted.to_string();
    let get = ["toolchain", "install", &name, "--profile", "minimal"];
    if run(Command::new("rustup").args(get)).is_ok() && proves(&name, wanted) {
        return Ok(Toolchain::Other(name));
    }
    Err(Failure::new(format!(
        "Rust {wanted}, which Cargo.toml names as `rust-version`, is not installed, and rustup could not \
         get it: run `rustup {}` where the network allows it",
        get.join(" ")
    )))
}

/// The names in what `rustup toolchain list` prints: `stable-x86_64-unknown-linux-gnu (default)`.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .filter_map(|line| line.split_whitespace().next())
}

/// Whether rustup has a toolchain of this name that proves the version.
fn proves(name: &str, wanted: RustVersion) -> bool {
    let mut command = Command::new("rustup");
    command.args(["run", name, "rustc"]);
    compiler(command).is_some_and(|release| wanted.is_proven_by(release))
}

fn compiler(mut command: Command) -> Option<RustVersion> {
    RustVersion::of_compiler(&answer(command.arg("--version"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_names_of_toolchains() {
        let list =
            "stable-x86_64-unknown-linux-gnu (active, default)\n1.95.0-x86_64-unknown-linux-gnu\n";
        let names: Vec<&str> = names(list).collect();
        assert_eq!(
            names,
            [
                "stable-x86_64-unknown-linux-gnu",
                "1.95.0-x86_64-unknown-linux-gnu"
            ]
        );
        assert_eq!(super::names("").count(), 0);
    }
}
