//! The browser of the page's tests: found, or installed by the system's package manager.

use std::env;
use std::path::PathBuf;

use crate::apt;
use crate::failure::Failure;
use crate::program::{self, is_program};

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
    apt::install(
        &["chromium"],
        "a browser for the pages' tests",
        "install Chromium or Google Chrome, or set CHROME to its path",
    )?;
    find().ok_or_else(|| {
        Failure::new("chromium was installed, but is not in PATH; set CHROME to its path")
    })
}

fn find() -> Option<PathBuf> {
    program::find(&NAMES, &[]).or_else(|| {
        ELSEWHERE
            .iter()
            .map(PathBuf::from)
            .find(|file| is_program(file))
    })
}
