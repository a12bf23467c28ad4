//! `shutdown` is what the expansion of a shutdown hook calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::extract::{FromShutdown, Requirements, ShutdownContext};

pub use crate::{error::LoggedOutput as Returned, extract::ShutdownContext as Context};

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<ShutdownContext, T>;

impl<T: FromShutdown> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}
