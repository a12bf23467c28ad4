//! `Undecodable` is why an argument could not be decoded.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::Error;

use super::tree::{Mismatch, Tree};
use crate::error::{EmitError, WsError};

/// The reason, before the event's name is added.
// In a box, so that the result of decoding an argument is not larger than the argument.
#[derive(Debug, PartialEq)]
pub struct Undecodable(Box<Inner>);

#[derive(Debug, PartialEq)]
struct Inner {
    /// The number of the argument that `reason` is about, unless it says so itself.
    argument: Option<usize>,
    /// What is wrong, after the place in the argument.
    reason: String,
    /// Whether the argument is an object, and its type is none.
    is_unexpected_object: bool,
}

impl Undecodable {
    fn new(reason: String) -> Self {
        Self(Box::new(Inner {
            argument: None,
            reason,
            is_unexpected_object: false,
        }))
    }

    /// The client did not send the argument with this number.
    pub(super) fn missing(argument: usize) -> Self {
        Self::new(format!("argument {argument} is missing"))
    }

    /// The first argument has no such member.
    pub(super) fn missing_member(key: &str) -> Self {
        Self::new(format!("`{key}` is missing"))
    }

    /// A member is something else than its type.
    pub(super) fn member(key: &str, error: &Error) -> Self {
        Self::new(format!("`{key}`: {}", plain(error)))
    }

    /// What the client acknowledged with is no array, or goes on behind it.
    pub(super) fn no_arguments() -> Self {
        Self::new("it is no list of arguments".to_owned())
    }

    /// The packet as a whole.
    pub(super) fn packet(error: &Error) -> Self {
        Self::new(plain(error))
    }

    /// The argument with this number.
    fn at(path: Option<String>, error: &Error, argument: usize) -> Self {
        let reason = plain(error);
        Self(Box::new(Inner {
            argument: Some(argument),
            is_unexpected_object: path.is_none() && reason.starts_with("invalid type: map,"),
            reason: match path {
                Some(path) => format!("`{path}`: {reason}"),
                None => reason,
            },
        }))
    }

    /// The argument with this number is cut off before it begins.
    pub(super) fn no_value(argument: usize) -> Self {
        Self::at(None, &Error::custom("EOF while parsing a value"), argument)
    }

    /// An argument that is text. If a tree is refused for another reason, its path is not the one of `error`:
    /// trees have no numbers of more than 64 bits, and hold what a type skips.
    fn text(error: &Error, in_tree: Option<&Mismatch>, argument: usize) -> Self {
        let same = in_tree.filter(|other| plain(other.reason()) == plain(error));
        Self::at(same.and_then(Mismatch::path), error, argument)
    }

    /// An argument that is a tree.
    fn tree(error: &Mismatch, argument: usize) -> Self {
        Self::at(error.path(), error.reason(), argument)
    }

    /// The error for a client that wants to connect.
    pub(super) fn in_auth(&self) -> WsError {
        WsError::bad_request(format!("invalid handshake auth: {self}"))
    }

    /// The error for the client.
    pub(crate) fn in_event(&self, event: &str) -> WsError {
        WsError::bad_request(format!("invalid body of `{event}`: {self}"))
    }

    /// The error for the client of a handler that takes several arguments.
    pub(crate) fn in_event_with_several(&self, event: &str) -> WsError {
        match self.0.argument {
            Some(number) => WsError::bad_request(format!(
                "invalid body of `{event}`: argument {number}: {}",
                self.0.reason
            )),
            None => self.in_event(event),
        }
    }

    /// Whether the client sent an object as the first argument, and the argument's type is none.
    pub(crate) fn is_unexpected_object_at_first(&self) -> bool {
        self.0.argument == Some(1) && self.0.is_unexpected_object
    }
}

/// The first argument has no number, since it is mostly the only one.
impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.0.argument.filter(|number| *number > 1) {
            write!(f, "argument {number}: ")?;
        }
        f.write_str(&self.0.reason)
    }
}

impl std::error::Error for Undecodable {}

/// What a client acknowledged with is not what the caller of `emit_with_ack` reads.
impl From<Undecodable> for EmitError {
    fn from(error: Undecodable) -> Self {
        Self::Acknowledgement(error.into())
    }
}

/// Decodes an argument that is a tree.
pub(super) fn from_tree<T: DeserializeOwned>(
    tree: Tree,
    argument: usize,
) -> Result<T, Undecodable> {
    match T::deserialize(tree) {
        Ok(decoded) => Ok(decoded),
        Err(error) => Err(Undecodable::tree(&error, argument)),
    }
}

/// Why the argument at the start of `text`, which failed to decode with `error`, is refused. To learn where
/// it is wrong it is decoded again, as a tree, which notes that.
pub(super) fn in_text<T: DeserializeOwned>(
    text: &str,
    error: &Error,
    argument: usize,
) -> Undecodable {
    let tree = Tree::at_start(text).ok();
    let in_tree = tree.and_then(|tree| T::deserialize(tree).err());
    Undecodable::text(error, in_tree.as_ref(), argument)
}

/// The reason without `serde_json`'s line and column, which mean nothing to the client.
fn plain(error: &Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}
