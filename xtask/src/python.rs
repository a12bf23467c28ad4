//! `ready` installs python-socketio, whose emitters tests start, into a virtual environment of the tests' own.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::apt;
use crate::failure::Failure;
use crate::process::{run, succeeds};
use crate::workspace;

/// What is installed, in exactly these versions.
const REQUIREMENTS: &str = "requirements.txt";

/// Installs what is missing.
pub(crate) fn ready() -> Result<(), Failure> {
    let folder = workspace::python_emitters();
    let environment = folder.join(".venv");
    let wanted = folder.join(REQUIREMENTS);
    if is_installed(&wanted, &environment.join(REQUIREMENTS)) {
        return Ok(());
    }
    python()?;
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&environment))?;
    run(Command::new(environment.join("bin/python"))
        .args([
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-cache-dir",
            "--quiet",
        ])
        .args([
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--requirement",
        ])
        .arg(&wanted))?;
    // Copied last: an installation that was cut short counts as none.
    fs::copy(&wanted, environment.join(REQUIREMENTS))
        .map(drop)
        .map_err(|error| Failure::new(format!("{} is not written: {error}", environment.display())))
}

/// Whether the environment was made from the same requirements, and its Python still runs.
fn is_installed(wanted: &Path, installed: &Path) -> bool {
    let same = match (fs::read(wanted), fs::read(installed)) {
        (Ok(wanted), Ok(installed)) => wanted == installed,
        _ => false,
    };
    let python = installed.with_file_name("bin").join("python");
    same && succeeds(Command::new(python).arg("--version"))
}

/// Looks for a Python that can make environments.
fn python() -> Result<(), Failure> {
    let has_all = || succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if has_all() {
        return Ok(());
    }
    let otherwise = "install Python from version 3.9 on, with its modules `venv` and `ensurepip`, and put python3 into PATH";
    apt::install(&["python3-venv"], "python3 with venv", otherwise)?;
    if has_all() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "python3-venv was installed, but python3 cannot make environments: {otherwise}"
    )))
}
