//! `read`, `parse` and `write` are what a check does with the file of a contract.

use std::{
    fs,
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    process,
};

use serde::Deserialize;

use crate::contract::{Contract, model::FORMAT};

pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(format!("{} is no text in UTF-8", shown(path))),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{} cannot be read: {error}", shown(path))),
    }
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Contract, String> {
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
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
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
pub(super) fn shown(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    if path.is_absolute() {
        format!("`{}`", path.display())
    } else {
        format!("`{}` ({})", path.display(), absolute.display())
    }
}
