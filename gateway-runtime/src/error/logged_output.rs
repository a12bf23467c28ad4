//! `LoggedOutput` is what a method or a closure returns that the app calls without a client: at an interval, for an event,
//! at the end.

use super::BoxError;

/// What a method or a closure returns that the app calls without a client: `()` or `Result<(), E>`, whose error is
/// logged.
#[diagnostic::on_unimplemented(
    message = "a timer, a listener or a shutdown hook returns `()` or `Result<(), E>`, not `{Self}`",
    label = "nobody gets this value",
    note = "the error `E` is any error type; it is logged"
)]
pub trait LoggedOutput {
    /// Turns what was returned into a result.
    ///
    /// # Errors
    /// The error that was returned.
    #[doc(hidden)]
    fn into_result(self) -> Result<(), BoxError>;
}

#[diagnostic::do_not_recommend]
impl LoggedOutput for () {
    fn into_result(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl<E: Into<BoxError>> LoggedOutput for Result<(), E> {
    fn into_result(self) -> Result<(), BoxError> {
        self.map_err(Into::into)
    }
}
