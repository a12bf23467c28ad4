//! `Around` has methods with something around them: guards, limits, rules for bodies, filters and times.

use garde::Validate;
use gateway_runtime::prelude::*;
use schemars::JsonSchema;

#[derive(Deserialize, Validate, JsonSchema)]
struct Order {
    #[garde(length(min = 1))]
    item: String,
}

/// Lets in whoever is still there.
#[guard(message)]
fn present(socket: Socket) -> bool {
    socket.connected()
}

/// Tells every error in the same way.
#[filter]
fn plainly(error: WsError) -> WsError {
    error
}

#[websocket_gateway(namespace = "around")]
struct Around;

#[websocket_gateway]
impl Around {
    #[subscribe_message("plain")]
    fn plain(&self) -> u8 {
        1
    }

    #[subscribe_message("guarded")]
    #[use_guards(present)]
    fn guarded(&self) -> u8 {
        1
    }

    #[subscribe_message("filtered")]
    #[use_filters(plainly)]
    fn filtered(&self) -> u8 {
        1
    }

    #[subscribe_message("limited")]
    #[throttle(limit = 5, per = "1m", burst = 10, by = "ip")]
    fn limited(&self) -> u8 {
        1
    }

    #[subscribe_message("validated", timeout = "2s")]
    fn validated(&self, #[message_body(validate)] order: Order) -> String {
        order.item
    }
}
