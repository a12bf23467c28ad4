//! `Pattern` is the name of a subscribed event, as cheap to keep with each message as it can be.

use std::sync::Arc;

/// The name of a subscribed event, as cheap to keep with each message as it can be.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// Written in the attribute.
    Literal(&'static str),
    /// Made from a method's name at start-up.
    Cased(Arc<str>),
    /// What a client sent and nobody subscribes to by name.
    Unknown(Box<str>),
}

impl Pattern {
    /// The name itself.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Literal(name) => name,
            Self::Cased(name) => name,
            Self::Unknown(name) => name,
        }
    }
}
