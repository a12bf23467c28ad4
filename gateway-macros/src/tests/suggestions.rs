//! "Did you mean", and names made from types.

use crate::suggestion::{closest, kebab_case, list};

const KNOWN: &[&str] = &["namespace", "rename_all", "max_in_flight", "emits"];

#[test]
fn slips_are_recognised() {
    for (written, meant) in [
        ("nmespace", "namespace"),
        ("namepsace", "namespace"),
        ("namespaces", "namespace"),
        ("renameAll", "rename_all"),
        ("rename-all", "rename_all"),
        ("maxInFlight", "max_in_flight"),
        ("emit", "emits"),
    ] {
        assert_eq!(closest(written, KNOWN), Some(meant), "{written}");
    }
}

#[test]
fn other_words_are_not() {
    for written in ["guard", "room", "x", "", "_"] {
        assert_eq!(closest(written, KNOWN), None, "{written}");
    }
}

#[test]
fn lists() {
    assert_eq!(list(&["a"]), "`a`");
    assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
}

#[test]
fn kebab_cases() {
    for (name, expected) in [
        ("ReceiveMessage", "receive-message"),
        ("Sent", "sent"),
        ("HTTPError", "http-error"),
        ("UserV2Joined", "user-v2-joined"),
        ("snake_case", "snake-case"),
        ("r", "r"),
    ] {
        assert_eq!(kebab_case(name), expected);
    }
}
