//! `path` writes where a value is inside of an argument.

use std::fmt::Write;

use jsonschema::paths::{Location, LocationSegment};

/// `items[0].amount`; nothing for the argument itself.
pub(super) fn path(location: &Location) -> String {
    let mut path = String::new();
    for segment in location.segments() {
        match segment {
            LocationSegment::Index(index) => {
                // Writing to a text does not fail.
                let _ = write!(path, "[{index}]");
            }
            LocationSegment::Property(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&name);
            }
        }
    }
    path
}
