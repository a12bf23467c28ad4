//! `Errors` fails with the application's own errors, and `configured` says what the app makes of them.

use std::error::Error;
use std::io;

use gateway_runtime::prelude::*;
use gateway_runtime::{ErrorCause, ErrorContext, ErrorDelivery, GatewayAppBuilder};
use serde_json::Value;

/// `ERROR_DELIVERY`, `ERROR_CAUSE` and `ON_ERROR` decide.
pub(crate) fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let builder = match set("ERROR_DELIVERY").as_str() {
        "exception" => builder.error_delivery(ErrorDelivery::Exception),
        "both" => builder.error_delivery(ErrorDelivery::Both),
        _ => builder,
    };
    let builder = match set("ERROR_CAUSE").as_str() {
        "none" => builder.error_cause(ErrorCause::None),
        "payload" => builder.error_cause(ErrorCause::PatternAndPayload),
        _ => builder,
    };
    if set("ON_ERROR").is_empty() {
        builder
    } else {
        builder.on_error(mapped)
    }
}

/// Knows an error of a library; marks all others.
fn mapped(error: WsError, context: &ErrorContext<'_>) -> WsError {
    let event = context.event().unwrap_or("a connection").to_owned();
    assert_ne!(event, "map-panics", "boom in on_error");
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    match source {
        Some(io) if io.kind() == io::ErrorKind::NotFound => {
            WsError::not_found(format!("{event}: no such file"))
        }
        _ => WsError::new(
            error.code().to_owned(),
            format!("{event}: {}", error.message()),
        ),
    }
}

type Boxed = Box<dyn Error + Send + Sync>;

#[websocket_gateway(namespace = "errors")]
struct Errors;

#[websocket_gateway]
impl Errors {
    #[subscribe_message("conflict", "map-panics")]
    fn conflict(&self, #[message_body] _: Option<Value>) -> Result<(), WsError> {
        Err(WsError::conflict("twice"))
    }

    #[subscribe_message("conflict-twice")]
    fn conflict_twice(
        &self,
        #[message_body] _: Value,
        #[message_body] _: Value,
    ) -> Result<(), WsError> {
        Err(WsError::conflict("twice"))
    }

    #[subscribe_message("with-ack")]
    fn with_ack(&self, ack: Ack<()>) {
        ack.fail(WsError::conflict("by hand"));
    }

    #[subscribe_message("boxed-foreign")]
    fn boxed_foreign(&self) -> Result<(), Boxed> {
        Err(io::Error::new(io::ErrorKind::NotFound, "secret-file.txt"))?;
        Ok(())
    }

    #[subscribe_message("boxed-own")]
    fn boxed_own(&self) -> Result<(), Boxed> {
        Err(WsError::conflict("boxed"))?;
        Ok(())
    }

    #[subscribe_message("anyhow-foreign")]
    fn anyhow_foreign(&self) -> anyhow::Result<()> {
        let error = anyhow::Error::new(io::Error::other("secret disk"));
        Err(error.context("secret saving"))
    }

    #[subscribe_message("anyhow-own")]
    async fn anyhow_own(&self) -> anyhow::Result<()> {
        tokio::task::yield_now().await;
        Err(WsError::conflict("any"))?;
        Ok(())
    }

    #[subscribe_message("binary")]
    fn binary(&self, #[message_body] _: Bytes) -> Result<(), WsError> {
        Err(WsError::conflict("binary"))
    }

    #[subscribe_message("alive")]
    fn alive(&self) -> bool {
        true
    }
}

/// Its hook refuses with an error of the system.
#[websocket_gateway(namespace = "errors-at-connection")]
struct ErrorsAtConnection;

#[websocket_gateway]
impl ErrorsAtConnection {
    #[on_gateway_connection]
    fn joined(&self) -> Result<(), Boxed> {
        Err(io::Error::new(io::ErrorKind::NotFound, "secret-file.txt"))?;
        Ok(())
    }
}
