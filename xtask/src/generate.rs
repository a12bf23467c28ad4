//! `generate` makes a project of a template, as `cargo generate` does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What `cargo generate` reads and does not copy.
const SETTINGS: &str = "cargo-generate.toml";

/// The ending of a file that is called otherwise in the project, by its name without the ending.
const RENAMED: &str = "liquid";

/// What a template's folder may hold that does not belong to the template.
const FOREIGN: [&str; 2] = ["node_modules", "target"];

/// Copies the template to the folder `project`, which does not exist yet, and fills in the name of the project.
pub(crate) fn generate(template: &Path, project: &Path, name: &str) -> Result<(), Failure> {
    let included = included(&text(&template.join(SETTINGS))?);
    let files = files(template, Path::new(""))?;
    let is_there = |wanted: &PathBuf| files.iter().any(|file| in_project(file) == *wanted);
    if let Some(missing) = included.iter().find(|file| !is_there(file)) {
        return Err(Failure::new(format!(
            "{SETTINGS} includes `{}`, which is not in {}",
            missing.display(),
            template.display()
        )));
    }
    for file in files.iter().filter(|file| **file != Path::new(SETTINGS)) {
        let text = text(&template.join(file))?;
        let filled = if included.contains(&in_project(file)) {
            filled(&text, name)
        } else {
            untouched(text)
        };
        let filled =
            filled.map_err(|problem| Failure::new(format!("{}: {problem}", file.display())))?;
        write(&project.join(in_project(file)), &filled)?;
    }
    Ok(())
}

/// The list `include` of the settings: the files with placeholders, as they are called in the project.
fn included(settings: &str) -> Vec<PathBuf> {
    let list = settings
        .split_once("include = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .map_or("", |(list, _)| list);
    let quoted = list.split('"').skip(1).step_by(2);
    quoted.map(PathBuf::from).collect()
}

/// All files below `folder` of the template, by their paths in the template.
fn files(template: &Path, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let path = template.join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(&path).map_err(|error| at(&path, &error))? {
        let entry = entry.map_err(|error| at(&path, &error))?;
        let name = entry.file_name();
        let inside = folder.join(&name);
        if !entry.path().is_dir() {
            files.push(inside);
        } else if !FOREIGN.iter().any(|foreign| name == *foreign) {
            files.extend(self::files(template, &inside)?);
        }
    }
    files.sort();
    Ok(files)
}

/// The path in the project of a file of the template.
fn in_project(file: &Path) -> PathBuf {
    if file.extension().is_some_and(|ending| ending == RENAMED) {
        file.with_extension("")
    } else {
        file.to_owned()
    }
}

/// A file with placeholders, with the name of the project in their places. Whatever else stands in double braces would be
/// a part of the language Liquid, which is not read here.
fn filled(text: &str, name: &str) -> Result<String, String> {
    let filled = text
        .replace("{{project-name}}", name)
        .replace("{{crate_name}}", &name.replace('-', "_"));
    if filled == text {
        return Err(format!("has no placeholder; take it out of {SETTINGS}"));
    }
    match ["{{", "{%"].iter().find(|braces| filled.contains(**braces)) {
        Some(braces) => Err(format!(
            "has `{braces}` in another place than in a placeholder, which `cargo generate` would read too"
        )),
        None => Ok(filled),
    }
}

/// A file without placeholders.
fn untouched(text: String) -> Result<String, String> {
    if text.contains("{{project-name}}") || text.contains("{{crate_name}}") {
        return Err(format!("has a placeholder; include it in {SETTINGS}"));
    }
    Ok(text)
}

fn text(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| at(file, &error))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .map_err(|error| at(file, &error))
}

fn at(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_with_placeholders_are_listed() {
        let settings =
            "[template]\nexclude = [\"x\"]\ninclude = [\n    \"a\",\n    \"b/c.rs\",\n]\n";
        assert_eq!(included(settings), ["a", "b/c.rs"].map(PathBuf::from));
        assert_eq!(included("[template]\n"), Vec::<PathBuf>::new());
    }

    #[test]
    fn the_ending_of_a_file_that_is_called_otherwise_is_removed() {
        let path = |file| in_project(Path::new(file));
        assert_eq!(path("a/Cargo.toml.liquid"), Path::new("a/Cargo.toml"));
        assert_eq!(path("a/main.rs"), Path::new("a/main.rs"));
    }

    #[test]
    fn placeholders_are_filled_in_where_they_are_expected() {
        let filled = |text| filled(text, "my-chat");
        assert_eq!(
            filled("{{project-name}} {{crate_name}} ${x}").as_deref(),
            Ok("my-chat my_chat ${x}")
        );
        assert!(filled("nothing").is_err());
        assert!(filled("{{project-name}} ${{ github.ref }}").is_err());
        assert!(filled("{{project-name}} {% if x %}").is_err());
        assert!(untouched("{{ github.ref }}".to_owned()).is_ok());
        assert!(untouched("{{project-name}}".to_owned()).is_err());
    }
}
