//! `check` compares a contract with the file that clients know, in a test of the app.

mod file;
mod mode;
mod report;

use std::path::Path;

use super::{Contract, Verdict};
use file::{parse, read, shown, write};
use mode::Mode;
pub(super) use report::same_lines;
use report::{report, text_report};

impl Contract {
    /// Compares the contract with the file at `path`, for a test: the file is committed, and holds what clients were
    /// written for. A path that is not absolute is relative to the working directory, which in tests is the directory of
    /// the package.
    ///
    /// Nothing happens if the file holds this contract. To write the file, run the test with the environment variable
    /// `UPDATE_CONTRACT=1`. A change that breaks clients is not written then: `UPDATE_CONTRACT=breaking` writes it too.
    /// Where the environment variable `CI` is set, and is neither empty nor `false`, nothing is ever written.
    ///
    /// ```no_run
    /// # use gateway_runtime::contract::Contract;
    /// # fn contract() -> Contract { Contract::default() }
    /// // In `tests/contract.rs`.
    /// #[test]
    /// fn clients_know_the_contract() {
    ///     contract().check("contract.json");
    /// }
    /// ```
    ///
    /// # Panics
    ///
    /// If the file holds another contract, with [all changes](Contract::changes_since), the worst first, and what to type
    /// if they are meant. Also if the file is missing, cannot be read or written, or was written by a newer version of
    /// this crate.
    #[track_caller]
    pub fn check(&self, path: impl AsRef<Path>) {
        if let Err(message) = self.compare_with(path.as_ref(), Mode::from_environment()) {
            failed(&message);
        }
    }

    /// Compares a text that was made of the contract with the file at `path`: TypeScript or AsyncAPI that is committed.
    /// Line ends do not matter. The file is written where [`check`](Contract::check) writes its own, with any value of
    /// `UPDATE_CONTRACT`: what the text breaks is said by `check`.
    ///
    /// # Panics
    ///
    /// If the file does not hold the text, with the first line that differs and what to type. Also if the file is
    /// missing, or cannot be read or written.
    #[track_caller]
    pub fn check_text(&self, path: impl AsRef<Path>, text: &str) {
        if let Err(message) = self.compare_text(path.as_ref(), text, Mode::from_environment()) {
            failed(&message);
        }
    }

    /// What [`check`](Contract::check) does. The error is the message of the panic.
    fn compare_with(&self, path: &Path, mode: Mode) -> Result<(), String> {
        let json = self.to_json();
        let Some(text) = read(path)? else {
            return self.create(path, &json, mode);
        };
        let old = parse(path, &text)?;
        let changes = self.changes_since(&old);
        if changes.is_empty() && same_lines(&text, &json) {
            return Ok(());
        }
        let is_breaking = changes.iter().any(|one| one.verdict == Verdict::Breaking);
        match mode {
            Mode::Write => self.write(path, &json),
            Mode::WriteHarmless if !is_breaking => self.write(path, &json),
            _ => Err(report(path, &changes, mode)),
        }
    }

    /// What [`check_text`](Contract::check_text) does. The error is the message of the panic.
    fn compare_text(&self, path: &Path, text: &str, mode: Mode) -> Result<(), String> {
        let Some(old) = read(path)? else {
            return self.create(path, text, mode);
        };
        if same_lines(&old, text) {
            return Ok(());
        }
        if mode.writes() {
            return self.write(path, text);
        }
        Err(text_report(path, &old, text, mode))
    }

    /// Writes a file that is missing, if the mode allows that.
    fn create(&self, path: &Path, text: &str, mode: Mode) -> Result<(), String> {
        if mode.writes() {
            return self.write(path, text);
        }
        let shown = shown(path);
        Err(format!(
            "{shown} does not exist.\n{}",
            mode.remedy(
                "To write it, run this test with `UPDATE_CONTRACT=1`, and commit the file."
            )
        ))
    }

    /// Writes a text that was made of the contract. A contract without a namespace is one of a test into which the
    /// gateways were not linked.
    fn write(&self, path: &Path, text: &str) -> Result<(), String> {
        let mut endpoints = self.endpoints.values();
        if endpoints.all(|endpoint| endpoint.namespaces.is_empty()) {
            return Err(format!(
                "{} was not written, since the contract has no namespace. If the gateways are in another crate, that \
                 crate has to be named in this one, or it is not linked: `use my_gateways as _;`",
                shown(path)
            ));
        }
        write(path, text)
    }
}

/// The checks are documented to panic: they are the assertions of a test.
#[cold]
#[track_caller]
#[expect(clippy::panic, reason = "documented: an assertion of a test")]
fn failed(message: &str) -> ! {
    panic!("{message}")
}

#[cfg(test)]
mod tests;
