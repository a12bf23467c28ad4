//! `root` and its neighbours are the folders of the workspace and of what cargo builds.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

/// The folder of the JavaScript tests' npm package.
pub(crate) fn javascript_tests() -> PathBuf {
    root().join("tests/js")
}

/// The folder of the `NestJS` application that the guide's tests run beside the gateways.
pub(crate) fn nest_application() -> PathBuf {
    root().join("tests/nest")
}

/// The folder of the npm package with the programs that read contracts.
pub(crate) fn contract_readers() -> PathBuf {
    root().join("tests/contract/types")
}

/// The folder of the emitters of Python that tests start.
pub(crate) fn python_emitters() -> PathBuf {
    root().join("tests/python")
}

/// The folder into which cargo puts the binaries that the JavaScript tests start: the one that this program is
/// in, whatever the target directory is.
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
