//! The pages of the guide "From NestJS", and the page "Moving over, server by server", show code that tests run: the Rust of the
//! server `guide`, the TypeScript of the application in `tests/nest`, and a test that speaks to both.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "clippy does not see that all of it is a test"
)]

use std::{collections::BTreeSet, fs, path::Path};

const PAGES: &str = "docs/guide/from-nestjs";
/// The page of the rest of the guide that shows code of NestJS too.
const SERVER_BY_SERVER: &str = "server-by-server";
/// The page that leads to the others.
const OVERVIEW: &str = "docs/guide/from-nestjs.md";
/// The modules of the documentation that have the pages.
const MODULES: &str = "gateway-runtime/src/guide.rs";
/// How many rows the page "Every row" has.
const ROWS: usize = 121;
/// Where links lead in the documentation.
const LINKS: &str = "gateway-runtime/src/guide_links.md";

fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package is in the workspace")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The names of the pages, without `.md`.
fn pages() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(PAGES)).expect("is a folder");
    let names = entries.map(|entry| entry.expect("is readable").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names
        .map(|name| name.strip_suffix(".md").expect("is a page").to_owned())
        .collect()
}

fn page(name: &str) -> String {
    read(&format!("{PAGES}/{name}.md"))
}

/// All pages that show code of NestJS, by name.
fn pages_with_nestjs() -> Vec<(String, String)> {
    let pages = pages().into_iter().map(|name| {
        let text = page(&name);
        (name, text)
    });
    let other = read(&format!("docs/guide/{SERVER_BY_SERVER}.md"));
    pages
        .chain([(SERVER_BY_SERVER.to_owned(), other)])
        .collect()
}

/// The file of the server `guide` that has a page's gateways.
fn gateways(page: &str) -> String {
    read(&format!(
        "tests/servers/guide/src/{}.rs",
        page.replace('-', "_")
    ))
}

/// The blocks of code of a language: what stands behind the three backticks, and the lines.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<(&'a str, Vec<&'a str>)> {
    let parts = page.split("\n```").skip(1).step_by(2);
    let blocks = parts.map(|part| part.split_once('\n').expect("a block has lines"));
    blocks
        .filter(|(flags, _)| flags.split(',').next() == Some(language))
        .map(|(flags, code)| (flags, code.lines().collect()))
        .collect()
}

/// The lines without what a file imports at its head.
fn without_imports<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut rest = Vec::new();
    let mut imports = false;
    for line in lines {
        imports |= line.starts_with("use ") || line.starts_with("import ");
        if !imports {
            rest.push(*line);
        }
        imports &= !line.ends_with(';');
    }
    let empty = rest.iter().take_while(|line| line.is_empty()).count();
    rest.split_off(empty)
}

/// Whether the lines stand in a file, one behind the other; `pub(crate)` may stand before an item there, and all of
/// them may be farther to the right.
fn is_in(lines: &[&str], file: &str) -> bool {
    let file: Vec<String> = file
        .lines()
        .map(|line| line.replacen("pub(crate) ", "", 1))
        .collect();
    file.windows(lines.len()).any(|window| {
        let indent = window[0].len() - window[0].trim_start().len();
        window.iter().zip(lines).all(|(line, wanted)| {
            line == wanted || line.get(indent..).is_some_and(|line| line == *wanted)
        })
    })
}

/// Fails if a block does not stand in a file.
fn assert_in(page: &str, lines: &[&str], file: &str, text: &str) {
    let lines = without_imports(lines);
    assert!(
        is_in(&lines, text),
        "{page}: this is not in {file}:\n{}",
        lines.join("\n")
    );
}

/// A program's `main` is compiled as an example of the documentation, and starts nothing that tests could ask.
#[test]
fn the_rust_of_a_page_is_what_the_server_under_test_runs() {
    let mut count = 0;
    for (name, page) in pages_with_nestjs() {
        for (flags, lines) in blocks(&page, "rust") {
            if flags.contains("no_run") {
                continue;
            }
            assert_in(&name, &lines, "its server", &gateways(&name));
            count += 1;
        }
    }
    assert!(count > 5, "only {count} blocks were found");
}

