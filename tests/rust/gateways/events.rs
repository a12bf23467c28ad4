//! An event finds its method by its name, and the fallback if no method has it. `Events`, `Names` and `Constants` differ in
//! how their events have got their names.

use gateway_runtime::{GatewayAppBuilder, Parser, prelude::*, testing::End};

use crate::{
    log,
    told::told,
    way::{Way, over_each_way},
};

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

#[derive(Serialize, Deserialize, ServerEvent)]
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

over_each_way!(
    a_method_gets_each_of_its_events_and_their_name,
    the_names_of_events_and_namespaces_are_those_of_constants,
    the_name_of_a_bare_subscription_is_the_methods_in_the_casing_of_the_gateway,
    the_fallback_gets_what_no_other_method_takes_with_its_body,
    without_a_fallback_an_unknown_event_is_answered_with_an_error,
    an_event_whose_name_needs_escapes_is_one_like_any_other_in_msgpack,
    a_namespace_without_a_gateway_is_refused,
);

/// Names of events that no method has.
const UNKNOWN: [&str; 8] = [
    "unknown",
    "FIRST",
    "sendNewMessage",
    "*",
    "",
    "toString",
    "__proto__",
    "exception",
];

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Events, Names, Constants)>()
}

async fn a_method_gets_each_of_its_events_and_their_name(way: Way) {
    let app = way.start(builder()).await;
    let client = way.join::<Events>(&app).await;
    for event in ["first", "second", "with space", "trở lại"] {
        let answer = client.ask::<String>(event, &()).await.unwrap();
        assert_eq!(answer, format!("several: {event}"));
    }
}

async fn the_names_of_events_and_namespaces_are_those_of_constants(way: Way) {
    let app = way.start(builder()).await;
    let connect = way.connect::<Constants>(&app);
    let client = connect.namespace("/constants/lobby").await.unwrap();
    for event in ["Chat.send", "type", "literal", "own", "đã gửi"] {
        let answer = client.ask::<String>(event, &()).await.unwrap();
        assert_eq!(answer, format!("constant: {event}"));
        let sent: Sent = client.event_named("đã gửi").await;
        assert_eq!(sent.room, "lobby");
    }
}

async fn the_name_of_a_bare_subscription_is_the_methods_in_the_casing_of_the_gateway(way: Way) {
    let app = way.start(builder()).await;
    let cased = way.join::<Events>(&app).await;
    let answer = cased.ask::<String>("send-new-message", &()).await.unwrap();
    assert_eq!(answer, "bare: send-new-message");
    let as_written = way.join::<Names>(&app).await;
    let answer = as_written.ask::<String>("send_new_message", &()).await;
    assert_eq!(answer.unwrap(), "bare");
}

async fn the_fallback_gets_what_no_other_method_takes_with_its_body(way: Way) {
    let app = way.start(builder()).await;
    let client = way.join::<Events>(&app).await;
    for event in UNKNOWN {
        let answer = client.ask::<String>(event, &7).await.unwrap();
        assert_eq!(answer, format!("fallback: {event} Some(7)"));
    }
}

async fn without_a_fallback_an_unknown_event_is_answered_with_an_error(way: Way) {
    let app = way.start(builder()).await;
    let client = way.join::<Names>(&app).await;
    for event in UNKNOWN {
        let message = format!("no handler for the event `{event}`");
        let error = told("not_found", &message, event);
        assert_eq!(client.ask::<()>(event, &()).await, Err(error.clone()));
        client.emit(event, &());
        assert_eq!(client.exception().await, error);
    }
}

/// In JSON the protocol library takes an escape in the name for a malformed packet.
async fn an_event_whose_name_needs_escapes_is_one_like_any_other_in_msgpack(way: Way) {
    let app = way.start(builder()).await;
    let client = way.join::<Events>(&app).await;
    let event = "say \"hi\"\n";
    if way.parser == Parser::Msgpack {
        let answer = client.ask::<String>(event, &7).await.unwrap();
        assert_eq!(answer, format!("fallback: {event} Some(7)"));
    } else {
        client.emit(event, &7);
        assert_eq!(client.ended().await, End::ConnectionLost);
    }
}

async fn a_namespace_without_a_gateway_is_refused(way: Way) {
    log::start();
    let app = way.start(builder()).await;
    for namespace in ["/nowhere", "/"] {
        let connect = way.connect::<Events>(&app).namespace(namespace);
        let refused = connect.await.unwrap_err();
        assert_eq!(
            (refused.message(), refused.status()),
            ("Invalid namespace", None)
        );
        let logged = log::lines_with("a client was refused: it asks for the namespace");
        assert!(
            matches!(logged.as_slice(), [line] if line.contains(&format!("{namespace:?}")) && line.contains("INFO")),
            "{logged:?}"
        );
    }
}
