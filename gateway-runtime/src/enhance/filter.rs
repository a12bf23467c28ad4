//! `Filter` turns a failure into what the client is told.

use std::{pin::Pin, sync::Arc};

use super::{Call, CallContext, Declared};
use crate::{
    error::{Caught, Failure, IntoWsError, WsError},
    extract::Requirements,
    panics::{called, caught},
    reply::Outcome,
};

/// A filter: NestJS's `ExceptionFilter` with `@Catch(..)`. Most filters are functions marked
/// [`#[filter]`](macro@crate::filter); a filter with state implements this trait.
///
/// A filter stands in [`#[use_filters(..)]`](macro@crate::use_filters) on a gateway or on a method, or holds for all
/// gateways of an app ([`GatewayAppBuilder::filter`](crate::GatewayAppBuilder::filter)). On a failure one filter runs:
/// the method's first that catches the failure, else the gateway's, else a global one. A filter that panics, or whose
/// parameters cannot be taken, is answered as an internal error, and no second filter runs.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct OutOfStock;
///
/// impl From<OutOfStock> for WsError {
///     fn from(_: OutOfStock) -> Self {
///         Self::conflict("out of stock")
///     }
/// }
///
/// /// Names the shop in the error.
/// struct Named { shop: &'static str }
///
/// impl Filter for Named {
///     type Error = OutOfStock;
///
///     async fn catch(&self, error: OutOfStock, _: &Call) -> Result<Outcome, WsError> {
///         Err(WsError::from(error).with_details(self.shop))
///     }
/// }
///
/// #[websocket_gateway]
/// #[use_filters(Named { shop: "north" })]
/// struct Shop;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no filter",
    label = "not a filter",
    note = "mark the function with `#[filter]`, or implement `Filter` for the struct"
)]
pub trait Filter: Sized + Send + Sync + 'static {
    /// What the filter catches: [`Failure`] is everything, [`WsError`] every error that is one, and any other type the
    /// errors of this type that methods return.
    type Error: Caught;

    /// Turns the error into what the client is told; or answers after all.
    ///
    /// # Errors
    /// What the client is told.
    fn catch(
        &self,
        error: Self::Error,
        call: &Call,
    ) -> impl Future<Output = Result<Outcome, WsError>> + Send;

    /// The same in a box, for functions, which take their parameters from the call.
    #[doc(hidden)]
    fn start(self: &Arc<Self>, error: Self::Error, context: &mut CallContext<'_>) -> Filtered {
        let (filter, call) = (Arc::clone(self), context.call());
        Box::pin(async move { filter.catch(error, &call).await })
    }

    /// Notes what the filter needs of the app. A filter that is implemented by hand gets the call.
    #[doc(hidden)]
    fn require(requirements: &mut Requirements<'_>) {
        requirements.reads_call();
    }
}

/// A filter that has been called.
pub type Filtered = Pin<Box<dyn Future<Output = Result<Outcome, WsError>> + Send>>;

/// A filter whose type is forgotten.
pub(crate) trait AnyFilter: Send + Sync {
    fn catches(&self, failure: &Failure) -> bool;

    /// Nothing, if the filter does not catch the failure after all.
    fn start(&self, failure: Failure, context: &mut CallContext<'_>) -> Option<Filtered>;
}

impl<F: Filter> AnyFilter for Arc<F> {
    fn catches(&self, failure: &Failure) -> bool {
        F::Error::is(failure)
    }

    fn start(&self, failure: Failure, context: &mut CallContext<'_>) -> Option<Filtered> {
        let error = F::Error::of(failure).ok()?;
        Some(F::start(self, error, context))
    }
}

/// What a function marked `#[filter]` may return.
#[diagnostic::on_unimplemented(
    message = "a filter returns `WsError` or `Result<Outcome, WsError>`, not `{Self}`",
    label = "neither an error nor an outcome",
    note = "the error is what the client is told; an `Outcome` answers after all"
)]
pub trait FilterOutput {
    /// Turns what was returned into what the client gets.
    ///
    /// # Errors
    /// What the client is told.
    fn into_result(self) -> Result<Outcome, WsError>;
}

#[diagnostic::do_not_recommend]
impl FilterOutput for WsError {
    fn into_result(self) -> Result<Outcome, WsError> {
        Err(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E: IntoWsError> FilterOutput for Result<Outcome, E> {
    fn into_result(self) -> Result<Outcome, WsError> {
        self.map_err(IntoWsError::into_ws_error)
    }
}

/// The function `catch` of a filter that is a function: a filter that is made of others calls it.
///
/// # Errors
/// What the client is told.
pub async fn catch_by_function<F: Filter>(
    filter: F,
    error: F::Error,
    call: &Call,
) -> Result<Outcome, WsError> {
    let filter = Arc::new(filter);
    let filtered = call.with_context(|context| filter.start(error, context));
    filtered.await
}

/// The filters of a method or of a connection, in the order in which they are asked.
#[derive(Clone, Default)]
pub(crate) struct Filters(Vec<Arc<dyn AnyFilter>>);

impl Filters {
    /// The filters of nested scopes, of which the widest comes first.
    pub(crate) fn of(scopes: &[&Declared]) -> Self {
        let mut filters = Vec::new();
        for scope in scopes.iter().rev() {
            for entry in &scope.filters {
                filters.push(Arc::clone(&entry.enhancer));
            }
        }
        Self(filters)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lets one filter turn a failure into what the client gets. `name` is whose failure it is, for the log.
    pub(crate) async fn filter(
        &self,
        failure: Failure,
        name: &str,
        context: &mut CallContext<'_>,
    ) -> Result<Outcome, WsError> {
        let Some(filter) = self.0.iter().find(|filter| filter.catches(&failure)) else {
            return Err(failure.into_error());
        };
        let panic = match called(|| filter.start(failure, context)) {
            Ok(Some(filtered)) => match caught(filtered).await {
                Ok(result) => return result,
                Err(panic) => panic,
            },
            Ok(None) => return Err(WsError::failure()),
            Err(panic) => panic,
        };
        tracing::error!(handler = name, panic, "a filter panicked");
        Err(WsError::failure())
    }
}
