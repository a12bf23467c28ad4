//! The packages as crates.io would get them: cargo makes them and builds each by itself, they hold what they
//! should, and a program outside of the workspace that is built with them works.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::javascript;
use crate::metadata::{self, PUBLISHED, Package};
use crate::process::{cargo, run};
use crate::summary::Summary;
use crate::workspace;

/// The workspace's setting, which the packages lack. With it, what they depend on is the same as in the
/// workspace, as far as the features are, and is not compiled twice.
const DEBUG: (&str, &str) = ("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");

/// Makes the packages and tries them.
pub(crate) fn check(summary: &mut Summary) -> Result<(), Failure> {
    let packages = metadata::published()?;
    make()?;
    let folder = elsewhere();
    prepare(&folder)?;
    for package in &packages {
        unpack(package, &folder)?;
    }
    program(&packages, &folder)?;
    javascript::one("package/program.mjs", summary)?;
    // After a failure there is something to look at.
    remove(&folder)
}

/// Makes the packages. Cargo builds each from what it has packed, with the default features: those have
/// the fewest dependencies.
fn make() -> Result<(), Failure> {
    let mut command = cargo(&["package", "--locked", "--offline"]);
    // A person tests before committing.
    command.arg("--allow-dirty");
    // To build gateway-runtime, cargo takes gateway-macros from what it unpacked of it first, even
    // if that was an hour ago and another text of the same version. So this says where it is.
    command.arg("--config=paths=[\"gateway-macros\"]");
    command.args(PUBLISHED.map(|name| format!("--package={name}")));
    run(command.env(DEBUG.0, DEBUG.1))
}

/// A folder outside of the workspace, so that nothing of it is found there by chance. Each workspace has
/// one, always the same, so that cargo knows again what it built there.
fn elsewhere() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    workspace::root().hash(&mut hasher);
    env::temp_dir().join(format!("gateway-packages-{:016x}", hasher.finish()))
}

fn prepare(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        remove(folder)?;
    }
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    fs::remove_dir_all(folder).map_err(|error| at(folder, &error))
}

/// Unpacks a package and looks for what belongs into each.
fn unpack(package: &Package, folder: &Path) -> Result<(), Failure> {
    let name = format!("{}-{}", package.name, package.version);
    let file = workspace::target()?
        .join("package")
        .join(format!("{name}.crate"));
    // As of now: packed files have the same old date always, and cargo would not see that one changed.
    run(Command::new("tar")
        .arg("-xzmf")
        .arg(file)
        .arg("-C")
        .arg(folder))?;
    let unpacked = folder.join(name);
    for shared in ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        if read(&unpacked.join(shared))? != read(&workspace::root().join(shared))? {
            return Err(Failure::new(format!(
                "{shared} in the package {} is another than the workspace's: it has to be a symbolic link",
                package.name
            )));
        }
    }
    // A link that the system did not follow is a file with a path in it.
    if !read(&unpacked.join("README.md"))?.starts_with(&format!("# {}\n", package.name)) {
        return Err(Failure::new(format!(
            "README.md in the package {} does not begin with the package's name",
            package.name
        )));
    }
    Ok(())
}

/// Builds the program of `tests/package` with the unpacked packages, of which it knows only the names.
fn program(packages: &[Package], folder: &Path) -> Result<(), Failure> {
    let source = workspace::root().join("tests/package");
    let program = folder.join("program");
    let copy = |from: &Path, to: &str| {
        let to = program.join(to);
        fs::copy(from, &to).map_err(|error| at(&to, &error))
    };
    let main = program.join("src");
    fs::create_dir_all(&main).map_err(|error| at(&main, &error))?;
    copy(&source.join("Cargo.toml"), "Cargo.toml")?;
    copy(&source.join("src/main.rs"), "src/main.rs")?;
    // The same versions of everything, which are here already.
    copy(&workspace::root().join("Cargo.lock"), "Cargo.lock")?;
    let mut command = cargo(&["build", "--offline"]);
    command
        .arg("--manifest-path")
        .arg(program.join("Cargo.toml"));
    command.arg("--target-dir").arg(workspace::target()?);
    for Package { name, version, .. } in packages {
        let path = folder.join(format!("{name}-{version}"));
        // A string of Rust is one of TOML, as far as paths go.
        command.arg(format!(
            "--config=patch.crates-io.{name}.path={:?}",
            path.to_string_lossy()
        ));
    }
    run(command.env(DEBUG.0, DEBUG.1).current_dir(&program))
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| at(file, &error))
}

fn at(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
