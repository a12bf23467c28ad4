//! `Filter` is which part of what was sent an expectation is about.

use std::fmt;

use super::record::Record;

/// Which records are meant: all that everything which is set says of.
#[derive(Clone, Default)]
pub(super) struct Filter {
    pub(super) namespace: Option<String>,
    /// Each of these rooms.
    pub(super) rooms: Vec<String>,
    /// No room at all.
    pub(super) is_everyone: bool,
}

impl Filter {
    pub(super) fn accepts(&self, record: &Record) -> bool {
        let is_meant = |room: &String| record.rooms.contains(room) && !record.except.contains(room);
        self.is_in_namespace_of(record)
            && self.rooms.iter().all(is_meant)
            && (!self.is_everyone || record.rooms.is_empty())
    }

    /// Whether the record's namespace is meant.
    pub(super) fn is_in_namespace_of(&self, record: &Record) -> bool {
        let is_it = |namespace: &String| *namespace == record.namespace;
        self.namespace.as_ref().is_none_or(is_it)
    }
}

/// What is said behind the name of an event: ` to "user:7" in /payments`.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_everyone {
            f.write_str(" to everyone")?;
        }
        for room in &self.rooms {
            write!(f, " to {room:?}")?;
        }
        match &self.namespace {
            Some(namespace) => write!(f, " in {namespace}"),
            None => Ok(()),
        }
    }
}
