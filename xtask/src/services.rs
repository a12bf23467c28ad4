//! `ready` installs the servers that tests start: Redis, nginx, PostgreSQL and Prometheus.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use crate::apt;
use crate::failure::Failure;
use crate::program::find;

/// A program, with the package of the system that has it.
struct Service {
    program: &'static str,
    package: &'static str,
}

const SERVICES: [Service; 4] = [
    Service {
        program: "redis-server",
        package: "redis-server",
    },
    Service {
        program: "nginx",
        package: "nginx",
    },
    Service {
        program: "initdb",
        package: "postgresql",
    },
    Service {
        program: "prometheus",
        package: "prometheus",
    },
];

/// Installs the services that are missing, all at once.
pub(crate) fn ready() -> Result<(), Failure> {
    let missing: Vec<&Service> = SERVICES.iter().filter(|one| !one.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let programs: Vec<&str> = missing.iter().map(|one| one.program).collect();
    let packages: Vec<&str> = missing.iter().map(|one| one.package).collect();
    let programs = programs.join(" and ");
    let otherwise = format!(
        "install Redis (from version 7 on), nginx, PostgreSQL and Prometheus, and put {programs} into PATH"
    );
    apt::install(&packages, &programs, &otherwise)?;
    match missing.iter().find(|one| !one.is_there()) {
        None => Ok(()),
        Some(absent) => Err(Failure::new(format!(
            "the package {} was installed, but {} is not in PATH",
            absent.package, absent.program
        ))),
    }
}

/// `PATH` with the folders in which systems put servers.
pub(crate) fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(elsewhere());
    // A folder that cannot be written into the variable could not be searched either.
    env::join_paths(folders).unwrap_or(path)
}

/// The folders of servers that Debian does not put into `PATH`: those of PostgreSQL, and, for users,
/// `/usr/sbin`.
fn elsewhere() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql");
    let versions = versions.into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.push(PathBuf::from("/usr/sbin"));
    folders
}

impl Service {
    fn is_there(&self) -> bool {
        find(&[self.program], &elsewhere()).is_some()
    }
}
