//! `ReturnedByGuard` is what a function marked `#[guard]` has returned, and the functions here are about parameters of
//! enhancers that cannot be taken.

use crate::{
    enhance::{Filtered, Given, GuardOutput},
    error::{Failure, FailureKind, WsError},
};

/// The output of a guard's function. A type that is no output is reported where the guard says what it gives, so here it has
/// a second level, [`UnknownGuardOutput`].
pub struct ReturnedByGuard<O>(pub O);

impl<O: GuardOutput> ReturnedByGuard<O> {
    /// Turns what was returned into a decision.
    ///
    /// # Errors
    /// The refusal.
    #[inline]
    pub fn into_given(self) -> Result<Given, WsError> {
        self.0.into_given()
    }
}

/// The second level: a type that is no output of a guard. No program that calls it compiles.
pub trait UnknownGuardOutput: Sized {
    /// Refuses.
    ///
    /// # Errors
    /// Always.
    fn into_given(self) -> Result<Given, WsError> {
        Err(WsError::failure())
    }
}

impl<O> UnknownGuardOutput for ReturnedByGuard<O> {}

/// The failure of an interceptor whose parameter cannot be taken.
#[must_use]
pub fn refused_by_parameter(error: WsError) -> Failure {
    Failure::new(error, FailureKind::Interceptor)
}

/// What a client is told if a parameter of the filter `name` cannot be taken: nothing of it.
#[must_use]
pub fn filter_without_parameter(name: &'static str, error: WsError) -> Filtered {
    tracing::error!(filter = name, %error, "a parameter of a filter could not be taken");
    Box::pin(std::future::ready(Err(WsError::failure())))
}
