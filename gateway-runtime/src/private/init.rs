//! `init` is what the expansion of an init hook calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::{
    error::BoxError,
    extract::{FromInit, InitContext, Requirements},
};

pub use self::InitOutput as Returned;
pub use crate::extract::InitContext as Context;

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<InitContext, T>;

impl<T: FromInit> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}

/// What an init hook returns.
#[diagnostic::on_unimplemented(
    message = "an init hook returns `()` or `Result<(), E>`, not `{Self}`",
    label = "there is nobody to answer with this value",
    note = "the error `E` is any error type; it stops the start-up"
)]
pub trait InitOutput {
    /// Turns what the hook returned into a result.
    ///
    /// # Errors
    /// The error that the hook returned.
    #[doc(hidden)]
    fn into_result(self) -> Result<(), BoxError>;
}

#[diagnostic::do_not_recommend]
impl InitOutput for () {
    fn into_result(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl<E: Into<BoxError>> InitOutput for Result<(), E> {
    fn into_result(self) -> Result<(), BoxError> {
        self.map_err(Into::into)
    }
}
