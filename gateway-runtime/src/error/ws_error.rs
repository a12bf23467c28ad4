//! `WsError` is the only error that reaches a client.

use std::{borrow::Cow, error::Error, fmt};

use serde::Serialize;

use super::{BoxError, FieldError, chain::in_a_line};

/// An error that a client is told: NestJS's `WsException`, with a code that programs can rely on.
///
/// On the wire it is
/// `{ "status": "error", "code", "message", "details"?, "errors"?, "cause": { "pattern" } }`. A client that
/// requested an acknowledgement gets the error as the acknowledgement, any other client as the event
/// `exception`; the app can choose otherwise with
/// [`error_delivery`](crate::GatewayAppBuilder::error_delivery) and
/// [`error_cause`](crate::GatewayAppBuilder::error_cause). Nothing but the code, the message, the details and
/// the invalid fields leaves the server.
///
/// Most errors are made of a `Result` or an `Option` that has no value, by the methods of
/// [`OrWsError`](crate::OrWsError), which the prelude has:
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// fn port(text: &str) -> Result<u16, WsError> {
///     let (_, port) = text.split_once(':').or_not_found("there is no port")?;  // an `Option`
///     port.parse().or_bad_request("the port is no number")                     // a `Result`: its error is logged
/// }
///
/// assert_eq!(port("localhost").unwrap_err().code(), "not_found");
/// assert_eq!(port("localhost:http").unwrap_err().message(), "the port is no number");
///
/// fn motto() -> Result<String, WsError> {
///     std::fs::read_to_string("no-such-file").or_internal()                    // for the log alone
/// }
///
/// assert_eq!(motto().unwrap_err().message(), "Internal server error");
/// ```
///
/// Or they are made by hand:
///
/// ```
/// use gateway_runtime::WsError;
///
/// let error = WsError::not_found("no such order").with_details(&["A-1", "A-2"]);
/// assert_eq!(error.code(), "not_found");
/// assert_eq!(error.message(), "no such order");
///
/// // A code of your own:
/// let error = WsError::new("insufficient_funds", "the balance is too low");
/// assert_eq!(error.to_string(), "the balance is too low");
/// ```
///
/// Errors of your own [derive `WsError`](derive@crate::WsError), or convert with `impl From<YourError> for WsError`. A method may also return
/// `Result<_, Box<dyn Error + Send + Sync>>`, into which `?` converts every error: a boxed `WsError` is
/// answered as it is, every other error is internal. With the feature `anyhow`, the same holds for
/// `anyhow::Result<_>`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Settings;
///
/// #[websocket_gateway]
/// impl Settings {
///     #[subscribe_message("read")]
///     fn read(&self, #[message_body] name: String) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
///         if name.starts_with("SECRET") {
///             return Err(WsError::forbidden("this one is secret").into()); // for the client
///         }
///         Ok(std::env::var(name)?)                                        // for the log
///     }
/// }
/// ```
pub struct WsError(Box<Inner>);

struct Inner {
    code: Cow<'static, str>,
    message: Cow<'static, str>,
    details: Option<serde_json::Value>,
    errors: Vec<FieldError>,
    source: Option<BoxError>,
}

/// The code of errors that are the server's fault.
const INTERNAL: &str = "internal";

impl WsError {
    /// An error with a code of your own. Codes are written in snake case.
    // The compiler shows the head to somebody who forgets the code.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self /* or `unauthorized(message)`, .. */
    {
        Self(Box::new(Inner {
            code: code.into(),
            message: message.into(),
            details: None,
            errors: Vec::new(),
            source: None,
        }))
    }

    /// `bad_request`: what the client sent makes no sense.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("bad_request", message)
    }

    /// `bad_request` with the fields that are wrong, which the client gets as
    /// `errors: [{ path, message }]`: the answer of a failed validation.
    ///
    /// ```
    /// use gateway_runtime::{FieldError, WsError};
    ///
    /// let error = WsError::invalid(vec![FieldError::new("items[0].amount", "lower than 1")]);
    /// assert_eq!(error.code(), "bad_request");
    /// assert_eq!(error.errors()[0].path, "items[0].amount");
    /// ```
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut error = Self::bad_request("the validation failed");
        error.0.errors = errors;
        error
    }

    /// `unauthorized`: the client has not said who it is.
    pub fn unauthorized(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("unauthorized", message)
    }

    /// `forbidden`: the client may not do this.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("forbidden", message)
    }

    /// `not_found`: what the client asks for does not exist.
    pub fn not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("not_found", message)
    }

    /// `conflict`: the request contradicts the present state.
    pub fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("conflict", message)
    }

    /// `too_many_requests`: the client should slow down.
    pub fn too_many_requests(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("too_many_requests", message)
    }

    /// `timeout`: the answer took too long.
    pub fn timeout(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("timeout", message)
    }

    /// `unavailable`: the server cannot take this now, for example because it shuts down.
    pub fn unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("unavailable", message)
    }

    /// `internal`: the client is told "Internal server error" and no more; `source` and its own
    /// sources go into one log record.
    ///
    /// ```
    /// use gateway_runtime::WsError;
    ///
    /// let error = WsError::internal(std::io::Error::other("disk full"));
    /// assert_eq!(error.message(), "Internal server error");
    /// assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "disk full");
    /// ```
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::failure().with_source(source.into())
    }

    /// `internal` without a source: what a client is told when the log already has the reason.
    pub(crate) fn failure() -> Self {
        Self::new(INTERNAL, "Internal server error")
    }

    /// Adds the reason of the error, for the log.
    #[must_use]
    pub(crate) fn with_source(mut self, source: BoxError) -> Self {
        self.0.source = Some(source);
        self
    }

    /// Whether the error is the server's fault and not the client's.
    pub(crate) fn is_internal(&self) -> bool {
        self.code() == INTERNAL
    }

    /// Adds data that the client gets as `details`. A value that cannot be written as JSON is
    /// left out, with a log record.
    #[must_use]
    pub fn with_details(mut self, details: impl Serialize) -> Self {
        match serde_json::to_value(details) {
            Ok(details) => {
                self.0.details = Some(details);
                self
            }
            Err(error) => self.without_details(&error),
        }
    }

    /// The error as it is, and a log record of why its details are left out.
    pub(crate) fn without_details(self, error: &serde_json::Error) -> Self {
        tracing::error!(code = %self.0.code, %error, "the details of an error cannot be written as JSON");
        self
    }

    /// The code, by which programs distinguish errors: for example `not_found`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The message, for people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The data that [`with_details`](Self::with_details) added.
    #[must_use]
    pub fn details(&self) -> Option<&serde_json::Value> {
        self.0.details.as_ref()
    }

    /// The fields that a validation found wrong.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// The source chain in one line, for the log: the outermost error first.
    pub(crate) fn chain(&self) -> Option<String> {
        let chain = in_a_line(self.source()?);
        (!chain.is_empty()).then_some(chain)
    }
}

impl fmt::Display for WsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for WsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WsError")
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("details", &self.0.details)
            .field("errors", &self.0.errors)
            .field("source", &self.0.source)
            .finish()
    }
}

impl Error for WsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source: &(dyn Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}
