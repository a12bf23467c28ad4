//! `ready` installs what the server on Node needs, and `server` runs it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::SystemTime,
};

use bench_load::Failure;

use crate::{cargo, machine, machine::Machine};

/// Looks for Node, and installs the packages of the server in exactly the versions of its lock file.
pub(crate) fn ready() -> Result<(), Failure> {
    for program in ["node", "npm"] {
        if machine::answer(program, &["--version"]).is_none() {
            return Err(Failure::new(format!(
                "{program} is not in PATH: install Node.js 20.10 or newer, with npm"
            )));
        }
    }
    let folder = folder();
    let wanted = changed(&folder.join("package-lock.json"));
    // npm writes this file last: an installation that was cut short counts as none.
    let installed = changed(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    // What npm prints must not be taken for a part of the table.
    cargo::succeed(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder)
            .stdout(Stdio::null()),
    )
}

/// A command that runs the server on this port, with this adapter.
pub(crate) fn server(machine: &Machine, port: &str, adapter: &str) -> Command {
    let mut command = machine.server(Path::new("node"));
    command
        .arg(folder().join("main.mjs"))
        .args([port, adapter])
        .env("NODE_ENV", "production");
    command
}

/// The version of Node that is there.
pub(crate) fn version() -> String {
    machine::answer("node", &["--version"]).unwrap_or_else(|| "is missing".to_owned())
}

fn folder() -> PathBuf {
    cargo::workspace().join("benchmarks").join("node-echo")
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|data| data.modified()).ok()
}
