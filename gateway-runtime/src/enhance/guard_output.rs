//! `GuardOutput` is what a function marked `#[guard]` returns, and `Given` what of that is kept.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use super::{Call, Guard, guard::State};
use crate::{
    error::{Failure, FailureKind, IntoWsError, WsError},
    session::GivenValue,
    type_name::short_name,
};

/// What a guard gives to those behind it, if it gives anything.
pub struct Given(pub(super) Option<GivenValue>);

impl Given {
    /// Keeps what a guard has returned; `()` is nothing, and `false` is a refusal: a guard that returns a
    /// `Result<bool, E>` would else let everybody pass.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn of<T: Send + Sync + 'static>(value: T) -> Result<Self, Failure> {
        let of = TypeId::of::<T>();
        if of == TypeId::of::<()>() {
            return Ok(Self(None));
        }
        if (&value as &dyn Any).downcast_ref() == Some(&false) {
            return Err(refusal());
        }
        Ok(Self(Some((of, Arc::new(value)))))
    }
}

/// What a client is told of a guard that says no more than no, in NestJS's words.
fn refusal() -> Failure {
    Failure::new(WsError::forbidden("Forbidden resource"), FailureKind::Guard)
}

/// What a guard may return.
#[diagnostic::on_unimplemented(
    message = "a guard returns `bool` or `Result<T, E>`, not `{Self}`",
    label = "neither `bool` nor a `Result`",
    note = "the error `E` converts into `WsError`; the value `T` is what the guard gives to those behind it, `()` is nothing"
)]
pub trait GuardOutput {
    /// What the guard gives.
    type Value: Send + Sync + 'static;

    /// Turns what was returned into a decision.
    ///
    /// # Errors
    /// The refusal.
    fn into_given(self) -> Result<Given, Failure>;
}

#[diagnostic::do_not_recommend]
impl GuardOutput for bool {
    type Value = ();

    #[inline]
    fn into_given(self) -> Result<Given, Failure> {
        if self {
            Ok(Given(None))
        } else {
            Err(refusal())
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static, E: IntoWsError + Send + 'static> GuardOutput for Result<T, E> {
    type Value = T;

    #[inline]
    fn into_given(self) -> Result<Given, Failure> {
        match self {
            Ok(value) => Given::of(value),
            Err(error) => Err(Failure::of(error, FailureKind::Guard)),
        }
    }
}

/// The function `check` of a guard that is a function: a guard that is made of others calls it.
///
/// # Errors
/// The refusal.
pub async fn check_function<G: Guard>(guard: G, call: &Call) -> Result<G::Value, WsError> {
    let guard = Arc::new(guard);
    let checked = call.with_context(|context| guard.start(context));
    let Given(given) = match checked.0 {
        State::Now(decision) => decision,
        State::Later(decision) => decision.await,
    }
    .map_err(Failure::into_error)?;
    let value: Arc<dyn Any + Send + Sync> = match given {
        Some((_, value)) => value,
        None => Arc::new(()),
    };
    let value = value.downcast::<G::Value>().ok().and_then(Arc::into_inner);
    value.ok_or_else(|| WsError::internal(format!("`{}` gave another type", short_name::<G>())))
}
