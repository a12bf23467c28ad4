//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The package of the JavaScript tests.
pub(crate) fn javascript_tests() -> PathBuf {
    root().join("tests/js")
}

/// Where cargo puts the binaries that the JavaScript tests start: beside this one, whatever
/// the target directory is.
pub(crate) fn binaries() -> Result<PathBuf, Failure> {
    let this = env::current_exe()
        .map_err(|error| Failure::new(format!("where this program is, is unknown: {error}")))?;
    Ok(this.parent().map(Path::to_path_buf).unwrap_or_default())
}

/// The target directory: cargo has put this program into a folder of it that is named after the profile.
pub(crate) fn target() -> Result<PathBuf, Failure> {
    let binaries = binaries()?;
    Ok(binaries.parent().map(Path::to_path_buf).unwrap_or(binaries))
}
