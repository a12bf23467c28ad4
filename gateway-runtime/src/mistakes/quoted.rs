//! `Quoted` is a text of a stranger, as it may stand in a log line.

use std::fmt;

/// How many characters of the text are written.
const WRITTEN: usize = 80;

/// A text in double quotes, without line breaks and control characters, of which only the beginning is written if
/// it is long.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let beginning = match self.0.char_indices().nth(WRITTEN) {
            Some((end, _)) => self.0.get(..end).unwrap_or_default(),
            None => self.0,
        };
        let more = if beginning.len() < self.0.len() {
            ".."
        } else {
            ""
        };
        write!(f, "\"{}\"{more}", beginning.escape_debug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_text_is_escaped_and_cut() {
        let text = |text: &str| Quoted(text).to_string();
        assert_eq!(text("/chat"), r#""/chat""#);
        assert_eq!(
            text("/a\n\u{1b}[31m\"b\u{202e}"),
            r#""/a\n\u{1b}[31m\"b\u{202e}""#
        );
        assert_eq!(text(&"n".repeat(WRITTEN)).len(), WRITTEN + 2);
        assert_eq!(
            text(&"\u{20ac}".repeat(1_000_000)),
            format!("\"{}\"..", "\u{20ac}".repeat(WRITTEN))
        );
    }
}
