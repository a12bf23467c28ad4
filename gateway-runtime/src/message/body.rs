//! The bound on bodies.

use serde::de::DeserializeOwned;

/// What a `#[message_body]` parameter can be: every type that owns what it deserialises.
///
/// Borrowed text is not possible: a JSON string with an escape has to be decoded into memory of its
/// own, so `&str` would fail at run time on the first message with a quote or a line break.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a message body",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`"
)]
pub trait Body: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Body for T {}
