//! `on_error` and the builder's other methods for how clients are told of errors.

use std::sync::Arc;

use super::GatewayAppBuilder;
use crate::{
    error::WsError,
    handles::{ErrorContext, Socket},
    session::{ErrorCause, ErrorDelivery},
};

impl GatewayAppBuilder {
    /// How clients are told of errors. Default: as the acknowledgement if the client asked for one, else as the
    /// event `exception`. NestJS always emits `exception`:
    ///
    /// ```
    /// use gateway_runtime::{ErrorCause, ErrorDelivery, GatewayApp};
    ///
    /// // Like NestJS:
    /// let builder = GatewayApp::builder()
    ///     .error_delivery(ErrorDelivery::Exception)
    ///     .error_cause(ErrorCause::PatternAndPayload);
    /// ```
    ///
    /// With these two lines, five differences from NestJS remain. A method without a value acknowledges, and so
    /// does one that returns an event. An error keeps its `code`, and its `details` and
    /// `errors` if it has any. An unknown event is answered, where NestJS is silent: see
    /// [`ignore_unknown_events`](Self::ignore_unknown_events). The pattern of an error of a
    /// connection hook is `connection`, not `handleConnection`. And an object that NestJS's `WsException` would
    /// send as it is has to be emitted: `socket.emit("exception", &object)?`.
    #[must_use]
    pub fn error_delivery(mut self /* chain the calls */, delivery: ErrorDelivery) -> Self {
        self.plan.errors.delivery = delivery;
        self
    }

    /// What `cause` holds in an error. Default: the event's name.
    #[must_use]
    pub fn error_cause(mut self /* chain the calls */, cause: ErrorCause) -> Self {
        self.plan.errors.cause = cause;
        self
    }

    /// Ignores events that no method handles, as NestJS does: the client gets no acknowledgement and no error, and the log
    /// has a line at DEBUG. Without this method, the client gets the error `not_found`.
    ///
    /// The option [`ignore_unknown_events`](crate::attributes::websocket_gateway::ignore_unknown_events) of a gateway does the
    /// same for one namespace, and with `= false` the contrary. A callback that the client passed is never called, so the
    /// client waits until its own timeout. Limits and guards of the app stand before, and their errors are sent.
    ///
    /// ```
    /// use gateway_runtime::GatewayApp;
    ///
    /// let builder = GatewayApp::builder().ignore_unknown_events();
    /// ```
    #[must_use]
    pub fn ignore_unknown_events(mut self /* chain the calls */) -> Self {
        self.plan.options.ignores_unknown_events = true;
        self
    }

    /// Changes every error of messages, connection hooks and guards before the client and the log get it. Use it for
    /// errors of libraries that methods return as they are, for codes of your own, or for messages in another
    /// language.
    ///
    /// `map` also gets the crate's own errors, such as a body that does not decode, and the internal error of a
    /// panic. It does not see the payload. It runs on a thread of the async runtime, so it must not block.
    ///
    /// NestJS's exception filters are `impl From<MyError> for WsError`, where the type of the error decides what the
    /// client gets, and [filters](Self::filter), which run before: see [Errors](crate::guide::errors) and
    /// [Filters](crate::guide::filters).
    ///
    /// ```
    /// use gateway_runtime::{GatewayApp, WsError};
    ///
    /// let builder = GatewayApp::builder().on_error(|error, context| {
    ///     let source = std::error::Error::source(&error);
    ///     match source.and_then(|source| source.downcast_ref::<std::io::Error>()) {
    ///         Some(io) if io.kind() == std::io::ErrorKind::NotFound => {
    ///             WsError::not_found(format!("`{}` found no such file", context.event().unwrap_or_default()))
    ///         }
    ///         _ => error,
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn on_error(
        mut self,
        map: impl Fn(WsError, &ErrorContext<'_>) -> WsError + Send + Sync + 'static,
    ) -> Self {
        self.plan.errors.map = Some(Arc::new(move |error, event, socket, session| {
            let socket = Socket::new(socket.clone(), Arc::clone(session));
            map(error, &ErrorContext::new(event, &socket))
        }));
        self
    }
}
