//! The servers that tests start for themselves: a Redis, a proxy, a database.

use crate::apt;
use crate::failure::Failure;
use crate::program::find;

/// A program of the system's, with the package that has it.
struct Service {
    program: &'static str,
    package: &'static str,
    /// Where it is when it is installed, but not in `PATH`.
    elsewhere: &'static [&'static str],
}

const SERVICES: [Service; 2] = [
    Service {
        program: "redis-server",
        package: "redis-server",
        elsewhere: &[],
    },
    Service {
        program: "nginx",
        package: "nginx",
        elsewhere: &["/usr/sbin"],
    },
];

/// Installs those that are missing, all at once.
pub(crate) fn ready() -> Result<(), Failure> {
    let missing: Vec<&Service> = SERVICES.iter().filter(|one| !one.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let programs: Vec<&str> = missing.iter().map(|one| one.program).collect();
    let packages: Vec<&str> = missing.iter().map(|one| one.package).collect();
    let programs = programs.join(" and ");
    let otherwise = format!("install {programs} (Redis from version 7 on), and put it into PATH");
    apt::install(&packages, &programs, &otherwise)?;
    match missing.iter().find(|one| !one.is_there()) {
        None => Ok(()),
        Some(absent) => Err(Failure::new(format!(
            "the package {} was installed, but {} is not in PATH",
            absent.package, absent.program
        ))),
    }
}

impl Service {
    fn is_there(&self) -> bool {
        find(&[self.program], self.elsewhere).is_some()
    }
}
