//! `docs` makes the text of a contract of a documentation comment.

/// The text of a documentation comment, without the space in front of each line, as rustdoc reads it.
pub(crate) fn docs(comment: &str) -> String {
    let lines: Vec<&str> = comment.lines().collect();
    let indents = lines.iter().filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len());
    let indent = indent.min().unwrap_or_default();
    let lines = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default().trim_end());
    let text: Vec<&str> = lines.collect();
    text.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_in_front_of_every_line_is_left_out_and_no_other() {
        assert_eq!(
            docs(" Buys.\n\n     let a;\n it.\n"),
            "Buys.\n\n    let a;\nit."
        );
        assert_eq!(docs(""), "");
        assert_eq!(docs("\n  \n"), "");
        // A no-break space is two bytes.
        assert_eq!(
            docs("\u{a0}one\n two\n"),
            "\u{a0}one\n two".trim_start_matches('\n')
        );
    }
}
