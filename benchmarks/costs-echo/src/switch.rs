//! `Switch` is something that an app may switch on.

use std::{error::Error, io, str::FromStr, time::Duration};

use gateway_runtime::{Drain, GatewayAppBuilder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tracing::Level;

/// See the [module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Switch {
    /// `.metrics()`, without anybody who keeps what is measured.
    Metrics,
    /// A Prometheus exporter, for `.metrics()`.
    Prometheus,
    /// A subscriber that is shown what is at INFO or above, and writes it nowhere.
    Info,
    /// The same at DEBUG, where the spans of messages are.
    Debug,
    /// The warning of code that holds its thread.
    WarnSlow,
    /// Clients that are let go little by little.
    Drain,
}

/// The buckets of durations that the guide recommends.
const BUCKETS: [f64; 9] = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];
/// How often the exporter puts away what was measured, so that samples do not pile up.
const UPKEEP: Duration = Duration::from_secs(5);

/// How long code may hold its thread until there is a warning.
const HELD: Duration = Duration::from_millis(100);

impl Switch {
    /// Switches it on, in this process and in the app to be.
    pub(crate) fn turn_on(
        self,
        builder: GatewayAppBuilder,
    ) -> Result<GatewayAppBuilder, Box<dyn Error>> {
        match self {
            Self::Metrics => return Ok(builder.metrics()),
            Self::Prometheus => {
                let duration = Matcher::Suffix("duration_seconds".to_owned());
                let exporter = PrometheusBuilder::new()
                    .set_buckets_for_metric(duration, &BUCKETS)?
                    .install_recorder()?;
                tokio::spawn(async move {
                    loop {
                        tokio::time::sleep(UPKEEP).await;
                        exporter.run_upkeep();
                    }
                });
            }
            Self::Info => collect(Level::INFO),
            Self::Debug => collect(Level::DEBUG),
            Self::WarnSlow => return Ok(builder.warn_slow(HELD)),
            Self::Drain => return Ok(builder.drain(Drain::over(Duration::from_secs(30)))),
        }
        Ok(builder)
    }
}

fn collect(level: Level) {
    tracing_subscriber::fmt()
        .with_max_level(level)
        // As logs of a server are written.
        .with_ansi(false)
        .with_writer(io::sink)
        .init();
}

impl FromStr for Switch {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "metrics" => Ok(Self::Metrics),
            "prometheus" => Ok(Self::Prometheus),
            "info" => Ok(Self::Info),
            "debug" => Ok(Self::Debug),
            "warn-slow" => Ok(Self::WarnSlow),
            "drain" => Ok(Self::Drain),
            other => Err(format!(
                "{other} is nothing to switch on: metrics, prometheus, info, debug, warn-slow, drain"
            )),
        }
    }
}
