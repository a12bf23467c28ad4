//! `ready` finds the browser that the tests of the examples' pages use, or installs one.

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

/// Where an installed browser is that is not in `PATH`.
const ELSEWHERE: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The path of the browser, which is installed if the system has none.
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
