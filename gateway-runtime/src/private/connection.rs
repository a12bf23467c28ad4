//! `connection` is what the expansion of a connection hook calls, beside what all methods call.

use std::panic::Location;

use super::{hook_output::HookOutput, requirements::Probe};
use crate::{
    error::WsError,
    extract::{ConnectionContext, FromSocket, Requirements},
};

pub use crate::extract::ConnectionContext as Context;

/// Takes a parameter without an attribute.
///
/// # Errors
/// The error of the extractor.
pub fn take<T: FromSocket>(context: &ConnectionContext) -> Result<T, WsError> {
    T::from_socket(context.socket())
}

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<ConnectionContext, T>;

impl<T: FromSocket> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}

/// Turns what the hook returned into a result.
///
/// # Errors
/// The error that the hook returned.
pub fn result_of<T: HookOutput>(returned: T) -> Result<(), WsError> {
    returned.into_result()
}
