//! `with_fields`, `with_cause` and their like make a `WsError` of an error of the user's: what `#[derive(WsError)]` calls.

use std::{
    borrow::Cow,
    error::Error,
    fmt::{self, Display},
};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{BoxError, IntoWsError, WsError};

/// The message that a format string makes, which is borrowed if there is nothing to format.
#[must_use]
pub fn message(arguments: fmt::Arguments<'_>) -> Cow<'static, str> {
    arguments
        .as_str()
        .map_or_else(|| arguments.to_string().into(), Cow::Borrowed)
}

/// An error that has a text of its own, for a variant that has no message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no message for its client here, and no `Display`",
    label = "what is the client told?",
    note = "write `#[ws_error(message = \"..\")]` above this, where fields may stand in braces",
    note = "or implement `Display` for `{Self}`, which `thiserror` does with `#[error(\"..\")]` above each variant",
    note = "or `#[ws_error(internal)]`, if this is a fault of the server, of which clients are told nothing"
)]
pub trait DisplayedError {
    /// The text.
    fn message(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<E: Display> DisplayedError for E {
    fn message(&self) -> String {
        self.to_string()
    }
}

/// A field as the client gets it in `details`.
pub(super) type Written = Result<Value, serde_json::Error>;

/// A field that can be a part of `details`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in the `details` of an error",
    label = "this field is not `Serialize`",
    note = "add `#[derive(Serialize)]` to `{Self}`",
    note = "or leave the field out of the `details`: `#[ws_error(skip)]` above it"
)]
pub trait Detail {
    /// The field's value.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    fn written(&self) -> Written;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Detail for T {
    fn written(&self) -> Written {
        serde_json::to_value(self)
    }
}

/// Adds an object as `details`.
#[must_use]
pub fn with_fields<const N: usize>(
    error: WsError,
    fields: [(&'static str, Written); N],
) -> WsError {
    let fields = fields
        .into_iter()
        .map(|(name, value)| value.map(|value| (name.to_owned(), value)));
    with_value(
        error,
        fields.collect::<Result<Map<_, _>, _>>().map(Value::Object),
    )
}

/// Adds an array as `details`.
#[must_use]
pub fn with_values<const N: usize>(error: WsError, values: [Written; N]) -> WsError {
    with_value(
        error,
        values
            .into_iter()
            .collect::<Result<_, _>>()
            .map(Value::Array),
    )
}

/// Adds one value as `details`. One that cannot be written is left out, with a log record.
#[must_use]
pub fn with_value(error: WsError, value: Written) -> WsError {
    match value {
        Ok(value) => error.with_details(value),
        Err(problem) => error.without_details(&problem),
    }
}

/// What may be the reason of an error.
pub struct Cause<T>(pub T);

impl<T: Into<BoxError>> Cause<T> {
    /// The reason.
    ///
    /// # Errors
    /// None; those are for other types.
    pub fn __gateway_cause(self) -> Result<BoxError, T> {
        Ok(self.0.into())
    }
}

/// Anything else.
pub trait NoCause {
    /// What it is.
    type Given;

    /// The value.
    ///
    /// # Errors
    /// The value, which is no error.
    fn __gateway_cause(self) -> Result<BoxError, Self::Given>;
}

impl<T> NoCause for Cause<T> {
    type Given = T;

    fn __gateway_cause(self) -> Result<BoxError, T> {
        Err(self.0)
    }
}

/// Adds the reason of an error, if there is one.
#[must_use]
pub fn with_cause(error: WsError, cause: Option<BoxError>) -> WsError {
    match cause {
        Some(cause) => error.with_source(cause),
        None => error,
    }
}

/// A fault of the server, of which the log gets the text and the reason.
#[must_use]
pub fn internal_for(text: impl Into<Cow<'static, str>>, cause: Option<BoxError>) -> WsError {
    WsError::internal(Fault {
        text: text.into(),
        cause,
    })
}

#[derive(Debug)]
struct Fault {
    text: Cow<'static, str>,
    cause: Option<BoxError>,
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause: &(dyn Error + 'static) = self.cause.as_deref()?;
        Some(cause)
    }
}

/// An error that another one passes on as it is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` says nothing that `transparent` could pass on",
    label = "this error does not convert into `WsError`",
    note = "if `{Self}` is yours, add `#[derive(WsError)]` to it",
    note = "for an error of another crate, write `#[ws_error(internal)]`, of which clients are told nothing, or \
            `#[ws_error(message = \"..\")]` in place of `transparent`"
)]
pub trait PassedOn {
    /// The error.
    fn pass_on(self) -> WsError;
}

#[diagnostic::do_not_recommend]
impl<E: IntoWsError> PassedOn for E {
    fn pass_on(self) -> WsError {
        self.into_ws_error()
    }
}
