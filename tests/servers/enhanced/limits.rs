//! `Limited` has limits of all kinds.

use gateway_runtime::prelude::*;

/// By the name that the client gives itself.
fn by_name(call: &Call) -> String {
    call.handshake()
        .header("x-token")
        .unwrap_or_default()
        .to_owned()
}

#[websocket_gateway(namespace = "limited")]
#[throttle(limit = 6, per = "60m", name = "gateway")]
struct Limited;

#[websocket_gateway]
impl Limited {
    /// Only the gateway's limit holds.
    #[subscribe_message("plain")]
    fn plain(&self) {}

    #[subscribe_message("twice", "twice-too")]
    #[throttle(limit = 2, per = "60m")]
    fn twice(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[subscribe_message("heartbeat")]
    #[throttle(skip)]
    fn heartbeat(&self) {}

    #[subscribe_message("skips-by-name")]
    #[throttle(skip = "gateway")]
    #[throttle(limit = 7, per = "60m")]
    fn skips_by_name(&self) {}

    #[subscribe_message("by-address")]
    #[throttle(skip)]
    #[throttle(limit = 3, per = "60m", by = "ip")]
    fn by_address(&self) {}

    #[subscribe_message("by-name")]
    #[throttle(skip)]
    #[throttle(limit = 3, per = "60m", by = by_name)]
    fn by_name(&self) {}

    #[subscribe_message("soon-again")]
    #[throttle(skip)]
    #[throttle(limit = 10, per = "1s", burst = 1)]
    fn soon_again(&self) {}

    #[subscribe_message("both")]
    #[throttle(skip)]
    #[throttle(limit = 100, per = "60m", name = "loose")]
    #[throttle(limit = 1, per = "60m", name = "tight")]
    fn both(&self) {}
}
