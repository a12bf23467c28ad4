//! `message_call` is what the expansion of a guard calls that runs before messages only, beside what all functions call.

use std::panic::Location;

use super::requirements::Probe;
use crate::{enhance::FromMessageCall, extract::Requirements};

/// Tells the parameters of such a guard from those of other functions.
pub enum MessageCall {}

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<MessageCall, T>;

impl<T: FromMessageCall> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}
