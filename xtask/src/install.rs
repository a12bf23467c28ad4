//! `everything` installs what the tests need besides Rust, or tells what the user has to install.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::browser;
use crate::failure::Failure;
use crate::process::{answer, cargo, run, succeeds};
use crate::python;
use crate::services;
use crate::workspace;

/// The oldest version of Node.js whose test runner the tests use.
const NODE: (u32, u32) = (20, 10);

/// What was found, as far as the tests have to be told where it is.
pub(crate) struct Installed {
    /// The browser of the page's tests.
    pub(crate) browser: PathBuf,
}

/// Looks for everything, cheapest first, and installs what is missing.
pub(crate) fn everything() -> Result<Installed, Failure> {
    println!("==> looking for what the tests need");
    components()?;
    javascript()?;
    services::ready()?;
    python::ready()?;
    let browser = browser::ready()?;
    println!("ready; the browser is {}", browser.display());
    Ok(Installed { browser })
}

/// Installs what those JavaScript tests need that start no service and no browser: the clients, `NestJS`, which the
/// guide's tests run beside the gateways, and the compilers that read contracts.
pub(crate) fn javascript() -> Result<(), Failure> {
    node()?;
    npm_packages(&workspace::javascript_tests())?;
    npm_packages(&workspace::nest_application())?;
    npm_packages(&workspace::contract_readers())
}

/// Looks for what a minimal toolchain lacks, and adds it.
fn components() -> Result<(), Failure> {
    component("rustfmt", &mut cargo(&["fmt", "--version"]))?;
    component("clippy", &mut cargo(&["clippy", "--version"]))?;
    component(
        "rust-analyzer",
        Command::new("rust-analyzer").arg("--version"),
    )
}

/// Adds a component if `shows_version` fails.
fn component(name: &str, shows_version: &mut Command) -> Result<(), Failure> {
    if succeeds(shows_version) {
        return Ok(());
    }
    let add = ["component", "add", name];
    if run(Command::new("rustup").args(add)).is_ok() && succeeds(shows_version) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{name} is missing, and rustup could not add it: run `rustup {}` where the network allows it, \
         or install your system's package",
        add.join(" ")
    )))
}

fn node() -> Result<(), Failure> {
    let (oldest, oldest_minor) = NODE;
    let remedy = format!(
        "install Node.js {oldest}.{oldest_minor} or newer, with npm: https://nodejs.org/en/download, \
         or your system's packages `nodejs` and `npm`"
    );
    let Some(version) = answer(Command::new("node").arg("--version")) else {
        return Err(Failure::new(format!("node is not in PATH: {remedy}")));
    };
    if (major(&version), minor(&version)) < (Some(oldest), Some(oldest_minor)) {
        return Err(Failure::new(format!("node is {version}: {remedy}")));
    }
    if answer(npm().arg("--version")).is_none() {
        return Err(Failure::new(format!("npm is not in PATH: {remedy}")));
    }
    Ok(())
}

/// The first number of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The second number of `v20.11.1`.
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

/// Installs the packages of a folder, in exactly the versions of its lock file.
fn npm_packages(folder: &Path) -> Result<(), Failure> {
    let wanted = changed(&folder.join("package-lock.json"));
    // npm writes this file last: an installation that was cut short counts as none.
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    run(npm()
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder))
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|data| data.modified()).ok()
}

/// The command `npm`, which has another name on Windows.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version_of_node() {
        assert_eq!(major("v20.11.1"), Some(20));
        assert_eq!(major("20"), None);
        assert_eq!(major("v"), None);
    }

    #[test]
    fn reads_the_minor_version_of_node() {
        assert_eq!(minor("v20.11.1"), Some(11));
        assert_eq!(minor("v20"), None);
    }
}
