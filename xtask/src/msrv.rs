//! `check` proves `rust-version`, the oldest Rust that the published crates build with: the manifest has it
//! once, no dependency needs a newer Rust, and a compiler of that version builds the crates.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::metadata::{self, PUBLISHED, Package};
use crate::process::{answer, cargo, run};
use crate::rust_version::RustVersion;
use crate::toolchain::{self, Toolchain};
use crate::workspace;

/// Checks the dependencies, prints which of them needs the newest Rust, and builds.
pub(crate) fn check() -> Result<(), Failure> {
    let packages = metadata::packages()?;
    let wanted = declared(&packages)?;
    is_in_readme(wanted)?;
    println!("\n==> rust-version = \"{wanted}\"");
    println!("{}", floor(wanted, &packages, &dependencies()?)?);
    build(wanted)
}

/// The version that the published crates inherit from the workspace.
fn declared(packages: &[Package]) -> Result<RustVersion, Failure> {
    let mut versions = packages
        .iter()
        .filter(|package| PUBLISHED.contains(&package.name.as_str()))
        .map(|package| package.rust_version.as_deref().and_then(RustVersion::read));
    match versions.next().flatten() {
        Some(version) if versions.all(|other| other == Some(version)) => Ok(version),
        _ => Err(Failure::new(
            "the published crates have to inherit `rust-version` from Cargo.toml",
        )),
    }
}

/// Fails if the README does not tell people that they need this Rust.
fn is_in_readme(wanted: RustVersion) -> Result<(), Failure> {
    let words = format!("Rust ({wanted} or later)");
    let readme = fs::read_to_string(workspace::root().join("README.md")).unwrap_or_default();
    if readme.contains(&words) {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "README.md has to say `{words}`: Cargo.toml does"
        )))
    }
}

/// The packages that cargo builds for an app that depends on the published crates, on any system: lines that
/// begin with `name v1.2.3`.
fn dependencies() -> Result<String, Failure> {
    let mut command = cargo(&["tree", "--all-features", "--locked"]);
    command.args([
        "--edges=normal,build",
        "--target=all",
        "--prefix=none",
        "--format={p}",
    ]);
    command.args(PUBLISHED.map(|name| format!("--package={name}")));
    answer(&mut command).ok_or_else(|| Failure::new("`cargo tree --all-features --locked` fails"))
}

/// Names the dependencies that need the newest Rust, in words; fails if that Rust is newer than `wanted`.
fn floor(wanted: RustVersion, packages: &[Package], tree: &str) -> Result<String, Failure> {
    let needed = |package: &&Package| {
        let line = format!("{} v{}", package.name, package.version);
        !PUBLISHED.contains(&package.name.as_str())
            && tree.lines().any(|other| {
                let rest = other.strip_prefix(&line);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
    };
    let needing: Vec<(RustVersion, String)> = packages
        .iter()
        .filter(needed)
        .filter_map(|package| {
            let version = RustVersion::read(package.rust_version.as_deref()?)?;
            Some((version, format!("{} {}", package.name, package.version)))
        })
        .collect();
    let Some(floor) = needing.iter().map(|(version, _)| *version).max() else {
        return Err(Failure::new(
            "no dependency says which Rust it needs: `cargo tree` is misread",
        ));
    };
    let names: Vec<&str> = needing
        .iter()
        .filter(|(version, _)| *version == floor)
        .map(|(_, name)| name.as_str())
        .collect();
    let words = format!("the dependencies need Rust {floor}: {}", names.join(", "));
    if floor <= wanted {
        Ok(words)
    } else {
        Err(Failure::new(format!(
            "{words}; `rust-version` in Cargo.toml is {wanted}"
        )))
    }
}

/// Builds the published crates, with all features, by a compiler of that version.
fn build(wanted: RustVersion) -> Result<(), Failure> {
    match toolchain::of(wanted)? {
        Toolchain::Current(release) => {
            println!("this is Rust {release}: the tests are built with it, which is the proof");
            Ok(())
        }
        Toolchain::Other(name) => {
            let mut command = Command::new("rustup");
            command.args(["run", &name, "cargo", "build", "--all-features", "--locked"]);
            command.args(PUBLISHED.map(|name| format!("--package={name}")));
            run(command.current_dir(workspace::root()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, rust_version: Option<&str>) -> Package {
        Package {
            name: name.into(),
            version: version.into(),
            rust_version: rust_version.map(str::to_owned),
            repository: None,
        }
    }

    fn version(text: &str) -> RustVersion {
        RustVersion::read(text).expect("is a version")
    }

    #[test]
    fn the_newest_that_a_dependency_needs_is_the_floor() {
        let packages = [
            package("gateway-runtime", "0.1.0", Some("1.95")),
            package("old", "1.0.0", Some("1.60")),
            package("silent", "1.0.0", None),
            package("new", "0.18.9", Some("1.94")),
            package("other", "2.0.1", Some("1.94.0")),
            // Only tests need it, so the tree below is without it.
            package("newest", "1.0.0", Some("1.99")),
            // Another version of it is needed.
            package("old", "1.0.0-next", Some("1.98")),
            package("old", "2.0.0", Some("1.97")),
        ];
        let tree = "gateway-runtime v0.1.0 (/somewhere)\nold v1.0.0\nsilent v1.0.0\n\
            new v0.18.9 (proc-macro)\nnew v0.18.9 (proc-macro) (*)\nother v2.0.1\n";
        let words = floor(version("1.95"), &packages, tree).expect("is no more than that");
        assert_eq!(
            words,
            "the dependencies need Rust 1.94: new 0.18.9, other 2.0.1"
        );
        let failure = floor(version("1.93.1"), &packages, tree).expect_err("is more");
        assert_eq!(
            failure.to_string(),
            "the dependencies need Rust 1.94: new 0.18.9, other 2.0.1; `rust-version` in Cargo.toml is 1.93.1"
        );
        assert!(floor(version("1.95"), &packages, "").is_err());
    }

    #[test]
    fn both_crates_declare_the_same_version() {
        let pair = |one, other| {
            declared(&[
                package("gateway-macros", "0.1.0", one),
                package("else", "0.1.0", None),
                package("gateway-runtime", "0.1.0", other),
            ])
        };
        assert_eq!(pair(Some("1.95"), Some("1.95")).ok(), Some(version("1.95")));
        for (one, other) in [
            (Some("1.95"), None),
            (None, Some("1.95")),
            (Some("1.95"), Some("1.94")),
        ] {
            assert!(pair(one, other).is_err());
        }
    }
}
