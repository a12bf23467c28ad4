//! `require_provider`, `require_param`, `require_guarded`, `ForConnections` and `Probe` note what a parameter needs of the app,
//! which is checked when the app starts; `require_checked` notes what an app may demand of a body.

use std::{marker::PhantomData, panic::Location};

use crate::extract::{PerConnection, Requirements};

/// Finds out whether `T` is an extractor in a method whose context is `C`.
///
/// A probe has two levels: a function `note` that is there for extractors only and, with less
/// precedence, that of [`NothingToRequire`] for all types. A function with the extractor's bound
/// would report a type that is no extractor a second time, after the function that takes the
/// parameter. No trait of the prelude has a function `note`: the compiler would look at that trait
/// too, and then call it by its full path in messages.
pub struct Probe<C, T>(PhantomData<fn(C) -> T>);

/// The probe's second level: a type that is no extractor is reported where the parameter is taken.
pub trait NothingToRequire {
    /// Notes nothing.
    fn note(_: &mut Requirements<'_>) {}
}

impl<C, T> NothingToRequire for Probe<C, T> {}

/// Finds out whether `T` is made for each connection, as [`Probe`] does for extractors.
pub struct ForConnections<T>(PhantomData<fn() -> T>);

impl<T> NothingToRequire for ForConnections<T> {}

impl<T: PerConnection> ForConnections<T> {
    /// Notes the providers that a parameter marked `#[per_connection]` is made of.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        requirements
            .of_parameter(Location::caller())
            .per_connection::<T::Value>();
    }
}

/// Notes the provider of a parameter marked `#[inject]`.
#[track_caller]
pub fn require_provider<T: 'static>(requirements: &mut Requirements<'_>) {
    requirements
        .of_parameter(Location::caller())
        .provider::<T>();
}

/// Notes the namespace's parameter of a parameter marked `#[param]`.
#[track_caller]
pub fn require_param(requirements: &mut Requirements<'_>, name: &str) {
    requirements.of_parameter(Location::caller()).param(name);
}

/// Notes that a guard has to give the value of a parameter marked `#[guarded]`, where the compiler cannot know.
#[track_caller]
pub fn require_guarded<T: 'static>(requirements: &mut Requirements<'_>) {
    requirements.of_parameter(Location::caller()).given::<T>();
}

/// Notes whether the rules of a body of type `T` are checked, or there is nothing to check.
#[track_caller]
pub fn require_checked<T>(requirements: &mut Requirements<'_>, is_checked: bool) {
    if !is_checked {
        requirements
            .of_parameter(Location::caller())
            .checked_body::<T>();
    }
}
