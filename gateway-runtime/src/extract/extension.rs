//! `Extension` is a value that a tower layer put on the request, as a parameter.

use super::FromSocket;
use crate::{error::WsError, handles::Socket, type_name::short_name};

/// A value that a tower layer put on the request with which the client connected: axum's `Extension`. This is how a
/// session, a cookie or an authenticated user gets from a layer into a method. A missing value is an internal error,
/// with a log record; `Option<Extension<T>>` is `None` then.
///
/// ```
/// use axum::{extract::Request, middleware::{self, Next}, response::Response};
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct Session { user: u64 }
///
/// async fn session(mut request: Request, next: Next) -> Response {
///     request.extensions_mut().insert(Session { user: 7 });    // from a cookie, say
///     next.run(request).await
/// }
///
/// #[websocket_gateway]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("who-am-i")]
///     fn who_am_i(&self, Extension(session): Extension<Session>) -> u64 {
///         session.user
///     }
/// }
///
/// let builder = GatewayApp::builder().layer(middleware::from_fn(session));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension<T>(pub T);

impl<T: Clone + Send + Sync + 'static> FromSocket for Extension<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        socket.handshake().extension().map(Self).ok_or_else(|| {
            WsError::internal(format!(
                "the request has no extension `{}`: add the layer that puts it there",
                short_name::<T>()
            ))
        })
    }
}
