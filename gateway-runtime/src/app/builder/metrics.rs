//! `metrics` is the builder's method for an app that counts and measures what it does.

use super::GatewayAppBuilder;

impl GatewayAppBuilder {
    /// Counts and measures what the app does, through the facade [`metrics`](https://docs.rs/metrics): connections, messages
    /// with their outcomes and durations, emitted events. NestJS has nothing like it.
    ///
    /// Install a recorder first, such as that of `metrics-exporter-prometheus`: [`build`](Self::build) looks its handles
    /// up, and a recorder that is installed later gets nothing, without a word. Namespaces and events are named as the
    /// program declares them, so that no client can make a new series. [Metrics](crate::guide::operations::metrics) lists all of them,
    /// with the buckets to choose.
    ///
    /// Without this call nothing is counted, and nothing is paid. With it a message costs two looks at the clock, a counter
    /// and a histogram.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// # #[websocket_gateway] struct ChatGateway;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), AppError> {
    /// // metrics_exporter_prometheus::PrometheusBuilder::new().install()?;
    /// let app = GatewayApp::builder().only::<(ChatGateway,)>().metrics().build().await?;
    /// # Ok(()) }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "metrics")))]
    #[must_use]
    pub fn metrics(mut self /* chain the calls */) -> Self {
        self.plan.options.is_measured = true;
        self
    }
}
