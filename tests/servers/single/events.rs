//! `Events`, `Names` and `Constants` show how an event finds its method.

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

/// The events of [`Constants`], as an enum of TypeScript has them.
struct Chat;

impl Chat {
    const SEND: &'static str = "Chat.send";
    const SENT: &'static str = "đã gửi";
}

mod names {
    /// Without its slash, and with a parameter.
    pub(super) const NAMESPACE: &str = "constants/{room}";
    pub(super) const TYPE: &str = "type";
}

#[derive(Serialize, ServerEvent)]
#[event(Chat::SENT)]
struct Sent {
    room: String,
}

/// With names that are constants.
#[websocket_gateway(namespace = names::NAMESPACE, emits(Sent))]
struct Constants;

#[websocket_gateway]
impl Constants {
    const OWN: &'static str = "own";

    #[subscribe_message(Chat::SEND, names::r#TYPE, "literal", Self::OWN, <Sent as ServerEvent>::NAME)]
    fn send(
        &self,
        event: EventName,
        #[param] room: String,
        #[connected_socket] socket: Socket<Constants>,
    ) -> Result<String, WsError> {
        socket.emit_event(&Sent { room })?;
        Ok(format!("constant: {}", &*event))
    }
}
