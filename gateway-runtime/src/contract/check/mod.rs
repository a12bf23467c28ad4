//! `check` compares a contract with the file that clients know, in a test of the app.

use std::{
    fmt::Write as _,
    fs,
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    process,
};

use serde::Deserialize;

use super::{Change, Contract, Verdict, model::FORMAT};

/// The environment variable that lets [`Contract::check`] write.
const UPDATE: &str = "UPDATE_CONTRACT";

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

/// What a check may do with a file that is out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Say so.
    Compare,
    /// Say so, although the environment asks to write: this is a build server.
    Guarded,
    /// Write what breaks no client.
    WriteHarmless,
    /// Write everything.
    Write,
}

impl Mode {
    fn from_environment() -> Self {
        let variable =
            |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Self::of(variable(UPDATE).as_deref(), variable("CI").as_deref())
    }

    /// The mode for the values of `UPDATE_CONTRACT` and of `CI`.
    fn of(update: Option<&str>, ci: Option<&str>) -> Self {
        let is_set = |value: &&str| !matches!(*value, "" | "0" | "false");
        let Some(update) = update.filter(is_set) else {
            return Self::Compare;
        };
        match (ci.filter(|value| !matches!(*value, "" | "false")), update) {
            (Some(_), _) => Self::Guarded,
            (None, "breaking") => Self::Write,
            (None, _) => Self::WriteHarmless,
        }
    }

    fn writes(self) -> bool {
        matches!(self, Self::WriteHarmless | Self::Write)
    }

    /// The remedy, or why it does not work here.
    fn remedy(self, remedy: &str) -> String {
        match self {
            Self::Guarded => format!(
                "Nothing is written where `CI` is set, whatever `{UPDATE}` says: do it on your own machine.\n{remedy}"
            ),
            _ => remedy.to_owned(),
        }
    }
}

/// What a check of the contract says about a file that is out of date.
fn report(path: &Path, changes: &[Change], mode: Mode) -> String {
    let shown = shown(path);
    if changes.is_empty() {
        return format!(
            "{shown} is out of date: it holds the same contract, written otherwise.\n{}",
            mode.remedy("To write it again, run this test with `UPDATE_CONTRACT=1`.")
        );
    }
    let count = |verdict: Verdict| changes.iter().filter(|one| one.verdict == verdict).count();
    let (breaking, notable) = (count(Verdict::Breaking), count(Verdict::Notable));
    let mut report = format!(
        "the contract differs from {shown}, which clients know: {breaking} breaking, {notable} notable and {} compatible \
         changes\n",
        count(Verdict::Compatible)
    );
    for change in changes {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "  {change}");
    }
    let remedy = match (breaking > 0, mode) {
        (true, Mode::WriteHarmless) => {
            "Nothing was written, since clients would break. If that is meant, run this test with \
             `UPDATE_CONTRACT=breaking`, and commit the file."
        }
        (true, _) => {
            "If clients may break, run this test with `UPDATE_CONTRACT=breaking`, and commit the file."
        }
        (false, _) => {
            "If that is meant, run this test with `UPDATE_CONTRACT=1`, and commit the file."
        }
    };
    report.push_str(&mode.remedy(remedy));
    report
}

/// What a check of a text says about a file that is out of date.
fn text_report(path: &Path, old: &str, text: &str, mode: Mode) -> String {
    let shown = shown(path);
    let (mut before, mut after) = (old.lines(), text.lines());
    let mut line = 1;
    let (was, now) = loop {
        match (before.next(), after.next()) {
            (was, now) if was != now => break (was, now),
            // The texts differ in what `lines` does not give: the line break at the end.
            (None, None) => break (None, None),
            _ => line += 1,
        }
    };
    let side = |text: Option<&str>| {
        text.map_or_else(|| "(the end)".to_owned(), |line| format!("`{line}`"))
    };
    format!(
        "{shown} is out of date: line {line} is {} and should be {}\n{}",
        side(was),
        side(now),
        mode.remedy("To write it, run this test with `UPDATE_CONTRACT=1`, and commit the file.")
    )
}

/// Whether two texts have the same lines, whatever their line ends: version control may change those.
pub(super) fn same_lines(a: &str, b: &str) -> bool {
    a.lines().eq(b.lines()) && a.ends_with('\n') == b.ends_with('\n')
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(format!("{} is no text in UTF-8", shown(path))),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{} cannot be read: {error}", shown(path))),
    }
}

fn parse(path: &Path, text: &str) -> Result<Contract, String> {
    /// What every version of the format has.
    #[derive(Deserialize)]
    struct Version {
        contract: u32,
    }
    let shown = shown(path);
    let is_conflict = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
    if let Some(line) = text.lines().position(is_conflict) {
        let line = line + 1;
        return Err(format!(
            "{shown} has a merge conflict in line {line}: take the version of the branch that clients know, and then run \
             this test again to see what the other branch changes"
        ));
    }
    let unreadable = |error: serde_json::Error| {
        format!(
            "{shown} does not hold a contract: {error}\nTake the last version that was committed, or remove the file and \
             run this test with `UPDATE_CONTRACT=1`."
        )
    };
    let Version { contract } = serde_json::from_str(text).map_err(unreadable)?;
    if contract > FORMAT {
        return Err(format!(
            "{shown} has the format {contract}, which a newer version of gateway-runtime wrote; this version knows formats \
             up to {FORMAT}. Update gateway-runtime."
        ));
    }
    serde_json::from_str(text).map_err(unreadable)
}

/// Writes the file, so that whoever reads it meanwhile sees the old text or the new one. A file that is replaced keeps
/// its permissions, and one that a symbolic link leads to keeps its place.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let replaced = || -> io::Result<()> {
        let (path, permissions) = &target(path)?;
        let directory = path.parent().unwrap_or(Path::new(""));
        if !directory.as_os_str().is_empty() {
            fs::create_dir_all(directory)?;
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        // Tests run side by side, as threads or as processes, and may write the same file.
        name.push(format!(
            ".{}-{:?}.tmp",
            process::id(),
            std::thread::current().id()
        ));
        let temporary = path.with_file_name(name);
        let written = fs::File::create(&temporary).and_then(|mut file| {
            if let Some(permissions) = permissions {
                file.set_permissions(permissions.clone())?;
            }
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        let written = written.and_then(|()| fs::rename(&temporary, path));
        if written.is_err() {
            // The error that is returned says more than that of the removal.
            let _ = fs::remove_file(&temporary);
        }
        written
    };
    replaced().map_err(|error| format!("{} cannot be written: {error}", shown(path)))
}

/// The file that is to be written, behind all symbolic links, and the permissions of the file that is there.
fn target(path: &Path) -> io::Result<(PathBuf, Option<fs::Permissions>)> {
    let refused = |why: &str| io::Error::new(ErrorKind::PermissionDenied, why);
    match fs::canonicalize(path) {
        Ok(path) => {
            let permissions = fs::metadata(&path)?.permissions();
            if permissions.readonly() {
                return Err(refused(
                    "the file is read-only; allow writing to it, and run this test again",
                ));
            }
            Ok((path, Some(permissions)))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(refused(
                    "it is a symbolic link to a file that does not exist",
                ));
            }
            Ok((path.to_owned(), None))
        }
        Err(error) => Err(error),
    }
}

/// The path as it was given, and where it leads if it is relative.
fn shown(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    if path.is_absolute() {
        format!("`{}`", path.display())
    } else {
        format!("`{}` ({})", path.display(), absolute.display())
    }
}

#[cfg(test)]
mod tests;
