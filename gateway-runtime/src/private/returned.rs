//! `ValueOfGuard` is what a guard gives, by what its function returns; `refused_by_parameter` and
//! `filter_without_parameter` are about parameters of enhancers that cannot be taken.

use std::marker::PhantomData;

use crate::{
    enhance::{Filtered, GuardOutput},
    error::{Failure, FailureKind, WsError},
};

/// Is `O` what a function marked `#[guard]` may return?
pub struct ReturnedByGuard<O>(PhantomData<O>);

impl<O: GuardOutput> ReturnedByGuard<O> {
    /// It is.
    pub const IS_OUTPUT: bool = true;
}

/// The second level of the question.
pub trait UnknownGuardOutput {
    /// It is not.
    const IS_OUTPUT: bool = false;
}

impl<O> UnknownGuardOutput for ReturnedByGuard<O> {}

/// An output, and whether it is one.
pub struct OfGuard<O, const IS_OUTPUT: bool>(PhantomData<O>);

/// What a guard gives, by what its function returns. What is no output is reported where the function is called, and not
/// once more wherever the value is named.
pub trait ValueOfGuard {
    /// The value.
    type Value: Send + Sync + 'static;
}

impl<O: GuardOutput> ValueOfGuard for OfGuard<O, true> {
    type Value = O::Value;
}

impl<O> ValueOfGuard for OfGuard<O, false> {
    type Value = ();
}

/// The failure of an interceptor whose parameter cannot be taken.
#[must_use]
pub fn refused_by_parameter(error: WsError) -> Failure {
    Failure::new(error, FailureKind::Interceptor)
}

/// What a client is told if a parameter of the filter `name` cannot be taken: nothing of it.
#[must_use]
pub fn filter_without_parameter(name: &'static str, error: &WsError) -> Filtered {
    tracing::error!(filter = name, %error, "a parameter of a filter could not be taken");
    Box::pin(std::future::ready(Err(WsError::failure())))
}
