//! `run` and its neighbours run other programs; each is announced in one line, so that a person can run it
//! again.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::Failure;
use crate::tally::Tally;
use crate::workspace;

/// `cargo` with these arguments, in the workspace's folder.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    // `CARGO` is the cargo that started xtask: so the nested one is of the same toolchain.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Whether the program can be started at all and ends with success; prints nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What the program prints, trimmed; `None` if it cannot be started or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs the program, which prints to the outputs of xtask.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    announce(command);
    let status = command.stdin(Stdio::null()).status();
    check(command, status)
}

/// Runs the program, passes on at once what it prints, and counts the tests in that.
pub(crate) fn run_tests(command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    announce(command);
    let before = tally.total();
    let status = pass_on(command, tally);
    check(command, status)?;
    // Success without a test would hide that the tests, or what counts them, went missing.
    if tally.total() == before {
        return Err(Failure::new(format!("`{}` ran no test", line(command))));
    }
    Ok(())
}

fn pass_on(command: &mut Command, tally: &mut Tally) -> io::Result<ExitStatus> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut output) = child.stdout.take() {
        let mut buffer = [0; 8192];
        loop {
            let length = output.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            let mut stdout = io::stdout().lock();
            stdout.write_all(&buffer[..length])?;
            // Flushed before the line ends, so that a test's name is shown while the test runs.
            stdout.flush()?;
            tally.read(&buffer[..length]);
        }
        tally.end();
    }
    child.wait()
}

fn announce(command: &Command) {
    println!("\n==> {}", line(command));
}

fn check(command: &Command, status: io::Result<ExitStatus>) -> Result<(), Failure> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!(
            "`{}` failed: {status}",
            line(command)
        ))),
        Err(error) => Err(Failure::new(format!(
            "`{}` could not be run: {error}",
            line(command)
        ))),
    }
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let mut line = String::new();
    if let Some(folder) = command.get_current_dir() {
        let folder = folder.strip_prefix(workspace::root()).unwrap_or(folder);
        if !folder.as_os_str().is_empty() {
            let _ = write!(line, "cd {} && ", folder.display());
        }
    }
    // Only the variables that a person would have to type as well.
    for (name, value) in command.get_envs() {
        if let (
            Some(name @ ("CARGO_PROFILE_DEV_DEBUG" | "PROGRAM" | "PROTOCOL" | "RUSTDOCFLAGS")),
            Some(value),
        ) = (name.to_str(), value)
        {
            let _ = write!(line, "{name}='{}' ", value.to_string_lossy());
        }
    }
    line.push_str(&program(command.get_program()));
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// The program without the folder it is in.
fn program(path: &OsStr) -> String {
    let name = std::path::Path::new(path).file_stem().unwrap_or(path);
    name.to_string_lossy().into_owned()
}
