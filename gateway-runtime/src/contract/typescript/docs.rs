//! `comment` writes documentation as a comment that ends where it should.

use super::identifier::is_hidden;

/// `text` as a documentation comment of what stands at `indent`, with its line break; nothing for an empty text.
pub(super) fn comment(text: &str, indent: &str) -> String {
    let seen: String = text
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !is_hidden(*character))
        .collect();
    let text = seen.replace("*/", "*\\/");
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    // One line that begins with `@ts-ignore` would be read as an order to the compiler.
    if !text.contains('\n') && !text.starts_with('@') {
        return format!("{indent}/** {text} */\n");
    }
    let mut comment = format!("{indent}/**\n");
    for line in text.lines().map(str::trim_end) {
        comment += indent;
        comment += " *";
        if !line.is_empty() {
            comment.push(' ');
            comment += line;
        }
        comment.push('\n');
    }
    comment + indent + " */\n"
}

/// Joins paragraphs, without those that are empty.
pub(super) fn paragraphs<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_line_and_lines_are_a_block() {
        assert_eq!(comment("", "  "), "");
        assert_eq!(comment(" One. ", "  "), "  /** One. */\n");
        assert_eq!(
            comment("One.\n\nTwo.", ""),
            "/**\n * One.\n *\n * Two.\n */\n"
        );
        assert_eq!(comment("One.\r\nTwo.", ""), "/**\n * One.\n * Two.\n */\n");
    }

    #[test]
    fn nothing_ends_the_comment_or_speaks_to_the_compiler() {
        assert_eq!(comment("a */ b", ""), "/** a *\\/ b */\n");
        assert_eq!(comment("a **/\n/ b", ""), "/**\n * a **\\/\n * / b\n */\n");
        assert_eq!(
            comment("@ts-expect-error", ""),
            "/**\n * @ts-expect-error\n */\n"
        );
        assert_eq!(comment("a *\u{200b}/ b", ""), "/** a *\\/ b */\n");
    }

    #[test]
    fn empty_paragraphs_are_left_out() {
        assert_eq!(paragraphs(["a", "", " b "]), "a\n\nb");
    }
}
