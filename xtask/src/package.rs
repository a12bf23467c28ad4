//! `check` tries the packages as crates.io would get them: cargo makes them and builds each one alone, they
//! hold what they should, and programs outside of the workspace that are built with them work: one of ours, and one that is
//! made of the template.

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
use crate::start;
use crate::summary::Summary;
use crate::workspace;

/// A setting of the workspace's profile, which the packages lack. With it, a dependency that has the same
/// features as in the workspace is not compiled a second time.
const DEBUG: (&str, &str) = ("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");

/// The package whose documentation has the guide.
const WITH_GUIDE: &str = "gateway-runtime";

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
    start::check(&packages, &folder, summary)?;
    // After a failure the folder stays, so that there is something to look at.
    remove(&folder)
}

/// Makes the packages. Cargo builds each from what it has packed, with the default features: those have
/// the fewest dependencies.
fn make() -> Result<(), Failure> {
    let mut command = cargo(&["package", "--locked", "--offline"]);
    // People test before they commit.
    command.arg("--allow-dirty");
    // To build gateway-runtime, cargo takes the gateway-macros that it unpacked first, even if that was an
    // hour ago and its text has changed since. This option says where the present gateway-macros is.
    command.arg("--config=paths=[\"gateway-macros\"]");
    command.args(PUBLISHED.map(|name| format!("--package={name}")));
    run(command.env(DEBUG.0, DEBUG.1))
}

/// A folder outside of the workspace, so that the program cannot use anything of the workspace by chance. It
/// is always the same for one workspace, so that cargo does not build there again what it has built before.
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
    // `m` dates the files as of now: packed files always have the same old date, from which cargo would not see
    // that a file has changed.
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
    // A symbolic link that the system did not follow is a file that holds a path.
    if !read(&unpacked.join("README.md"))?.starts_with(&format!("# {}\n", package.name)) {
        return Err(Failure::new(format!(
            "README.md in the package {} does not begin with the package's name",
            package.name
        )));
    }
    if package.name == WITH_GUIDE {
        guide(&unpacked)?;
    }
    Ok(())
}

/// Fails if the package lacks a page of the guide, which its documentation includes.
fn guide(unpacked: &Path) -> Result<(), Failure> {
    pages_are_packed(
        &workspace::root().join("docs/guide"),
        &unpacked.join("guide"),
    )
}

/// Compares the pages of a folder, and of the folders in it, with what is packed.
fn pages_are_packed(pages: &Path, packed: &Path) -> Result<(), Failure> {
    for page in fs::read_dir(pages).map_err(|error| at(pages, &error))? {
        let page = page.map_err(|error| at(pages, &error))?;
        let packed = packed.join(page.file_name());
        if page.path().is_dir() {
            pages_are_packed(&page.path(), &packed)?;
        } else if read(&packed)? != read(&page.path())? {
            return Err(Failure::new(format!(
                "{} is another page than the workspace's: `guide` has to be a symbolic link",
                packed.display()
            )));
        }
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
    // With the workspace's lock file: the packages of these versions are already on this machine.
    copy(&workspace::root().join("Cargo.lock"), "Cargo.lock")?;
    let mut command = cargo(&["build", "--offline"]);
    command
        .arg("--manifest-path")
        .arg(program.join("Cargo.toml"));
    command.arg("--target-dir").arg(workspace::target()?);
    for Package { name, version, .. } in packages {
        let path = folder.join(format!("{name}-{version}"));
        // For paths, Rust and TOML write strings in the same way.
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
