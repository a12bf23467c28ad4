//! `write_log` starts the log with its spans, and `of_client` is the span of a client.

use std::error::Error;
use std::io::{self, IsTerminal as _};

use gateway_runtime::prelude::*;
use tracing::{Span, info_span};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

/// What is in the log if `RUST_LOG` says nothing: the spans of messages are at DEBUG.
const LOGGED: &str = "info,gateway_runtime=debug";

/// The log goes to stderr, so that stdout has nothing but the addresses and the users. A span is a line when it ends, with the time that
/// it has taken.
pub(crate) fn write_log() -> Result<(), Box<dyn Error>> {
    let filter = EnvFilter::builder();
    let filter = match std::env::var("RUST_LOG") {
        Ok(directives) if !directives.is_empty() => filter.parse(directives)?,
        _ => filter.parse(LOGGED)?,
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    Ok(())
}

/// The span around all that a client causes: where it comes from, and the trace that its page or a proxy has begun, if there is one
/// (`traceparent`, of the W3C). With `tracing-opentelemetry` the span would become a part of that trace.
pub(crate) fn of_client(handshake: &Handshake) -> Span {
    let address = handshake.remote_address().map(|address| address.ip());
    let address = address.map(tracing::field::display);
    let trace = handshake.header("traceparent");
    info_span!("client", address, trace)
}