#[test]
fn the_typescript_of_a_page_is_what_nestjs_runs() {
    let mut count = 0;
    for (name, page) in pages_with_nestjs() {
        for (_, lines) in blocks(&page, "typescript") {
            let file = format!("tests/nest/src/{name}.ts");
            assert_in(&name, &lines, &file, &read(&file));
            count += 1;
        }
        let other = ["ts", "javascript"];
        for language in other {
            let count = blocks(&page, language).len();
            assert_eq!(count, 0, "{name}: `{language}` is not compared");
        }
    }
    assert!(count > 5, "only {count} blocks were found");
}

#[test]
fn each_page_with_code_of_nestjs_has_a_test_that_asks_both() {
    for name in pages() {
        if blocks(&page(&name), "typescript").is_empty() {
            continue;
        }
        let file = format!("tests/js/default-only/guide-{name}.test.mjs");
        let test = read(&file);
        assert!(test.contains("sideBySide("), "{file} starts no servers");
        let has_case = test.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("same(") || line.starts_with("differs(")
        });
        assert!(has_case, "{file} has no case that asks both");
    }
}

#[test]
fn each_page_says_at_its_head_what_is_the_same() {
    for name in pages() {
        let page = page(&name);
        let head = page.split("\n# ").next().expect("is there");
        for row in ["| the same | ", "| different | ", "| not yet there | "] {
            assert!(head.contains(row), "{name} lacks {row}");
        }
    }
}

#[test]
fn each_page_is_a_module_of_the_documentation_and_in_the_overview() {
    let modules = read(MODULES);
    let links = read(LINKS);
    let overview = read(OVERVIEW);
    for name in pages() {
        let module = name.replace('-', "_");
        let file = format!("\"../guide/from-nestjs/{name}.md\"");
        assert!(modules.contains(&file), "{MODULES} lacks {file}");
        let target = format!("]: crate::guide::from_nestjs::{module}\n");
        let (before, _) = links
            .split_once(&target)
            .unwrap_or_else(|| panic!("{LINKS} lacks {target}"));
        let title = before.rsplit('[').next().expect("has a title");
        let defined = format!("[{title}]: from-nestjs/{name}.md\n");
        assert!(
            format!("{overview}\n").contains(&defined),
            "{OVERVIEW} lacks {defined}"
        );
        let row = format!("| [{title}] | ");
        assert!(overview.contains(&row), "{OVERVIEW} lacks {row}");
    }
}

/// The documentation has the definitions of [`LINKS`], the repository those of the page.
#[test]
fn the_links_of_a_page_lead_to_pages_in_the_repository() {
    let links = read(LINKS);
    let mut count = 0;
    for name in pages() {
        let page = page(&name);
        for line in links.lines() {
            let Some((title, target)) = line.split_once("]: crate::guide::") else {
                continue;
            };
            let target = target.replace('_', "-");
            let wanted = match target.strip_prefix("from-nestjs::") {
                Some(sibling) => format!("{sibling}.md"),
                None => format!("../{target}.md"),
            };
            let definition = format!("{title}]: {wanted}");
            let used = page.replace(&definition, "").contains(&format!("{title}]"));
            let defined = page.lines().any(|line| line == definition);
            assert_eq!(used, defined, "{name}: {definition}");
            count += usize::from(used);
        }
    }
    assert!(count > 3, "only {count} links were found");
}

/// Whether a file has a test of this title: a function of Rust, what a test of JavaScript is called, or a line of what
/// the compiler says.
fn has_test(file: &str, text: &str, title: &str) -> bool {
    match Path::new(file).extension().and_then(|end| end.to_str()) {
        Some("rs") => text.contains(&format!("fn {}(", title.trim_matches('`'))),
        Some("mjs") => quoted(title).iter().any(|title| text.contains(title)),
        Some("stderr") => text.lines().any(|line| line.ends_with(title)),
        _ => false,
    }
}

