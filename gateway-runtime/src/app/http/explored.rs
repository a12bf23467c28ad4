//! `explored` lets the explorer answer the requests for it.

use std::ops::ControlFlow;

use axum::body::Body;
use http::{Request, Response};

use crate::app::shared::Shared;

/// The answer of the app's explorer, or the request, if it is for something else. `is_there` is whether the request has
/// come to the listener where the explorer is.
#[cfg(feature = "contract")]
pub(super) fn explored<B>(
    app: &Shared,
    is_there: bool,
    request: Request<B>,
) -> ControlFlow<Response<Body>, Request<B>> {
    match &app.explorer {
        Some(explorer) if is_there => explorer.answer(request),
        _ => ControlFlow::Continue(request),
    }
}

/// There is no explorer without the feature `contract`.
#[cfg(not(feature = "contract"))]
pub(super) fn explored<B>(
    _: &Shared,
    _: bool,
    request: Request<B>,
) -> ControlFlow<Response<Body>, Request<B>> {
    ControlFlow::Continue(request)
}
