//! Names of Socket.IO's own events are for no event of an application: a client would end its connection. `Reserved` emits
//! what it is told to, in each way.

use gateway_runtime::{
    prelude::*,
    testing::{ErrorObject, TestApp},
};

use crate::told::internal;

const RESERVED: [&str; 6] = [
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
];

#[websocket_gateway(namespace = "reserved")]
struct Reserved {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Reserved {
    #[subscribe_message("emit")]
    async fn emit(&self, #[message_body] event: String, client: Socket) -> Vec<String> {
        let event = &event;
        let errors = [
            client.emit(event, &1).err(),
            client.emit_volatile(event, &1).err(),
            self.server.emit(event, &1).await.err(),
            self.server.local().emit(event, &1).await.err(),
            client.emit_with_ack::<_, String>(event, &1).await.err(),
            self.server
                .emit_with_ack::<_, String>(event, &1)
                .await
                .err(),
        ];
        let errors = errors.into_iter().flatten();
        errors.map(|error| error.to_string()).collect()
    }

    #[subscribe_message("answer")]
    fn answer(&self, #[message_body] event: String) -> WsResponse<u32> {
        WsResponse::new(event, 1)
    }
}

#[tokio::test]
async fn a_reserved_name_is_an_error_of_who_emits_it_and_nobody_is_disconnected() {
    let app = TestApp::start(GatewayApp::builder().only::<(Reserved,)>()).await;
    let app = app.unwrap();
    let client = app.connect::<Reserved>().await.unwrap();
    let other = app.connect::<Reserved>().await.unwrap();
    for event in RESERVED {
        let errors: Vec<String> = client.ask("emit", &event).await.unwrap();
        let expected = format!("`{event}` is a reserved event name; choose another");
        assert_eq!(errors, vec![expected; 6]);
        client.emit("answer", &event);
        assert_eq!(client.exception().await, internal("answer"));
        let answer: Result<u32, ErrorObject> = client.ask("answer", &event).await;
        assert_eq!(answer, Err(internal("answer")));
    }
    client.no_event().await;
    other.no_event().await;
}
