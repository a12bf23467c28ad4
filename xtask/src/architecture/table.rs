//! `rooms` reads from `docs/architecture.md` which rooms a crate has, and which others each of them may import
//! from; `strangers` reads which rooms may name which other crates.

use std::collections::BTreeSet;

use super::floors::Knows;

/// The rooms with what they may know, from the rows of one section of the document:
///
/// ```text
/// | `dispatch` | what happens to a message | `registry`, `session` |
/// ```
pub(crate) fn rooms(document: &str, section: &str) -> Knows {
    rows(document, section)
        .filter_map(|cells| {
            Some((
                names(cells.first()?).into_iter().next()?,
                names(cells.last()?),
            ))
        })
        .collect()
}

/// The crates that only some rooms may name, from rows `| crate | rooms |`. A name that ends in `*` stands for
/// all crates whose names begin with what is before the `*`.
pub(crate) fn strangers(document: &str, section: &str) -> Vec<(String, BTreeSet<String>)> {
    rows(document, section)
        .filter_map(|cells| {
            Some((
                names(cells.first()?).into_iter().next()?,
                names(cells.last()?),
            ))
        })
        .collect()
}

/// The cells of each row whose first cell is in code font, from the heading `section` to the next heading.
fn rows<'a>(document: &'a str, section: &str) -> impl Iterator<Item = Vec<&'a str>> {
    let heading = format!("## {section}");
    document
        .lines()
        .skip_while(move |line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

/// The names in code font.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "# A\n## B\n| room | what | knows |\n|---|---|---|\n| `a` | the `A` | `b`, `c` |\n| `b` | b | nothing |\n## C\n| `d` | `e` |\n";

    #[test]
    fn a_row_is_a_room_with_what_it_may_know() {
        let rooms = rooms(DOCUMENT, "B");
        assert_eq!(rooms["a"], BTreeSet::from(["b".to_owned(), "c".to_owned()]));
        assert!(rooms["b"].is_empty());
        assert_eq!(rooms.len(), 2);
    }

    #[test]
    fn a_section_ends_at_the_next_heading() {
        assert_eq!(
            strangers(DOCUMENT, "C"),
            [("d".to_owned(), BTreeSet::from(["e".to_owned()]))]
        );
    }
}
