//! `links` and `anchors` find in a Markdown document where links lead, and what links can lead to.

use crate::html;

/// A link of a document.
#[derive(Debug, PartialEq)]
pub(crate) struct Link {
    /// The number of its line, from 1 on.
    pub(crate) line: usize,
    /// Where it leads.
    pub(crate) target: String,
}

/// All links: inline, by definition, in angle brackets, bare, and of HTML. Links in code do not count.
pub(crate) fn links(document: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, text) in without_code(document).lines().enumerate() {
        let inline = text
            .match_indices("](")
            .map(|(at, start)| &text[at + start.len()..]);
        let addresses = ["http://", "https://"]
            .into_iter()
            .flat_map(|scheme| text.match_indices(scheme).map(|(at, _)| &text[at..]));
        let targets = inline.chain(definition(text)).chain(addresses).map(target);
        let attributes = ["href", "src"]
            .into_iter()
            .flat_map(|name| html::attributes(text, name));
        for target in targets.chain(attributes) {
            let link = Link {
                line: line + 1,
                target: target.to_owned(),
            };
            // The scheme finds the address of an inline link a second time.
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

/// The target in the definition of a link: `[name]: target`.
fn definition(line: &str) -> Option<&str> {
    let (_, target) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    Some(target.trim_start())
}

/// The target that the text begins with.
fn target(text: &str) -> &str {
    let text = text.strip_prefix('<').unwrap_or(text);
    let mut open = 0;
    let end = text.find(|character: char| match character {
        // Parentheses in an address come in pairs.
        '(' => {
            open += 1;
            false
        }
        ')' => {
            open -= 1;
            open < 0
        }
        _ => character.is_whitespace() || "<>\"|".contains(character),
    });
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', ';', ':'])
}

/// The anchors of the headings, as GitHub and crates.io make them.
pub(crate) fn anchors(document: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    // Code in a heading belongs to its anchor.
    for line in without_blocks(document) {
        let title = line.trim_start_matches('#');
        let depth = line.len() - title.len();
        if !(1..=6).contains(&depth) || !title.starts_with(' ') {
            continue;
        }
        let anchor: String = title
            .trim()
            .to_lowercase()
            .chars()
            .filter(|character| character.is_alphanumeric() || " -_".contains(*character))
            .map(|character| if character == ' ' { '-' } else { character })
            .collect();
        let repeated = (1..).map(|number| format!("{anchor}-{number}"));
        let mut names = std::iter::once(anchor.clone()).chain(repeated);
        anchors.extend(names.find(|name| !anchors.contains(name)));
    }
    anchors
}

/// The document with spaces in place of code.
fn without_code(document: &str) -> String {
    let mut rest = without_blocks(document).join("\n");
    let mut text = String::new();
    while let Some(start) = rest.find('`') {
        let behind = rest[start..].trim_start_matches('`');
        let fence = &rest[start..rest.len() - behind.len()];
        text.push_str(&rest[..start]);
        // Backticks that nothing closes do not begin code.
        let code = closing(behind, fence).map_or("", |end| &behind[..end + fence.len()]);
        text.extend(code.chars().map(|one| if one == '\n' { '\n' } else { ' ' }));
        rest = behind[code.len()..].to_owned();
    }
    text + &rest
}

/// Where the next run of backticks is that is exactly as long as `fence`.
fn closing(text: &str, fence: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = text[from..].find('`').map(|at| from + at) {
        let behind = text[start..].trim_start_matches('`');
        from = text.len() - behind.len();
        if from - start == fence.len() {
            return Some(start);
        }
    }
    None
}

/// The lines of the document, empty where they are of a fenced block of code.
fn without_blocks(document: &str) -> Vec<&str> {
    let mut fence = None;
    document
        .lines()
        .map(|line| {
            let start = line.trim_start();
            let behind = start.trim_start_matches(['`', '~']);
            let marks = &start[..start.len() - behind.len()];
            match fence {
                None if marks.len() >= 3 => fence = Some(marks),
                None => return line,
                Some(open) if marks.starts_with(open) && behind.trim().is_empty() => fence = None,
                Some(_) => {}
            }
            ""
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(document: &str) -> Vec<(usize, String)> {
        let links = links(document).into_iter();
        links.map(|link| (link.line, link.target)).collect()
    }

    #[test]
    fn finds_links_of_every_kind() {
        let document = "# A\n\
            [a](one.md) and [`b`](two.md#c \"title\"), [over\n\
            lines](#d), ![image](three.png), <https://four.example/>.\n\
            [name]: https://five.example/a_(b)\n\
            See https://six.example/x. <a href=\"seven.md\">7</a> ([8](<eight.md>))\n";
        let expected = [
            (2, "one.md"),
            (2, "two.md#c"),
            (3, "#d"),
            (3, "three.png"),
            (3, "https://four.example/"),
            (4, "https://five.example/a_(b)"),
            (5, "eight.md"),
            (5, "https://six.example/x"),
            (5, "seven.md"),
        ];
        assert_eq!(
            targets(document),
            expected.map(|(line, target)| (line, target.to_owned()))
        );
    }

    #[test]
    fn code_has_no_links() {
        let document = "`[a](a.md)` ``[b](b.md) ` [c](c.md)`` `[d](d.md)\n[e](e.md)`\n\
            ````rust\n```\n[f](f.md)\n````\n~~~\nhttps://g.example\n~~~\n[h](h.md) ` [i](i.md)\n";
        assert_eq!(
            targets(document),
            [(10, "h.md".to_owned()), (10, "i.md".to_owned())]
        );
    }

    #[test]
    fn headings_have_anchors() {
        let document = "# A `Server<T>`, and more!\n## Über uns_2\n```sh\n# comment\n```\n#no\n## Same\n### Same\n";
        assert_eq!(
            anchors(document),
            ["a-servert-and-more", "über-uns_2", "same", "same-1"]
        );
    }
}
