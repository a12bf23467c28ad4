//! The documents of the repository name what is there: files that exist, and each guarantee with its tests.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "clippy does not see that all of it is a test"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

/// The documents, from the folder of the workspace. What the README links to, which crates.io shows too, is
/// checked by `cargo xtask package`.
const DOCUMENTS: [&str; 7] = [
    "CONTRIBUTING.md",
    "README.md",
    "docs/architecture.md",
    "docs/guarantees.md",
    "docs/performance.md",
    "tests/README.md",
    "tests/ui/README.md",
];

/// The folders that a path in a document may begin with.
const FOLDERS: [&str; 8] = [
    "benchmarks",
    "docs",
    "examples",
    "gateway-macros",
    "gateway-runtime",
    "templates",
    "tests",
    "xtask",
];

const GUIDE: [&str; 2] = ["docs/guide", "docs/guide/from-nestjs"];

const GUARANTEES: &str = "docs/guarantees.md";

/// How many guarantees there are.
const COUNT: usize = 13;

/// The documents, and the pages of the guide.
fn documents() -> Vec<String> {
    let pages = GUIDE.into_iter().flat_map(|folder| {
        let pages = fs::read_dir(root().join(folder)).expect("is a folder");
        let pages = pages.map(|page| page.expect("is readable").file_name());
        let pages = pages.map(move |page| format!("{folder}/{}", page.to_string_lossy()));
        pages.filter(|page| root().join(page).is_file())
    });
    DOCUMENTS
        .map(str::to_owned)
        .into_iter()
        .chain(pages)
        .collect()
}

