//! `disconnect` is what the expansion of a disconnect hook calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::extract::{DisconnectContext, FromDisconnect, Requirements};

pub use super::hook_output::HookOutput as Returned;
pub use crate::extract::DisconnectContext as Context;

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<DisconnectContext, T>;

impl<T: FromDisconnect> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}
