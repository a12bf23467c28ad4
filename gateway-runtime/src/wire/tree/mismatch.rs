//! `Mismatch` is why a tree does not decode to a type, and where in the tree.
//!
//! The place is noted while the error goes up, by the list, the object or the variant that it passes: so no
//! deserializer has to be wrapped in one that keeps a path, and be compiled once more for each type.

use std::fmt::{self, Display, Write as _};

use serde::de::{self, Expected, Unexpected};

/// An error of a tree as a deserializer.
#[derive(Debug)]
pub(in crate::wire) struct Mismatch(Box<Inner>);

#[derive(Debug)]
struct Inner {
    /// In `serde_json`'s words.
    reason: serde_json::Error,
    /// The innermost first.
    path: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    /// An element of a list.
    Index(usize),
    /// A member of an object, or a variant.
    Name(String),
}

impl Mismatch {
    /// The same in an element of a list.
    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The same in the value of a member, or in the content of a variant.
    pub(super) fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Name(name.to_owned()));
        self
    }

    /// The same in the key `key`, which is text and has no parts.
    pub(super) fn in_key(mut self, key: &str) -> Self {
        self.0.path.clear();
        self.in_member(key)
    }

    /// Where it is: `users[0].name`. Nothing if it is the whole tree.
    pub(in crate::wire) fn path(&self) -> Option<String> {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            // Nothing that is written into a string fails.
            let _ = match segment {
                Segment::Index(index) => write!(path, "[{index}]"),
                Segment::Name(name) if path.is_empty() => write!(path, "{name}"),
                Segment::Name(name) => write!(path, ".{name}"),
            };
        }
        (!self.0.path.is_empty()).then_some(path)
    }

    /// What is wrong there.
    pub(in crate::wire) fn reason(&self) -> &serde_json::Error {
        &self.0.reason
    }

    /// The same without the place.
    pub(in crate::wire) fn into_reason(self) -> serde_json::Error {
        self.0.reason
    }
}

impl From<serde_json::Error> for Mismatch {
    fn from(reason: serde_json::Error) -> Self {
        let path = Vec::new();
        Self(Box::new(Inner { reason, path }))
    }
}

impl de::Error for Mismatch {
    fn custom<T: Display>(message: T) -> Self {
        serde_json::Error::custom(message).into()
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        serde_json::Error::invalid_type(unexpected, expected).into()
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        serde_json::Error::invalid_value(unexpected, expected).into()
    }
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.reason.fmt(f)
    }
}

impl std::error::Error for Mismatch {}
