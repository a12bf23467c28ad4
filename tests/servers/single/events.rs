//! `Events` and `Names` show how an event finds its method.

use gateway_runtime::prelude::*;

/// With a method for events that no other method takes.
#[websocket_gateway(namespace = "events", rename_all = "kebab-case")]
struct Events;

#[websocket_gateway]
impl Events {
    #[subscribe_message("first", "second", "with space", "trở lại")]
    fn several(&self, event: EventName) -> String {
        format!("several: {}", &*event)
    }

    #[subscribe_message]
    fn send_new_message(&self, event: EventName) -> String {
        format!("bare: {}", &*event)
    }

    #[subscribe_message(fallback)]
    fn anything(&self, event: EventName, #[message_body] body: Option<u8>) -> String {
        format!("fallback: {} {body:?}", &*event)
    }
}

/// Without: names as they are written.
#[websocket_gateway(namespace = "names")]
struct Names;

#[websocket_gateway]
impl Names {
    #[subscribe_message]
    fn send_new_message(&self) -> &'static str {
        "bare"
    }
}
