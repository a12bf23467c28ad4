//! `Traced` and its neighbours have the parts of `parts.rs` around their methods.

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;
use serde_json::Value;

use super::parts::*;
use crate::journal::Journal;

#[websocket_gateway(namespace = "traced", timeout = "20s")]
#[use_guards(gateway_guard, second_gateway_guard)]
#[use_interceptors(gateway_interceptor, second_gateway_interceptor)]
#[use_filters(gateway_filter)]
pub(super) struct Traced {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Traced {
    #[subscribe_message("full", "full-too")]
    #[use_guards(method_guard, second_method_guard)]
    #[use_interceptors(method_interceptor, second_method_interceptor)]
    #[use_filters(out_of_stock)]
    fn full(&self, #[message_body] body: Value) -> Result<Value, OutOfStock> {
        self.notes.note("method");
        let wants = |key: &str| body["method"] == key;
        assert!(!wants("panic"), "the method panics");
        if wants("fail") {
            Err(OutOfStock("a"))
        } else {
            Ok(body)
        }
    }

    #[subscribe_message("waits")]
    #[use_guards(waiting_guard)]
    async fn waits(&self, #[message_body("number")] number: u32) -> u32 {
        self.notes.note(format!("method {number}"));
        number
    }

    #[subscribe_message("body")]
    fn body(&self, #[message_body("number")] number: u32) -> u32 {
        self.notes.note("method");
        number
    }

    #[subscribe_message("events")]
    fn events(&self) -> impl Stream<Item = Result<WsResponse<u32>, WsError>> + use<> {
        stream::iter([
            Ok(WsResponse::new("tick", 1)),
            Ok(WsResponse::new("tick", 2)),
            Err(WsError::conflict("the stream fails")),
        ])
    }

    #[subscribe_message("event")]
    fn event(&self) -> WsResponse<u32> {
        WsResponse::new("tock", 7)
    }

    #[subscribe_message("by-hand")]
    async fn by_hand(
        &self,
        ack: Ack<&'static str>,
        #[message_body("use")] is_used: bool,
    ) -> Result<(), WsError> {
        if is_used {
            ack.send("by hand");
        }
        Err(WsError::conflict("after the ack"))
    }

    #[subscribe_message("late-guard", timeout = "300ms")]
    #[use_guards(waiting_guard)]
    fn late_guard(&self) {}

    #[subscribe_message("late", timeout = "300ms")]
    async fn late(&self) {
        std::future::pending::<()>().await;
    }
}

/// A namespace with a fallback.
#[websocket_gateway(namespace = "traced-fallback")]
#[use_guards(gateway_guard)]
pub(super) struct Fallback {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Fallback {
    #[subscribe_message(fallback)]
    fn any(&self, event: EventName) {
        self.notes.note(format!("method {}", &*event));
    }
}

/// Two gateways of one namespace, each with enhancers of its own.
#[websocket_gateway(namespace = "traced-by-two")]
#[use_guards(gateway_guard)]
pub(super) struct One {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl One {
    #[subscribe_message("one")]
    fn one(&self) {
        self.notes.note("method one");
    }
}

#[websocket_gateway(namespace = "traced-by-two")]
#[use_guards(second_gateway_guard)]
#[use_interceptors(gateway_interceptor)]
pub(super) struct Two {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Two {
    #[subscribe_message("two")]
    fn two(&self) {
        self.notes.note("method two");
    }
}

/// The namespaces of a pattern.
#[websocket_gateway(namespace = "traced/{room}")]
#[use_guards(gateway_guard)]
#[use_interceptors(gateway_interceptor)]
pub(super) struct Dynamic {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Dynamic {
    #[subscribe_message("full")]
    #[use_guards(method_guard)]
    fn full(&self, #[param] room: String) {
        self.notes.note(format!("method in {room}"));
    }
}

/// One message after the other, with everything around them.
#[websocket_gateway(namespace = "traced-sequential", ordering = "sequential")]
#[use_guards(waiting_guard)]
#[use_interceptors(gateway_interceptor)]
pub(super) struct Sequential {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Sequential {
    #[subscribe_message("number")]
    fn number(&self, #[message_body("number")] number: u32) -> u32 {
        self.notes.note(format!("method {number}"));
        number
    }
}
