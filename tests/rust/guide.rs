//! Each page of the guide is in the README's list, in the documentation and in the package's folder, and its links
//! lead to pages. The README stays short, since long matter has the guide.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "clippy does not see that all of it is a test"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const README: &str = "README.md";
const GUIDE: &str = "docs/guide";
/// The modules of the documentation that have the pages.
const MODULES: &str = "gateway-runtime/src/guide.rs";
/// Where links lead in the documentation, which are also links of the README.
const LINKS: &str = "gateway-runtime/src/guide_links.md";
/// What cargo packs.
const PACKED: &str = "gateway-runtime/guide";
const SITE: &str = "https://docs.rs/gateway-runtime/latest/gateway_runtime/guide/";

/// The README has fewer lines than this.
const LINES: usize = 300;

fn read(file: &str) -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().expect("the package is in the workspace");
    fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The files of the guide, without those in the folder of the guide "From NestJS".
fn pages() -> BTreeSet<String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().expect("the package is in the workspace");
    let entries = fs::read_dir(root.join(GUIDE)).expect("is a folder");
    let entries = entries.map(|entry| entry.expect("is readable"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The module that has a page.
fn module(page: &str) -> String {
    page.trim_end_matches(".md").replace('-', "_")
}

/// The definitions of links, by name: `[name]: target`.
fn definitions(text: &str) -> BTreeMap<&str, &str> {
    text.lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
        .collect()
}

/// The pages of the guide by title, as the README links to them.
fn titles() -> BTreeMap<String, String> {
    let readme = read(README);
    let guide = definitions(&readme)
        .into_iter()
        .filter_map(|(title, address)| {
            let module = address.strip_prefix(SITE)?.strip_suffix("/index.html")?;
            Some((title.to_owned(), format!("{}.md", module.replace('_', "-"))))
        });
    guide.collect()
}

#[test]
fn the_readme_is_short() {
    let lines = read(README).lines().count();
    assert!(
        lines < LINES,
        "the README has {lines} lines: long matter goes into {GUIDE}"
    );
}

#[test]
fn each_page_is_in_the_table_of_contents() {
    let readme = read(README);
    let titles = titles();
    assert_eq!(titles.values().cloned().collect::<BTreeSet<_>>(), pages());
    for title in titles.keys() {
        let link = format!("[{title}]");
        assert!(
            readme
                .lines()
                .any(|line| line.starts_with("- [") && line.contains(&link)),
            "the README's list of pages lacks {title}"
        );
    }
}

#[test]
fn each_page_is_a_module_of_the_documentation() {
    let modules = read(MODULES);
    let links = read(LINKS);
    let links = definitions(&links);
    for (title, page) in titles() {
        let module = module(&page);
        let included = format!("\"../guide/{page}\"");
        assert!(modules.contains(&included), "{MODULES} lacks {included}");
        let listed = format!("//! | [{title}]({module}) | ");
        assert!(modules.contains(&listed), "{MODULES} lacks {listed}");
        let target = format!("crate::guide::{module}");
        assert_eq!(links.get(&*title), Some(&&*target), "{LINKS}");
    }
}

#[test]
fn each_page_is_packed() {
    for page in pages() {
        let packed = read(&format!("{PACKED}/{page}"));
        assert_eq!(packed, read(&format!("{GUIDE}/{page}")));
    }
}

#[test]
fn the_links_of_a_page_lead_to_pages_where_the_repository_shows_them() {
    let titles = titles();
    let mut count = 0;
    for page in pages() {
        let text = read(&format!("{GUIDE}/{page}"));
        let definitions = definitions(&text);
        for (title, target) in &titles {
            let used = text
                .replace(&format!("[{title}]: "), "")
                .contains(&format!("[{title}]"));
            let defined = definitions.get(&**title);
            assert_eq!(
                defined.is_some(),
                used,
                "{page}: the definition of [{title}]"
            );
            if let Some(defined) = defined {
                assert_eq!(defined, target, "{page}: [{title}]");
                count += 1;
            }
        }
    }
    assert!(count > 10, "only {count} links were found");
}
