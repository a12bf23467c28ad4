//! `on_error` and the builder's other methods for how clients are told of errors.

use std::sync::Arc;

use super::GatewayAppBuilder;
use crate::{
    error::WsError,
    handles::{ErrorContext, Socket},
    session::{ErrorCause, ErrorDelivery},
};

impl GatewayAppBuilder {
    /// How clients are told of errors. Default: as the acknowledgement if the client wants one, else as the
    /// event `exception`.
    ///
    /// ```
    /// use gateway_runtime::{ErrorCause, ErrorDelivery, GatewayApp};
    ///
    /// // As NestJS does it:
    /// let builder = GatewayApp::builder()
    ///     .error_delivery(ErrorDelivery::Exception)
    ///     .error_cause(ErrorCause::PatternAndPayload);
    /// ```
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

    /// Maps every error of messages and connection hooks before a client is told, in one place: for
    /// errors of libraries that methods return as they are, for codes of your own, for messages in
    /// another language. `map` gets refusals and panics too, and what it returns is what the client and the log
    /// get. `map` runs where the answer would be written, and must not block.
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
