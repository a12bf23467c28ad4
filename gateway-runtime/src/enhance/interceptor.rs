//! `Interceptor` runs around a method: it sees the call before, and the outcome after.

use std::{pin::Pin, sync::Arc};

use super::{Call, Next};
use crate::{error::Failure, extract::Requirements, reply::Outcome};

/// An interceptor: NestJS's `NestInterceptor`. Most interceptors are functions marked
/// [`#[interceptor]`](macro@crate::interceptor); an interceptor with state implements this trait.
///
/// An interceptor stands in [`#[use_interceptors(..)]`](macro@crate::use_interceptors) on a gateway or on a method, or
/// holds for all gateways of an app ([`GatewayAppBuilder::interceptor`](crate::GatewayAppBuilder::interceptor)). It
/// calls [`next.run()`](Next::run) for the rest, at most once, and returns the outcome, changed or not. An interceptor
/// that does not call it answers by itself; then no body is decoded. Interceptors run around methods, and not around
/// hooks.
///
/// ```
/// use std::{sync::atomic::{AtomicU64, Ordering}, time::Instant};
///
/// use gateway_runtime::prelude::*;
///
/// /// Adds up how long methods take.
/// #[injectable]
/// struct Timed {
///     microseconds: AtomicU64,
/// }
///
/// impl Interceptor for Timed {
///     async fn intercept(&self, _: &Call, next: Next) -> Result<Outcome, Failure> {
///         let start = Instant::now();
///         let outcome = next.run().await;
///         let microseconds = start.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
///         self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
///         outcome
///     }
/// }
///
/// #[websocket_gateway]
/// #[use_interceptors(Timed)]
/// struct Shop;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no interceptor",
    label = "not an interceptor",
    note = "mark the function with `#[interceptor]`, or implement `Interceptor` for the struct"
)]
pub trait Interceptor: Sized + Send + Sync + 'static {
    /// Runs around one call.
    ///
    /// # Errors
    /// The failure of the rest, or one of the interceptor's own. A filter may catch the failure; else the client gets
    /// the error.
    fn intercept(
        &self,
        call: &Call,
        next: Next,
    ) -> impl Future<Output = Result<Outcome, Failure>> + Send;

    /// The same in a box, for functions, which take their parameters from the call.
    #[doc(hidden)]
    fn start(self: &Arc<Self>, next: Next) -> Intercepted {
        let (interceptor, call) = (Arc::clone(self), next.call());
        Box::pin(async move { interceptor.intercept(&call, next).await })
    }

    /// Notes what the interceptor needs of the app.
    #[doc(hidden)]
    fn require(_: &mut Requirements<'_>) {}
}

/// An interceptor that has been called.
pub type Intercepted = Pin<Box<dyn Future<Output = Result<Outcome, Failure>> + Send>>;

/// An interceptor whose type is forgotten.
pub(crate) trait AnyInterceptor: Send + Sync {
    fn start(&self, next: Next) -> Intercepted;
}

impl<I: Interceptor> AnyInterceptor for Arc<I> {
    fn start(&self, next: Next) -> Intercepted {
        I::start(self, next)
    }
}

/// What a function marked `#[interceptor]` may return.
#[diagnostic::on_unimplemented(
    message = "an interceptor returns `Result<Outcome, Failure>`, not `{Self}`",
    label = "not the outcome of the call",
    note = "what `next.run().await` returns is such a result"
)]
pub trait InterceptorOutput {
    /// Turns what was returned into the outcome.
    ///
    /// # Errors
    /// The failure.
    fn into_result(self) -> Result<Outcome, Failure>;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Failure>> InterceptorOutput for Result<Outcome, E> {
    fn into_result(self) -> Result<Outcome, Failure> {
        self.map_err(Into::into)
    }
}

#[diagnostic::do_not_recommend]
impl InterceptorOutput for Outcome {
    fn into_result(self) -> Result<Outcome, Failure> {
        Ok(self)
    }
}
