//! `check` follows the links in what is published: in the packages' README files, as crates.io shows them, and
//! in the documentation's front pages and pages of attributes, whose links rustdoc itself does not check.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::html;
use crate::markdown;
use crate::metadata::{self, PUBLISHED, Package};
use crate::workspace;

/// Checks the README files, and what `cargo doc` has made. Addresses of other sites are not requested: tests
/// need no network.
pub(crate) fn check() -> Result<(), Failure> {
    println!(
        "\n==> links of the README files, the documentation's front pages and its pages of attributes"
    );
    let site = Site(workspace::target()?.join("doc"));
    let mut checked = 0;
    let mut problems = Vec::new();
    for package in metadata::published()? {
        let folder = workspace::root().join(&package.name);
        let file = format!("{}/README.md", package.name);
        let document = read(&folder.join("README.md"))?;
        for (line, problem) in of_readme(&document, &package, &site, &mut checked) {
            problems.push(format!("{file}:{line}: {problem}"));
        }
        for page in site.pages(&package.name.replace('-', "_"))? {
            for problem in of_page(&page, &site, &mut checked)? {
                problems.push(format!("{}: {problem}", page.display()));
            }
        }
    }
    if problems.is_empty() {
        println!("{checked} links lead somewhere");
        return Ok(());
    }
    Err(Failure::new(format!(
        "dead links:\n    {}",
        problems.join("\n    ")
    )))
}

/// What is wrong with the links of a README file, and in which lines.
fn of_readme(
    document: &str,
    package: &Package,
    site: &Site,
    checked: &mut usize,
) -> Vec<(usize, String)> {
    let anchors = markdown::anchors(document);
    let mut problems = Vec::new();
    for link in markdown::links(document) {
        let target = link.target.as_str();
        let problem = if let Some(anchor) = target.strip_prefix('#') {
            let is_there = anchors.iter().any(|other| other == anchor);
            (!is_there).then(|| "no heading has this anchor".to_owned())
        } else if is_address(target) {
            match site.documented(target) {
                Some(outcome) => outcome.err(),
                None => continue,
            }
        } else {
            Some(
                "is not where crates.io and docs.rs show this: name the file in code font"
                    .to_owned(),
            )
        };
        *checked += 1;
        problems.extend(problem.map(|problem| (link.line, format!("{target}: {problem}"))));
    }
    let Some(repository) = &package.repository else {
        problems.push((
            1,
            "the package does not inherit `repository` from Cargo.toml".to_owned(),
        ));
        return problems;
    };
    for (line, text) in document.lines().enumerate() {
        if text.contains(repository.as_str()) {
            let problem = format!("{repository} has one place, which is Cargo.toml");
            problems.push((line + 1, problem));
        }
    }
    problems
}

/// What is wrong with the links of a page of the documentation.
fn of_page(page: &Path, site: &Site, checked: &mut usize) -> Result<Vec<String>, Failure> {
    let folder = page.parent().unwrap_or(page);
    let mut problems = Vec::new();
    for target in html::attributes(&read(page)?, "href") {
        let outcome = if is_address(target) {
            match site.documented(target) {
                Some(outcome) => outcome,
                None => continue,
            }
        } else {
            let (path, anchor) = split(target);
            let file = if path.is_empty() {
                page.to_path_buf()
            } else {
                folder.join(path)
            };
            // The lines of a source become anchors when a browser shows them.
            let is_source = path.contains("src/");
            leads(&file, anchor.filter(|_| !is_source))
        };
        *checked += 1;
        problems.extend(outcome.err().map(|problem| format!("{target}: {problem}")));
    }
    Ok(problems)
}

/// Whether a link is an address with a server, and not only a path.
fn is_address(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// The path and the anchor of a link, without the query.
fn split(target: &str) -> (&str, Option<&str>) {
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    (path.split('?').next().unwrap_or(path), anchor)
}

/// The folder of the documentation that cargo made here, as docs.rs will show it.
struct Site(PathBuf);

impl Site {
    /// The front page of a crate.
    fn page(&self, name: &str) -> PathBuf {
        self.0.join(name).join("index.html")
    }

    /// The front page of a crate, and the pages of its attributes, in their order.
    fn pages(&self, name: &str) -> Result<Vec<PathBuf>, Failure> {
        let front = self.page(name);
        let folder = self.0.join(name);
        let entries = fs::read_dir(&folder).map_err(|error| {
            Failure::new(format!("{} is unreadable: {error}", folder.display()))
        })?;
        let mut pages: Vec<PathBuf> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                let is_attribute = name.starts_with("attr.") || name.starts_with("derive.");
                is_attribute.then(|| entry.path())
            })
            .collect();
        pages.sort();
        pages.insert(0, front);
        Ok(pages)
    }

    /// Whether an address of docs.rs leads to a page that exists; `None` for pages of other packages.
    fn documented(&self, address: &str) -> Option<Result<(), String>> {
        let (address, anchor) = split(address);
        let path = address.strip_prefix("https://docs.rs/")?;
        let (package, path) = path.split_once('/').unwrap_or((path, ""));
        if !PUBLISHED.contains(&package) {
            return None;
        }
        let file = match path.split_once('/').unwrap_or((path, "")) {
            // docs.rs forwards these to the front page.
            ("" | "latest", "") => self.page(&package.replace('-', "_")),
            ("latest", path) => self.0.join(path),
            _ => return Some(Err("is of one version, not of `latest`".to_owned())),
        };
        Some(leads(&file, anchor))
    }
}

