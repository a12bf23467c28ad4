//! Suggestions: "did you mean", and names made from types.

use crate::suggestion::{closest, kebab_case, list};

const KNOWN: &[&str] = &["namespace", "rename_all", "max_in_flight", "emits"];

#[test]
fn a_slip_is_recognised() {
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
fn another_word_is_no_slip() {
    for written in ["guard", "room", "x", "", "_"] {
        assert_eq!(closest(written, KNOWN), None, "{written}");
    }
}

#[test]
fn names_are_listed_as_in_a_sentence() {
    assert_eq!(list(&["a"]), "`a`");
    assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
}

#[test]
fn a_type_name_becomes_kebab_case() {
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
