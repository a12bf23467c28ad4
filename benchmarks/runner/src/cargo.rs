//! `build` builds servers and the load generator, and `binary` finds them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use bench_load::Failure;

/// The load generator and the two servers that are compared: built together, so that the two differ in no feature of a
/// library.
pub(crate) const TWINS: [&str; 3] = ["bench-load", "gateway-echo", "handwritten-echo"];

/// The workspace's folder.
pub(crate) fn workspace() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package)
}

/// `cargo`, of the toolchain that started this program.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds packages, without debug assertions, and without other packages of the workspace, whose features they would
/// get too.
pub(crate) fn build(packages: &[&str]) -> Result<(), Failure> {
    succeed(&mut building(packages))
}

/// The same with each crate in one piece. Else a feature decides which pieces the compiler cuts a crate into, and so
/// which functions of all libraries are inlined, and that changes more than the feature itself does.
pub(crate) fn build_in_one_piece(packages: &[&str]) -> Result<(), Failure> {
    succeed(building(packages).env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"))
}

fn building(packages: &[&str]) -> Command {
    let mut command = cargo();
    command
        .args(["build", "--release", "--locked"])
        .args(packages.iter().flat_map(|package| ["-p", package]))
        .current_dir(workspace());
    command
}

/// Runs the command to its end.
pub(crate) fn succeed(command: &mut Command) -> Result<(), Failure> {
    let status = command.status();
    if status.as_ref().is_ok_and(std::process::ExitStatus::success) {
        return Ok(());
    }
    Err(Failure::new(match status {
        Ok(status) => format!("{command:?} failed: {status}"),
        Err(error) => format!("{command:?} could not be run: {error}"),
    }))
}

/// A binary of the release profile, which lies beside this one.
pub(crate) fn binary(name: &str) -> Result<PathBuf, Failure> {
    let this = env::current_exe()?;
    Ok(this.with_file_name(name))
}

/// A folder for the files that a measurement leaves.
pub(crate) fn scratch(name: &str) -> Result<PathBuf, Failure> {
    let this = env::current_exe()?;
    let target = this.ancestors().nth(2).unwrap_or(&this);
    let folder = target.join("bench").join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
