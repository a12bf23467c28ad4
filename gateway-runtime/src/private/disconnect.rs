//! `disconnect` is what the expansion of a disconnect hook calls, beside what all methods call.

use std::panic::Location;

use super::{hook_output::HookOutput, requirements::Probe};
use crate::{
    error::WsError,
    extract::{DisconnectContext, FromDisconnect, Requirements},
};

pub use crate::extract::DisconnectContext as Context;

/// Takes a parameter without an attribute.
///
/// # Errors
/// The error of the extractor.
pub fn take<T: FromDisconnect>(context: &DisconnectContext) -> Result<T, WsError> {
    T::from_disconnect(context)
}

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<DisconnectContext, T>;

impl<T: FromDisconnect> Parameter<T> {
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
