//! `connection_span` is the builder's method for traces that begin elsewhere.

use std::sync::Arc;

use tracing::Span;

use super::GatewayAppBuilder;
use crate::handles::Handshake;

impl GatewayAppBuilder {
    /// Makes the span of each socket in this way, for traces that begin elsewhere: a page or a proxy names the trace in the
    /// header `traceparent`. The guards, hooks and messages of the socket are in its span; `make` is called before any of
    /// them, when a client asks to come into a namespace. Without this method the span is `connection` at DEBUG, with
    /// `namespace` and `socket`.
    ///
    /// Each message is in a span of its own within that of the socket: `message` at DEBUG, with `namespace`, `event`, `handler`,
    /// `socket`, and `outcome`, which is `ok` or the code of the error. A span that nobody collects is not made.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    /// use tracing::info_span;
    ///
    /// let builder = GatewayApp::builder().connection_span(|handshake: &Handshake| {
    ///     let trace = handshake.header("traceparent").unwrap_or_default();
    ///     info_span!("client", trace)             // or with a parent, by `tracing-opentelemetry`
    /// });
    /// ```
    ///
    /// A panic of `make` is a line in the log, and the socket has no span.
    #[must_use]
    pub fn connection_span(
        mut self, /* chain the calls */
        make: impl Fn(&Handshake) -> Span + Send + Sync + 'static,
    ) -> Self {
        self.plan.options.connection_span = Some(Arc::new(make));
        self
    }
}
