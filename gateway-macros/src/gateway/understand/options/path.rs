//! `path` reads the path of a server: `path = "/socket.io"`.
//!
//! The server compares the path with what stands in the request, letter by letter. So the path has
//! to be written as clients send it.

use std::fmt::Write;

use syn::LitStr;

use crate::{arguments::Named, errors::Errors, values::string};

/// What a path may contain beside letters, digits and percent-encoding.
const OTHER_LETTERS: &str = "/-._~!$&'()+,;=:@";

/// Accepts `path = "/socket.io"`, `path = "socket.io"` and `path = "/socket.io/"`, which are the
/// same.
pub(super) fn path(option: &Named, errors: &mut Errors) -> Option<LitStr> {
    let literal = string(option, "a string", "/socket.io", errors)?;
    let value = literal.value();
    if let Some(problem) = problem(&value) {
        errors.at(literal.span(), problem);
        return None;
    }
    let segments = value.trim_matches('/');
    Some(LitStr::new(&format!("/{segments}"), literal.span()))
}

/// What is wrong with a path, with the remedy.
fn problem(value: &str) -> Option<String> {
    if value.is_empty() || value == "/" {
        let path = if value.is_empty() {
            "an empty path"
        } else {
            "path `/`"
        };
        return Some(format!(
            "{path} would take every request; name one, as in `path = \"/socket.io\"`"
        ));
    }
    let problem = value
        .char_indices()
        .find_map(|(index, letter)| letter_problem(letter, &value[index..]))
        .or_else(|| segments_problem(value))?;
    Some(format!("path `{}` {problem}", value.escape_debug()))
}

/// What is wrong with a letter, as the end of a sentence about the path; `rest` begins with it.
fn letter_problem(letter: char, rest: &str) -> Option<String> {
    match letter {
        '?' | '#' => Some(format!(
            "contains {letter:?}, which ends the path of a request; remove it and what follows"
        )),
        '{' | '}' | '*' => Some(format!(
            "contains {letter:?}; a path has no parameters and no wildcards: remove it"
        )),
        '%' => {
            let digits = rest.bytes().skip(1).take(2);
            let is_encoded = digits.filter(u8::is_ascii_hexdigit).count() == 2;
            (!is_encoded).then(|| {
                "contains '%' without two hexadecimal digits; write `%25` for the sign itself"
                    .to_owned()
            })
        }
        _ if letter.is_ascii_alphanumeric() || OTHER_LETTERS.contains(letter) => None,
        _ if letter.is_ascii() || letter.is_control() || letter.is_whitespace() => Some(format!(
            "contains {letter:?}, which the path of a request cannot carry; remove it"
        )),
        _ => Some(format!(
            "contains {letter:?}, which clients send as `{}`; write that",
            percent_encoded(letter)
        )),
    }
}

fn segments_problem(value: &str) -> Option<String> {
    if value.contains("//") {
        return Some("has two slashes in a row; remove one".to_owned());
    }
    let segment = value
        .split('/')
        .find(|segment| matches!(*segment, "." | ".."))?;
    Some(format!(
        "has the segment `{segment}`, which clients resolve before they send it; remove it"
    ))
}

fn percent_encoded(letter: char) -> String {
    let mut encoded = String::new();
    for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string does not fail.
        let _ = write!(encoded, "%{byte:02X}");
    }
    encoded
}
