//! `Exporter` shows Prometheus what the app measures, on an address of its own, which no client of the app can reach.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::time::interval;

/// How often samples are put into their buckets. Otherwise they pile up until somebody scrapes.
const UPKEEP: Duration = Duration::from_secs(5);

/// The upper ends of the buckets, in seconds. Without buckets there would be a summary, and those of several servers cannot be added.
const BUCKETS: [f64; 10] = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];

/// What has been measured, for whoever asks.
pub(crate) struct Exporter(PrometheusHandle);

impl Exporter {
    /// Takes what the app measures from now on, so this comes before the app is built.
    pub(crate) fn install() -> Result<Self, Box<dyn Error>> {
        let durations = Matcher::Suffix("_duration_seconds".to_owned());
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(durations, &BUCKETS)?
            .install_recorder()?;
        Ok(Self(handle))
    }

    /// Answers `GET /metrics` from now on. The address is that of `host:port`, with the port that the system chose if it is 0.
    pub(crate) async fn serve(self, address: &str) -> Result<SocketAddr, Box<dyn Error>> {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| format!("the metrics cannot be at {address}: {error}"))?;
        let address = listener.local_addr()?;
        let upkeep = self.0.clone();
        tokio::spawn(async move {
            let mut ticks = interval(UPKEEP);
            loop {
                ticks.tick().await;
                upkeep.run_upkeep();
            }
        });
        let routes = Router::new().route("/metrics", get(async move || self.0.render()));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(address)
    }
}
