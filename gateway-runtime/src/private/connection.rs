//! `connection` is what the expansion of a connection hook calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::extract::{ConnectionContext, FromSocket, Requirements};

pub use super::hook_output::HookOutput as Returned;
pub use crate::extract::ConnectionContext as Context;

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<ConnectionContext, T>;

impl<T: FromSocket> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}
