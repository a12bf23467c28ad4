//! The browser of the page's tests: found, or installed by the system's package manager.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::{answer, run, succeeds};

/// Programs that speak Chromium's protocol, by the names that systems give them.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where it is when it is installed, but not in `PATH`.
const ELSEWHERE: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const INSTALL: [&str; 4] = ["install", "-y", "--no-install-recommends", "chromium"];

/// The browser's path; it is installed if there is none.
pub(crate) fn ready() -> Result<PathBuf, Failure> {
    if let Some(chrome) = env::var_os("CHROME").map(PathBuf::from) {
        return if chrome.is_file() {
            Ok(chrome)
        } else {
            Err(Failure::new(format!(
                "CHROME is {}, which is no file",
                chrome.display()
            )))
        };
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    install()?;
    find().ok_or_else(|| {
        Failure::new("chromium was installed, but is not in PATH; set CHROME to its path")
    })
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let in_path = NAMES
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    in_path
        .chain(ELSEWHERE.iter().map(PathBuf::from))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.metadata()
            .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        file.is_file()
    }
}

fn install() -> Result<(), Failure> {
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(Failure::new(
            "no browser for the page's tests: install Chromium or Google Chrome, \
             or set CHROME to its path",
        ));
    }
    if !is_root() && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Err(Failure::new(format!(
            "no browser for the page's tests, and sudo asks for a password; run\n    \
             sudo apt-get update && sudo apt-get {}\nor set CHROME to the path of a browser",
            INSTALL.join(" ")
        )));
    }
    run(apt_get().arg("update"))?;
    run(apt_get().args(INSTALL)).map_err(|failure| {
        Failure::new(format!(
            "{failure}; install Chromium or Google Chrome, or set CHROME to its path"
        ))
    })
}

/// `apt-get` as root, which asks no questions.
fn apt_get() -> Command {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
    command
}

fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}
