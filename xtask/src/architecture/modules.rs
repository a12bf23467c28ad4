//! `Modules` are the modules of a crate with what each imports, and know where a path leads: to the
//! module that defines the name, however many re-exports lie between.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::imports::{self, Import};
use crate::failure::Failure;

/// The modules of one crate, by their paths without `crate`.
#[derive(Debug, Default)]
pub(crate) struct Modules(BTreeMap<Vec<String>, Module>);

#[derive(Debug)]
struct Module {
    /// The file, below the crate's `src`.
    file: String,
    imports: Vec<Import>,
    children: BTreeSet<String>,
}

/// A name that one module takes from another.
#[derive(Debug)]
pub(crate) struct Arrow {
    /// The path of the module that imports.
    pub(crate) from: Vec<String>,
    /// The path of the module that defines.
    pub(crate) to: Vec<String>,
    /// The file and the line of the import.
    pub(crate) place: String,
}

impl Modules {
    /// Reads a crate from its `src` folder on.
    pub(crate) fn read(source: &Path) -> Result<Self, Failure> {
        let mut modules = Self::default();
        modules.add(source, Path::new("lib.rs"), Vec::new())?;
        Ok(modules)
    }

    fn add(&mut self, source: &Path, file: &Path, path: Vec<String>) -> Result<(), Failure> {
        let text = fs::read_to_string(source.join(file))
            .map_err(|error| Failure::new(format!("{}: {error}", source.join(file).display())))?;
        // `lib.rs` and `mod.rs` have their modules beside them, any other file in a folder of its name.
        let beside = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let stem = file.file_stem().unwrap_or_default();
        let is_root = stem == "mod" || path.is_empty();
        let folder = if is_root {
            beside.clone()
        } else {
            beside.join(stem)
        };
        let declared = imports::modules(&text);
        for module in &declared {
            let child = match &module.file {
                Some(renamed) => beside.join(renamed),
                None => file_of(source, &folder, &module.name),
            };
            let mut below = path.clone();
            below.push(module.name.clone());
            self.add(source, &child, below)?;
        }
        let module = Module {
            file: file.display().to_string(),
            imports: imports::of(&text),
            children: declared.into_iter().map(|module| module.name).collect(),
        };
        self.0.insert(path, module);
        Ok(())
    }

    /// The paths of all modules.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &[String]> {
        self.0.keys().map(Vec::as_slice)
    }

    /// What the modules take from each other.
    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (from, module) in &self.0 {
            for import in &module.imports {
                if let Some(to) = self.defining(from, &import.path, 0) {
                    arrows.push(Arrow {
                        from: from.clone(),
                        to,
                        place: format!("{}:{}", module.file, import.line),
                    });
                }
            }
        }
        arrows
    }

    /// The other crates that modules name, with the module and the place.
    pub(crate) fn strangers(&self) -> Vec<(&str, &[String], String)> {
        let mut strangers = Vec::new();
        for (path, module) in &self.0 {
            for import in &module.imports {
                let first = import.path[0].as_str();
                let place = format!("{}:{}", module.file, import.line);
                strangers.push((first, path.as_slice(), place));
            }
        }
        strangers
    }

    /// The module that defines what `path` leads to from the module `from`; `None` if that is in another crate.
    fn defining(&self, from: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
        // Re-exports that lead to each other in a circle lead nowhere.
        if depth > 16 {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.to_vec(),
            "super" => from.split_last()?.1.to_vec(),
            name => return self.named(from, name, rest, depth),
        };
        for (index, segment) in rest.iter().enumerate() {
            if segment == "super" {
                at.pop();
            } else if self.0.get(&at)?.children.contains(segment) {
                at.push(segment.clone());
            } else {
                let behind = &rest[index + 1..];
                return self.named(&at, segment, behind, depth).or(Some(at));
            }
        }
        Some(at)
    }

    /// The module that defines `name` and what is behind it, if the module `at` imports or declares the name.
    fn named(
        &self,
        at: &[String],
        name: &str,
        behind: &[String],
        depth: usize,
    ) -> Option<Vec<String>> {
        let module = self.0.get(at)?;
        if module.children.contains(name) {
            let mut path = vec!["self".to_owned(), name.to_owned()];
            path.extend_from_slice(behind);
            return self.defining(at, &path, depth + 1);
        }
        let import = module.imports.iter().find(|import| {
            // In `use name::..`, the first segment is another crate, and not this import's own name.
            import.is_use && import.name == name && import.path[0] != name
        })?;
        let mut path = import.path.clone();
        path.extend_from_slice(behind);
        self.defining(at, &path, depth + 1)
    }
}

/// The file of a module that its parent declares.
fn file_of(source: &Path, folder: &Path, name: &str) -> PathBuf {
    let flat = folder.join(format!("{name}.rs"));
    if source.join(&flat).exists() {
        flat
    } else {
        folder.join(name).join("mod.rs")
    }
}
