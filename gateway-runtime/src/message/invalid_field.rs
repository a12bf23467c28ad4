//! `InvalidField` is a field that a validation refused, before the field has the client's name.

use crate::{error::FieldError, wire::FieldNames};

/// A field of a body, as Rust names it.
pub struct InvalidField {
    /// Which argument of the body it is in, beginning with 0: more than 0 in an `Args` only.
    pub(super) argument: usize,
    pub(super) path: String,
    pub(super) message: String,
}

impl InvalidField {
    /// The field for the client, with a path that begins with `at`.
    pub(super) fn named(self, names: &FieldNames, at: &str) -> FieldError {
        let path = match (at, names.path(&self.path)) {
            ("", path) => path,
            (at, path) if path.is_empty() => at.to_owned(),
            (at, path) if path.starts_with('[') => format!("{at}{path}"),
            (at, path) => format!("{at}.{path}"),
        };
        FieldError::new(path, self.message)
    }
}