/// Whether the page `file` exists, and has this anchor.
fn leads(file: &Path, anchor: Option<&str>) -> Result<(), String> {
    let file = if file.is_dir() {
        file.join("index.html")
    } else {
        file.to_path_buf()
    };
    if !file.is_file() {
        return Err(format!(
            "`cargo doc` makes no page {}",
            tidy(&file).display()
        ));
    }
    let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
        return Ok(());
    };
    let page = fs::read_to_string(&file).unwrap_or_default();
    if html::attributes(&page, "id").contains(&anchor) {
        Ok(())
    } else {
        Err(format!("{} has no anchor #{anchor}", tidy(&file).display()))
    }
}

/// The path with each `..` resolved.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        if component == Component::ParentDir {
            tidy.pop();
        } else {
            tidy.push(component);
        }
    }
    tidy
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{} is unreadable: {error}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documentation of two pages, in a folder of its own.
    fn site(name: &str) -> Site {
        let folder =
            std::env::temp_dir().join(format!("xtask-links-{}-{name}", std::process::id()));
        let module = folder.join("gateway_runtime/serve");
        fs::create_dir_all(&module).expect("can be made");
        fs::write(module.join("index.html"), "<h2 id=\"tls\">").expect("can be written");
        Site(folder)
    }

    fn package() -> Package {
        Package {
            name: "gateway-runtime".into(),
            version: "0.1.0".into(),
            rust_version: None,
            repository: Some("https://repository.example/gateway-runtime".into()),
        }
    }

    #[test]
    fn a_readme_leads_only_to_what_is_there() {
        let site = site("readme");
        let document = "# One\n\
            [one](#one) [two](#two)\n\
            [performance](docs/performance.md)\n\
            <https://docs.rs/gateway-runtime/latest/gateway_runtime/serve/index.html#tls>\n\
            <https://docs.rs/gateway-runtime/latest/gateway_runtime/serve/>\n\
            <https://docs.rs/gateway-runtime/latest/gateway_runtime/serve/index.html#h2c>\n\
            <https://docs.rs/gateway-runtime/latest/gateway_runtime/struct.Gone.html>\n\
            <https://docs.rs/gateway-runtime/0.1.0/gateway_runtime/serve/index.html>\n\
            <https://docs.rs/garde> <https://repository.example/gateway-runtime/issues>\n";
        let mut checked = 0;
        let problems = of_readme(document, &package(), &site, &mut checked);
        let lines: Vec<usize> = problems.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 6, 7, 8, 9], "{problems:?}");
        assert_eq!(checked, 8);
        fs::remove_dir_all(site.0).expect("is there");
    }

    #[test]
    fn a_package_without_a_repository_is_a_problem() {
        let site = site("repository");
        let package = Package {
            repository: None,
            ..package()
        };
        assert_eq!(of_readme("", &package, &site, &mut 0).len(), 1);
        fs::remove_dir_all(site.0).expect("is there");
    }

    #[test]
    fn pages_of_attributes_are_checked_too() {
        let site = site("attributes");
        for name in [
            "index.html",
            "derive.B.html",
            "attr.a.html",
            "struct.C.html",
        ] {
            fs::write(site.0.join("gateway_runtime").join(name), "").expect("can be written");
        }
        let pages = site.pages("gateway_runtime").expect("are readable");
        let names: Vec<_> = pages.iter().filter_map(|page| page.file_name()).collect();
        assert_eq!(names, ["index.html", "attr.a.html", "derive.B.html"]);
        fs::remove_dir_all(site.0).expect("is there");
    }

    #[test]
    fn a_front_page_leads_only_to_what_is_there() {
        let site = site("page");
        let page = site.page("gateway_runtime");
        let html = "<a href=\"#here\" id=\"here\"><a href=\"#gone\"><a href=\"serve/index.html?a=b#tls\">\
            <a href=\"serve/index.html#gone\"><a href=\"../gone.html\"><a href=\"https://garde.example\">\
            <a href=\"https://docs.rs/gateway-runtime\"><a href=\"https://docs.rs/gateway-macros/latest/\">";
        fs::write(&page, html).expect("can be written");
        let mut checked = 0;
        let problems = of_page(&page, &site, &mut checked).expect("is readable");
        let targets: Vec<&str> = problems
            .iter()
            .filter_map(|problem| problem.split(": ").next())
            .collect();
        assert_eq!(
            targets,
            [
                "#gone",
                "serve/index.html#gone",
                "../gone.html",
                "https://docs.rs/gateway-macros/latest/"
            ]
        );
        assert_eq!(checked, 7);
        fs::remove_dir_all(site.0).expect("is there");
    }
}
