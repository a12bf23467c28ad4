//! `OrWsError` turns any `Result` or `Option` into a `Result` with a `WsError`.

use std::{borrow::Cow, panic::Location};

use super::{BoxError, WsError};

/// What the client is told if there is no value: one method for each kind of [`WsError`], on every `Option` and
/// on every `Result` whose error is an `Error`, boxed, an `anyhow::Error`, or text.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Login { name: String, port: String }
///
/// #[websocket_gateway]
/// struct Users {
///     names: Vec<String>,
/// }
///
/// #[websocket_gateway]
/// impl Users {
///     #[subscribe_message("log-in")]
///     fn log_in(&self, #[message_body] login: Login) -> Result<String, WsError> {
///         // Of a `Result`: the client gets the message, and the log the error.
///         let port: u16 = login.port.parse().or_bad_request("the port is no number")?;
///         // Of an `Option`.
///         let name = self.names.iter().find(|name| **name == login.name).or_not_found("no such user")?;
///         // The server's fault: the client gets "Internal server error", and the log the error.
///         let motto = std::fs::read_to_string("motto.txt").or_internal()?;
///         Ok(format!("{name}:{port}: {motto}"))
///     }
/// }
/// ```
///
/// The error of a `Result` becomes the [`source`](std::error::Error::source) of the `WsError`. No client sees the
/// source. The log shows it at the level ERROR for an internal error, else at DEBUG.
///
/// A message is made whether or not there is an error. If that is expensive, or if the message depends on the error,
/// write `.map_err(|error| WsError::bad_request(format!(..)))`.
pub trait OrWsError<T>: Sized {
    /// The value, or an error that `make` makes and that has the reason as its source.
    #[doc(hidden)]
    fn or_error(self, make: impl FnOnce() -> WsError) -> Result<T, WsError>;

    /// The value, or [`bad_request`](WsError::bad_request): what the client sent makes no sense.
    fn or_bad_request(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::bad_request(message))
    }

    /// The value, or [`unauthorized`](WsError::unauthorized): the client has not said who it is.
    fn or_unauthorized(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::unauthorized(message))
    }

    /// The value, or [`forbidden`](WsError::forbidden): the client may not do this.
    fn or_forbidden(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::forbidden(message))
    }

    /// The value, or [`not_found`](WsError::not_found): what the client asks for does not exist.
    fn or_not_found(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::not_found(message))
    }

    /// The value, or [`conflict`](WsError::conflict): the request contradicts the present state.
    fn or_conflict(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::conflict(message))
    }

    /// The value, or [`too_many_requests`](WsError::too_many_requests): the client should slow down.
    fn or_too_many_requests(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::too_many_requests(message))
    }

    /// The value, or [`timeout`](WsError::timeout): the answer took too long.
    fn or_timeout(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::timeout(message))
    }

    /// The value, or [`unavailable`](WsError::unavailable): the server cannot take this now.
    fn or_unavailable(self, message: impl Into<Cow<'static, str>>) -> Result<T, WsError> {
        self.or_error(|| WsError::unavailable(message))
    }

    /// The value, or an [internal](WsError::internal) error: the client is told "Internal server error", and the log
    /// the reason. For an `Option`, the reason is the place of this call.
    #[track_caller]
    fn or_internal(self) -> Result<T, WsError>;
}

impl<T, E: Into<BoxError>> OrWsError<T> for Result<T, E> {
    fn or_error(self, make: impl FnOnce() -> WsError) -> Result<T, WsError> {
        self.map_err(|error| make().with_source(error.into()))
    }

    fn or_internal(self) -> Result<T, WsError> {
        self.map_err(WsError::internal)
    }
}

impl<T> OrWsError<T> for Option<T> {
    fn or_error(self, make: impl FnOnce() -> WsError) -> Result<T, WsError> {
        self.ok_or_else(make)
    }

    #[track_caller]
    fn or_internal(self) -> Result<T, WsError> {
        let place = Location::caller();
        self.ok_or_else(|| WsError::internal(format!("there is no value at {place}")))
    }
}

#[cfg(test)]
mod tests {
    use std::{error::Error, io};

    use super::*;

    fn refused<T>(result: Result<T, WsError>) -> (String, String, Option<String>) {
        let error = result.err().expect("an error");
        let chain = error.chain();
        (error.code().to_owned(), error.message().to_owned(), chain)
    }

    #[test]
    fn a_value_stays() {
        assert_eq!(Some(1).or_not_found("no").ok(), Some(1));
        assert_eq!("1".parse::<u8>().or_bad_request("no").ok(), Some(1));
        assert_eq!(Some(1).or_internal().ok(), Some(1));
    }

    #[test]
    fn each_method_has_its_code() {
        let none = None::<u8>;
        let all = [
            (none.or_bad_request("m"), "bad_request"),
            (none.or_unauthorized("m"), "unauthorized"),
            (none.or_forbidden("m"), "forbidden"),
            (none.or_not_found("m"), "not_found"),
            (none.or_conflict("m"), "conflict"),
            (none.or_too_many_requests("m"), "too_many_requests"),
            (none.or_timeout("m"), "timeout"),
            (none.or_unavailable("m"), "unavailable"),
        ];
        for (result, code) in all {
            assert_eq!(refused(result), (code.into(), "m".into(), None));
        }
    }

    #[test]
    fn the_error_of_a_result_is_the_source() {
        let error = "x".parse::<u8>().or_bad_request("no number").err();
        let error = error.expect("an error");
        assert!(
            error
                .source()
                .is_some_and(<dyn Error>::is::<std::num::ParseIntError>)
        );
        assert_eq!(error.message(), "no number");

        let boxed: Result<(), BoxError> = Err("boxed".into());
        assert_eq!(refused(boxed.or_conflict("m")).2.as_deref(), Some("boxed"));
        let text: Result<(), &str> = Err("text");
        assert_eq!(refused(text.or_timeout("m")).2.as_deref(), Some("text"));
        let text: Result<(), String> = Err("text".into());
        assert_eq!(refused(text.or_internal()).2.as_deref(), Some("text"));
        let own: Result<(), WsError> = Err(WsError::conflict("twice"));
        assert_eq!(refused(own.or_forbidden("m")).2.as_deref(), Some("twice"));
    }

    #[cfg(feature = "anyhow")]
    #[test]
    fn an_anyhow_error_is_a_source() {
        use anyhow::Context as _;

        let failed: Result<(), _> = Err(io::Error::other("disk full")).context("saving");
        let (code, _, chain) = refused(failed.or_internal());
        assert_eq!(
            (code.as_str(), chain.as_deref()),
            ("internal", Some("saving: disk full"))
        );
    }

    #[test]
    fn the_client_is_told_nothing_of_an_internal_error() {
        let failed: Result<(), _> = Err(io::Error::other("disk full"));
        let (code, message, chain) = refused(failed.or_internal());
        assert_eq!(
            (code.as_str(), message.as_str()),
            ("internal", "Internal server error")
        );
        assert_eq!(chain.as_deref(), Some("disk full"));
    }

    #[test]
    fn the_log_says_where_an_option_was_empty() {
        let (line, result) = (line!(), None::<u8>.or_internal());
        let chain = refused(result).2.expect("a reason");
        let place = format!("there is no value at {}:{line}:", file!());
        assert!(chain.starts_with(&place), "{chain}");
    }
}