/// The folder of the workspace.
fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package is in the workspace")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Where the links of a text lead that lead to files.
fn links(text: &str) -> Vec<&str> {
    let starts = text.match_indices("](").map(|(at, start)| at + start.len());
    let targets = starts.filter_map(|start| text[start..].split([')', '#']).next());
    targets
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

/// The files of the repository that a text names in code font: `tests/ui`, say.
fn named(text: &str) -> Vec<&str> {
    let spans = text.split('`').skip(1).step_by(2);
    let is_path = |text: &str| {
        let allowed = |one: char| one.is_ascii_alphanumeric() || "_-./".contains(one);
        let folder = text.split_once('/').map(|(folder, _)| folder);
        folder.is_some_and(|folder| FOLDERS.contains(&folder)) && text.chars().all(allowed)
    };
    spans.filter(|text| is_path(text)).collect()
}

/// The target of a link in a document, from the folder of the workspace.
fn resolved(document: &str, target: &str) -> PathBuf {
    let folder = Path::new(document).parent().expect("is a file");
    let mut path = PathBuf::new();
    for component in folder.join(target).components() {
        match component {
            Component::ParentDir => assert!(path.pop(), "{document}: {target}"),
            other => path.push(other),
        }
    }
    path
}

/// The guarantees by number: the tests that prove each.
fn guarantees() -> BTreeMap<usize, BTreeSet<PathBuf>> {
    let document = read(&root().join(GUARANTEES));
    let parts = document.split("\n### ").skip(1);
    let guarantees = parts.map(|part| {
        let (number, _) = part.split_once(". ").expect("a number and a title");
        let (part, _) = part.split_once("\n## ").unwrap_or((part, ""));
        let tests = links(part).into_iter();
        let tests = tests.map(|target| resolved(GUARANTEES, target)).collect();
        (number.parse().expect("is a number"), tests)
    });
    guarantees.collect()
}

/// The numbers of the guarantees that a test names: `guarantee 7`, `guarantees 8 and 10`, and
/// `docs/guarantees.md, 12`.
fn cited(text: &str) -> BTreeSet<usize> {
    let mut cited = BTreeSet::new();
    for (at, name) in text.match_indices("guarantee") {
        let behind = &text[at + name.len()..];
        let list = behind.trim_start_matches('s').trim_start_matches(".md,");
        for word in list.split_whitespace() {
            let number = word.trim_end_matches(|last: char| !last.is_alphanumeric());
            match number.parse() {
                Ok(number) => cited.insert(number),
                Err(_) if number == "and" => continue,
                Err(_) => break,
            };
            if word != number && !word.ends_with(',') {
                break;
            }
        }
    }
    cited
}

/// All tests and Rust files below a folder, from the folder of the workspace.
fn sources_below(folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("is a folder") {
        let entry = entry.expect("is readable");
        let (name, path) = (entry.file_name(), folder.join(entry.file_name()));
        let name = name.to_string_lossy();
        if entry.path().is_dir() && name != "node_modules" {
            sources.extend(sources_below(&path));
        } else if name.ends_with(".test.mjs") || name.ends_with(".rs") {
            sources.push(path);
        }
    }
    sources
}

#[test]
fn every_link_of_a_document_leads_to_a_file() {
    for document in documents() {
        for target in links(&read(&root().join(&document))) {
            let file = resolved(&document, target);
            assert!(root().join(&file).exists(), "{document} links to {target}");
        }
    }
}

#[test]
fn every_path_in_a_document_is_there() {
    let mut count = 0;
    for document in documents() {
        for path in named(&read(&root().join(&document))) {
            assert!(root().join(path).exists(), "{document} names {path}");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} paths were found");
}

#[test]
fn every_guarantee_is_there_and_names_its_tests() {
    let guarantees = guarantees();
    let numbers: Vec<usize> = guarantees.keys().copied().collect();
    assert_eq!(numbers, (1..=COUNT).collect::<Vec<_>>());
    for (number, tests) in guarantees {
        assert!(!tests.is_empty(), "guarantee {number}");
    }
}

#[test]
fn a_test_that_cites_a_guarantee_is_listed_under_it() {
    let guarantees = guarantees();
    let mut count = 0;
    for folder in ["tests/js", "tests/rust"] {
        for test in sources_below(Path::new(folder)) {
            if test.ends_with("documents.rs") {
                continue;
            }
            for number in cited(&read(&root().join(&test))) {
                let tests = guarantees.get(&number);
                let is_listed = tests.is_some_and(|tests| tests.contains(&test));
                assert!(is_listed, "{} cites guarantee {number}", test.display());
                count += 1;
            }
        }
    }
    assert!(count > 20, "only {count} citations were found");
}

#[test]
fn the_code_cites_guarantees_that_exist() {
    let mut all = BTreeSet::new();
    for folder in ["gateway-macros/src", "gateway-runtime/src"] {
        for file in sources_below(Path::new(folder)) {
            let cited = cited(&read(&root().join(&file)));
            assert!(
                cited.iter().all(|number| (1..=COUNT).contains(number)),
                "{}",
                file.display()
            );
            all.extend(cited);
        }
    }
    assert!(!all.is_empty(), "no citation was found");
}

/// The messages of the compiler and the documentation name it, since a type that implements the `Validate` of another
/// version is none that can be validated.
#[test]
fn the_version_of_garde_is_the_one_of_the_dependency() {
    let manifest = read(&root().join("gateway-runtime/Cargo.toml"));
    let (_, dependency) = manifest
        .split_once("\ngarde = { version = \"")
        .expect("garde is a dependency");
    let (version, _) = dependency.split_once('"').expect("the version ends");
    let mut count = 0;
    for file in sources_below(Path::new("gateway-runtime/src")) {
        let text = read(&root().join(&file)).replace('\\', "");
        for named in [
            "of garde ",
            "garde = { version = \"",
            "garde = {{ version = \"",
        ] {
            for (at, _) in text.match_indices(named) {
                let rest = &text[at + named.len()..];
                if rest.starts_with(|first: char| first.is_ascii_digit()) {
                    assert!(rest.starts_with(version), "{}: {named}", file.display());
                    count += 1;
                }
            }
        }
    }
    assert!(count >= 5, "the version was found {count} times");
}

#[test]
fn citations_of_every_form_are_found() {
    let text =
        "(guarantee 3), guarantees 8 and 10: and guarantees 4, 5 and 6; docs/guarantees.md, 12)";
    let found: Vec<usize> = cited(text).into_iter().collect();
    assert_eq!(found, [3, 4, 5, 6, 8, 10, 12]);
}

/// What stands in `text` between `start` and the next `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let found = text
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once(end));
    found.unwrap_or_else(|| panic!("`{start}` is missing")).0
}

/// Cargo looks at each `Cargo.toml` of a repository that a dependency is taken from, and reports those it cannot read.
#[test]
fn the_template_has_no_manifest_that_cargo_would_find() {
    let template = root().join("templates/start");
    assert!(template.join("Cargo.toml.liquid").is_file());
    assert!(!template.join("Cargo.toml").exists());
}

#[test]
fn the_template_has_the_versions_of_the_workspace() {
    let rust = |file| between(&read(&root().join(file)), "rust-version = \"", "\"").to_owned();
    assert_eq!(
        rust("templates/start/Cargo.toml.liquid"),
        rust("Cargo.toml")
    );
    let npm = read(&root().join("tests/js/package.json"));
    let tested = between(&npm, "\"socket.io-client\": \"", "\"");
    let page = read(&root().join("templates/start/page/index.html"));
    let loaded = between(&page, "https://cdn.socket.io/", "/socket.io.min.js");
    assert_eq!(loaded, tested);
}