/// A title as JavaScript writes it.
fn quoted(title: &str) -> [String; 2] {
    [format!("\"{title}\""), format!("`{title}`")]
}

/// Whether a title is that of a case whose two sides see different things.
fn is_of_a_difference(text: &str, title: &str) -> bool {
    ["differs(", "differently("].iter().any(|call| {
        text.split(call).skip(1).any(|arguments| {
            let arguments = arguments.trim_start();
            quoted(title)
                .iter()
                .any(|title| arguments.starts_with(title))
        })
    })
}

/// A row ends with its state and its test: "the same" and "different" name one, "not yet" says what it waits for. The head
/// of the page counts the rows of each state.
#[test]
fn every_row_has_a_test_or_says_what_it_waits_for() {
    let page = page("every-row");
    let rows = page.lines().filter(|line| {
        let line = line.trim_start_matches("| ");
        line.starts_with(|first: char| first.is_ascii_digit())
    });
    let mut states = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, _, _, state, test] = cells[..] else {
            panic!("{row} has {} cells", cells.len());
        };
        states.push(state);
        assert_eq!(number, states.len().to_string(), "{row}");
        if state == "not yet" {
            let is_named = test.contains("a later version");
            assert!(is_named, "{row} does not say what it waits for");
            continue;
        }
        let (file, title) = test
            .trim_start_matches('`')
            .split_once("`: ")
            .unwrap_or_else(|| panic!("{row} names no test"));
        let source = read(file);
        assert!(
            has_test(file, &source, title),
            "{row}: {file} has no such test"
        );
        let contradicts = state == "the same" && is_of_a_difference(&source, title);
        assert!(!contradicts, "{row}: the test shows a difference");
    }
    assert_eq!(states.len(), ROWS);
    let mut counted = 0;
    for (state, name) in [
        ("the same", "the same"),
        ("different", "different"),
        ("not yet", "not yet there"),
    ] {
        let count = states.iter().filter(|other| **other == state).count();
        let head = format!("| {name} | {count} rows");
        assert!(page.contains(&head), "the page lacks {head}");
        counted += count;
    }
    assert_eq!(counted, ROWS, "a row has another state");
}

#[test]
fn a_test_is_known_by_its_whole_title() {
    let script = "// differs\ndiffers(\n  \"one\",\nsame(`two: ${event}`";
    assert!(has_test("a.test.mjs", script, "one"));
    assert!(has_test("a.test.mjs", script, "two: ${event}"));
    assert!(!has_test("a.test.mjs", script, "two"));
    assert!(!has_test("a.test.mjs", script, "differs"));
    assert!(is_of_a_difference(script, "one"));
    assert!(!is_of_a_difference(script, "two: ${event}"));
    assert!(has_test("a.rs", "async fn one() {", "`one`"));
    assert!(!has_test("a.rs", "// fn one_more() of one", "`one`"));
    assert!(has_test("a.stderr", "error: not this\n", "not this"));
    assert!(!has_test("a.stderr", "error: not this\n", "not"));
}

#[test]
fn a_block_that_differs_from_its_file_is_found() {
    let file = "use a::b;\n\npub(crate) fn one() {\n    two();\n}\n\nmod m {\n    fn two() {}\n}\n";
    assert!(is_in(&["fn one() {", "    two();", "}"], file));
    assert!(is_in(&["fn two() {}"], file));
    assert!(!is_in(&["fn one() {", "    three();", "}"], file));
    assert!(!is_in(&["fn one() {", "}"], file));
    let block = ["use a::{", "    b,", "};", "", "fn one() {"];
    assert_eq!(without_imports(&block), ["fn one() {"]);
}
