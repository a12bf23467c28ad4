//! `identifier`, `pascal_case`, `key` and `literal` write a text of a user's so that TypeScript reads it as one name or
//! one string.

use std::fmt::Write as _;

/// Letters beside those of ASCII that identifiers may have in each TypeScript: the scripts in which words are written
/// most. Other characters become `_`.
const LETTERS: &[(char, char)] = &[
    ('\u{c0}', '\u{d6}'), // Latin, without the multiplication sign
    ('\u{d8}', '\u{f6}'), // and the division sign
    ('\u{f8}', '\u{24f}'),
    ('\u{386}', '\u{386}'), // Greek
    ('\u{388}', '\u{38a}'),
    ('\u{38e}', '\u{3a1}'),
    ('\u{3a3}', '\u{3f5}'),
    ('\u{400}', '\u{481}'), // Cyrillic
    ('\u{48a}', '\u{52f}'),
    ('\u{5d0}', '\u{5ea}'),   // Hebrew
    ('\u{620}', '\u{64a}'),   // Arabic
    ('\u{905}', '\u{939}'),   // Devanagari
    ('\u{3041}', '\u{3096}'), // Hiragana
    ('\u{30a1}', '\u{30fa}'), // Katakana
    ('\u{4e00}', '\u{9fff}'), // Han
    ('\u{ac00}', '\u{d7a3}'), // Hangul
];

/// Whether a character may stand anywhere in an identifier but at its beginning.
fn is_of_identifiers(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '_' | '$')
        || LETTERS
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character))
}

/// `name`, with `_` for what no identifier may have. It may still be a reserved word.
pub(super) fn identifier(name: &str) -> String {
    let mut identifier: String = name
        .chars()
        .map(|character| {
            if is_of_identifiers(character) {
                character
            } else {
                '_'
            }
        })
        .collect();
    if !identifier.starts_with(|first: char| !first.is_ascii_digit()) {
        identifier.insert(0, '_');
    }
    identifier
}

/// `/chat/{room}` is `ChatRoom`, and `send-message` is `SendMessage`. Not an identifier by itself: it may be empty, or
/// begin with a digit.
pub(super) fn pascal_case(text: &str) -> String {
    text.split(|character| !is_of_identifiers(character) || matches!(character, '_' | '$'))
        .map(capitalized)
        .collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut upper = first.to_uppercase();
    let first = match (upper.next(), upper.next()) {
        (Some(upper), None) if is_of_identifiers(upper) => upper,
        _ => first,
    };
    format!("{first}{}", letters.as_str())
}

/// The name of a member, with quotes where it needs them.
pub(super) fn key(name: &str) -> String {
    let is_plain = name
        .starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '$'));
    if is_plain {
        name.to_owned()
    } else {
        literal(name)
    }
}

/// The text as a string literal. What an editor would not show, or show elsewhere, is escaped.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if is_hidden(character) => {
                // Writing to a `String` cannot fail.
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(character));
            }
            _ => literal.push(character),
        }
    }
    literal + "\""
}

/// Whether a character is not seen, ends a line, or changes the direction of what is behind it, so that source text
/// would not look like what it is.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_identifier() {
        assert_eq!(identifier("Page<User>"), "Page_User_");
        assert_eq!(identifier("9Lives"), "_9Lives");
        assert_eq!(identifier(""), "_");
        assert_eq!(identifier("Größe"), "Größe");
        assert_eq!(identifier("a\u{301}\u{2028}b"), "a__b");
        assert_eq!(identifier("x²⑨ⓐ😀"), "x____");
    }

    #[test]
    fn words_are_joined_with_capitals() {
        assert_eq!(pascal_case("/chat/{room}"), "ChatRoom");
        assert_eq!(pascal_case("send-message_to.all"), "SendMessageToAll");
        assert_eq!(pascal_case("/"), "");
        assert_eq!(pascal_case("/чат/ŉ"), "Чатŉ");
    }

    #[test]
    fn a_key_has_quotes_where_it_needs_them() {
        assert_eq!(key("name"), "name");
        assert_eq!(key("__proto__"), "__proto__");
        assert_eq!(key("send-message"), "\"send-message\"");
        assert_eq!(key("1"), "\"1\"");
        assert_eq!(key(""), "\"\"");
        assert_eq!(key("größe"), "\"größe\"");
    }

    #[test]
    fn a_literal_shows_what_it_is() {
        assert_eq!(literal(r#"a"b\c"#), r#""a\"b\\c""#);
        assert_eq!(literal("a\n\r\t\u{7}"), r#""a\n\r\t\u{7}""#);
        assert_eq!(
            literal("\u{2028}\u{202e}\u{feff}"),
            r#""\u{2028}\u{202e}\u{feff}""#
        );
    }
}
