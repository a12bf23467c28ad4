//! `install` installs packages that tests need and the system lacks, where the package manager is Debian's.

use std::process::Command;

use crate::failure::Failure;
use crate::process::{answer, run, succeeds};

/// Installs packages. `what` is missing, and `otherwise` is what a person can do instead.
pub(crate) fn install(packages: &[&str], what: &str, otherwise: &str) -> Result<(), Failure> {
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(Failure::new(format!("{what} is missing: {otherwise}")));
    }
    if !is_root() && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Err(Failure::new(format!(
            "{what} is missing, and sudo asks for a password; run\n    \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {}\nor {otherwise}",
            packages.join(" ")
        )));
    }
    run(apt_get().arg("update"))?;
    run(apt_get()
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages))
    .map_err(|failure| Failure::new(format!("{failure}; {otherwise}")))
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
