//! `apply` sets the options of a server that a test chooses through the environment: durations in
//! milliseconds, limits, `PARSER=msgpack`.

use std::env;
use std::str::FromStr;
use std::time::Duration;

use gateway_runtime::{Drain, GatewayAppBuilder, Parser};

/// How many dynamic namespaces there may be, unless it is set: so few that a test can have them all.
const DYNAMIC_NAMESPACES: usize = 64;

/// Applies what is set; the rest keeps its default.
pub fn apply(mut builder: GatewayAppBuilder) -> GatewayAppBuilder {
    if let Some(interval) = duration("PING_INTERVAL") {
        builder = builder.ping_interval(interval);
    }
    if let Some(timeout) = duration("PING_TIMEOUT") {
        builder = builder.ping_timeout(timeout);
    }
    if let Some(timeout) = duration("CONNECT_TIMEOUT") {
        builder = builder.connect_timeout(timeout);
    }
    if let Some(timeout) = duration("REQUEST_HEAD_TIMEOUT") {
        builder = builder.request_head_timeout(timeout);
    }
    if let Some(timeout) = duration("REQUEST_BODY_TIMEOUT") {
        builder = builder.request_body_timeout(timeout);
    }
    if let Some(deadline) = duration("SHUTDOWN_DEADLINE") {
        builder = builder.shutdown_deadline(deadline);
    }
    if let Some(over) = duration("DRAIN") {
        let not_ready = duration("NOT_READY_FOR").unwrap_or_default();
        let drain = Drain::over(over).announce("server-draining");
        builder = builder
            .drain(drain.not_ready_for(not_ready))
            .health_path("/health");
    }
    if let Some(bytes) = number("MAX_PAYLOAD") {
        builder = builder.max_payload(bytes);
    }
    if let Some(attachments) = number("MAX_ATTACHMENTS") {
        builder = builder.max_attachments(attachments);
    }
    let namespaces = number("MAX_DYNAMIC_NAMESPACES").unwrap_or(DYNAMIC_NAMESPACES);
    builder = builder.max_dynamic_namespaces(namespaces);
    if let Some(connections) = number("MAX_CONNECTIONS") {
        builder = builder.max_connections(connections);
    }
    if let Some(connections) = number("MAX_CONNECTIONS_PER_ADDRESS") {
        builder = builder.max_connections_per_address(connections);
    }
    if let Some(handshakes) = number("MAX_HANDSHAKES_PENDING") {
        builder = builder.max_handshakes_pending(handshakes);
    }
    if let Some(connects) = number("MAX_CONNECTS_PER_ADDRESS") {
        builder = builder.max_connects_per_address(connects, Duration::from_secs(1));
    }
    if let Ok(proxy) = env::var("TRUSTED_PROXY") {
        builder = builder.trust_proxies([proxy]);
    }
    if let Ok(host) = env::var("ALLOWED_HOST") {
        builder = builder.allowed_hosts([host]);
    }
    if let Some(packets) = number("MAX_BUFFER_SIZE") {
        builder = builder.max_buffer_size(packets);
    }
    match env::var("PARSER").as_deref() {
        Ok("msgpack") => builder.parser(Parser::Msgpack),
        _ => builder,
    }
}

fn duration(name: &str) -> Option<Duration> {
    number(name).map(Duration::from_millis)
}

fn number<T: FromStr>(name: &str) -> Option<T> {
    env::var(name).ok()?.parse().ok()
}
