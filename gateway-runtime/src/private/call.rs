//! `call` is what the expansion of an enhancer's function calls, beside what all functions call: a guard that runs when a
//! client connects, an interceptor, a filter.

use std::panic::Location;

use super::requirements::Probe;
use crate::{
    enhance::{CallContext, FromCall},
    extract::Requirements,
};

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<CallContext<'static>, T>;

impl<T: FromCall> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}
