//! `KnownError` is an error of another crate that `?` converts into a `WsError`.

use super::{BoxError, EmitError, SharedDataError, WsError};

/// An error that the application did not declare and that `?` converts into a [`WsError`] all the same:
///
/// | error | becomes |
/// |---|---|
/// | `Box<dyn Error + Send + Sync>`, and `anyhow::Error` (feature `anyhow`) | the `WsError` that it holds, else an [internal](WsError::internal) error |
/// | [`EmitError`], [`SharedDataError`] | an internal error |
///
/// What a client is told of every other error, the application says with [`OrWsError`](crate::OrWsError); for
/// errors that it declares, with `impl From<OutOfStock> for WsError`.
// There is one implementation of `From` for all of these errors, so that the bound which fails at a `?` is a trait
// of this crate: of the text for a failed `From` nothing could be chosen. At a `?`, the compiler shows the label, and
// neither the message nor the notes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert into `WsError`",
    label = "say what the client is told: `.or_bad_request(\"..\")?`, `.or_not_found(\"..\")?`, .., or `.or_internal()?`; \
             or implement `From<{Self}> for WsError`, if the type is yours"
)]
pub trait KnownError {
    /// Converts the error.
    #[doc(hidden)]
    fn into_known(self) -> WsError;
}

impl<E: KnownError> From<E> for WsError {
    fn from(error: E) -> Self {
        error.into_known()
    }
}

#[diagnostic::do_not_recommend]
impl KnownError for BoxError {
    fn into_known(self) -> WsError {
        match self.downcast::<WsError>() {
            Ok(own) => *own,
            Err(foreign) => WsError::internal(foreign),
        }
    }
}

/// A failed emit inside a handler is the server's fault.
#[diagnostic::do_not_recommend]
impl KnownError for EmitError {
    fn into_known(self) -> WsError {
        WsError::internal(self)
    }
}

/// Both what was shared and the type that is asked for are the app's own.
#[diagnostic::do_not_recommend]
impl KnownError for SharedDataError {
    fn into_known(self) -> WsError {
        WsError::internal(self)
    }
}

#[cfg(feature = "anyhow")]
#[diagnostic::do_not_recommend]
impl KnownError for anyhow::Error {
    fn into_known(self) -> WsError {
        match self.downcast::<WsError>() {
            Ok(own) => own,
            // So that `on_error` finds the type of the error itself.
            Err(foreign) => {
                WsError::internal(foreign.reallocate_into_boxed_dyn_error_without_backtrace())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_boxed_ws_error_is_itself_and_everything_else_internal() {
        let own: BoxError = WsError::conflict("twice").into();
        assert_eq!(WsError::from(own).code(), "conflict");
        let foreign: BoxError = std::io::Error::other("disk full").into();
        let error = WsError::from(foreign);
        assert_eq!(
            (error.code(), error.chain().as_deref()),
            ("internal", Some("disk full"))
        );
    }

    #[test]
    fn a_failed_emit_is_internal() {
        let error = WsError::from(EmitError::NotRunning);
        assert_eq!(error.code(), "internal");
        assert!(error.source().is_some_and(<dyn Error>::is::<EmitError>));
    }

    #[cfg(feature = "anyhow")]
    #[test]
    fn an_anyhow_error_keeps_its_chain_for_the_log() {
        let error = anyhow::Error::new(std::io::Error::other("disk full")).context("saving");
        let error = WsError::from(error);
        assert_eq!(
            (error.code(), error.chain().as_deref()),
            ("internal", Some("saving: disk full"))
        );
        let plain = WsError::from(anyhow::Error::new(std::io::Error::other("disk full")));
        assert!(
            plain
                .source()
                .is_some_and(<dyn Error>::is::<std::io::Error>)
        );
        let own = anyhow::Error::new(WsError::conflict("twice")).context("saving");
        assert_eq!(WsError::from(own).code(), "conflict");
    }
}
