//! `instead_of_option` is about enhancers that are written as options of another attribute.

use super::{SET_METADATA, THROTTLE, USE_FILTERS, USE_GUARDS, USE_INTERCEPTORS};
use crate::suggestion;

const OPTIONS: &[(&str, &str)] = &[
    ("guards", USE_GUARDS),
    ("interceptors", USE_INTERCEPTORS),
    ("filters", USE_FILTERS),
    ("metadata", SET_METADATA),
    ("throttle", THROTTLE),
];

/// What to write instead of the option `name`, after its name.
pub(crate) fn instead_of_option(name: &str) -> Option<String> {
    let is_name = |known: &str| suggestion::is_same(name, known);
    let option = OPTIONS
        .iter()
        .find(|(option, attribute)| is_name(option) || is_name(attribute));
    if let Some((_, attribute)) = option {
        return Some(format!(
            "is an attribute of its own; write `#[{attribute}(..)]` below this one"
        ));
    }
    is_name("pipes")
        .then(|| "stands at a parameter; write `#[message_body(pipe = name)]` there".to_owned())
}
