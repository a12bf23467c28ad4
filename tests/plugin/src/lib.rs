//! A crate that holds nothing but a gateway.

// Stricter than most users are: expansions must not need an exception.
#![forbid(unsafe_code)]

use gateway_runtime::prelude::*;

/// Nobody names this type.
#[websocket_gateway(namespace = "plugin")]
pub struct PluginGateway;

#[websocket_gateway]
impl PluginGateway {
    /// Answers that it is there.
    #[subscribe_message("plugged-in")]
    #[must_use]
    pub fn plugged_in(&self) -> bool {
        true
    }
}
