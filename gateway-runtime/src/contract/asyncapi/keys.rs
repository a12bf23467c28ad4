//! `key` makes names that may stand in a document as keys: AsyncAPI allows letters, digits, `.`, `_` and `-`.
//!
//! Two dots join keys, so that different names never have one key.

use std::fmt::Write as _;

/// The key of a name. A character that is not allowed, or a dot, is its code point between dots.
pub(super) fn key(name: &str) -> String {
    let mut key = String::new();
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => key.push(character),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(key, ".{:x}.", u32::from(other));
            }
        }
    }
    if key.is_empty() {
        ".empty.".clone_into(&mut key);
    }
    key
}

/// The key of a namespace, without the slash that all begin with.
pub(super) fn namespace(path: &str) -> String {
    match path {
        "/" => "root".to_owned(),
        "/root" => key(path),
        other => key(other.trim_start_matches('/')),
    }
}
