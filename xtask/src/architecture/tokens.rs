//! `Token`s are the words and signs of Rust code: what is left of a source file without comments,
//! strings and whatever is compiled for tests alone.

/// A word or a sign, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'a> {
    /// The word whole, `::` whole, any other sign alone.
    pub(crate) text: &'a str,
    /// The number of its line, from 1 on.
    pub(crate) line: usize,
}

/// The tokens of a source file, without the items behind `#[cfg(test)]`.
pub(crate) fn of(source: &str) -> Vec<Token<'_>> {
    without_tests(&all(source))
}

fn all(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let (length, is_token) = next(rest, first);
        let text = &rest[..length];
        if is_token {
            tokens.push(Token { text, line });
        }
        line += text.matches('\n').count();
        at += length;
    }
    tokens
}

/// How long the next piece of the source is, and whether that piece is a token.
fn next(rest: &str, first: char) -> (usize, bool) {
    if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), false)
    } else if rest.starts_with("/*") {
        (block_comment(rest), false)
    } else if let Some(length) = string(rest) {
        (length, false)
    } else if first == '\'' {
        (character(rest), false)
    } else if is_word(first) {
        let end = rest.find(|other| !is_word(other));
        (end.unwrap_or(rest.len()), true)
    } else if rest.starts_with("::") {
        (2, true)
    } else {
        (first.len_utf8(), !first.is_whitespace())
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of a comment that may hold further comments.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of the string that the text begins with: plain, raw, of bytes or of C.
fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r"]
        .into_iter()
        .find(|prefix| rest.starts_with(prefix))
        .unwrap_or("");
    let behind = &rest[prefix.len()..];
    if prefix.ends_with('r') {
        let marks = behind.len() - behind.trim_start_matches('#').len();
        let content = behind[marks..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(marks));
        let length = content
            .find(&end)
            .map_or(content.len(), |at| at + end.len());
        return Some(prefix.len() + marks + 1 + length);
    }
    let content = behind.strip_prefix('"')?;
    let mut escaped = false;
    let end = content.find(|character| {
        let ends = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    Some(prefix.len() + 1 + end.map_or(content.len(), |at| at + 1))
}

/// The length of a character in quotes, or of the quote alone where a lifetime begins.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    let Some((_, first)) = characters.next() else {
        return 1;
    };
    if first == '\\' {
        // The character behind the backslash may be a quote.
        let end = rest[3.min(rest.len())..].find('\'');
        return end.map_or(rest.len(), |at| at + 4);
    }
    match characters.next() {
        Some((at, '\'')) => at + 1,
        _ => 1,
    }
}

/// The tokens without each item that `#[cfg(test)]` stands before.
fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let is_test = rest.len() > MARK.len()
            && MARK
                .iter()
                .zip(rest)
                .all(|(mark, token)| *mark == token.text);
        if is_test {
            at += MARK.len();
            at += item(&tokens[at..]);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// How many tokens the item has: up to its `;`, or up to the brace that closes it.
fn item(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 && token.text == "}" {
                    // A `use` item goes on behind its braces.
                    let ends = tokens.get(index + 1).is_some_and(|next| next.text == ";");
                    return index + 1 + usize::from(ends);
                }
            }
            ";" if depth == 0 => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    fn words(source: &str) -> Vec<&str> {
        super::of(source).iter().map(|token| token.text).collect()
    }

    #[test]
    fn comments_strings_and_characters_are_no_tokens() {
        let source = r##"a // use x
            b /* c /* d */ e */ f "g \" h" 'i' '\'' '\u{6a}' r#"k " l"# b"m" 'n, br"o" "##;
        assert_eq!(words(source), ["a", "b", "f", "n", ","]);
    }

    #[test]
    fn a_path_keeps_its_colons_and_a_token_its_line() {
        let tokens = super::of("use a::\nb;");
        let seen: Vec<_> = tokens
            .iter()
            .map(|token| (token.text, token.line))
            .collect();
        assert_eq!(seen, [("use", 1), ("a", 1), ("::", 1), ("b", 2), (";", 2)]);
    }

    #[test]
    fn what_is_compiled_for_tests_is_left_out() {
        let source = "a #[cfg(test)] mod tests { x { y } } b #[cfg(test)] use z::{c}; d";
        assert_eq!(words(source), ["a", "b", "d"]);
        assert_eq!(words("#[cfg(unix)] e")[0], "#");
    }
}
