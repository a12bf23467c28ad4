//! Expansions stand on their own: the module of the gateways imports nothing, and the usual names mean other
//! things in it.

use std::time::Duration;

use gateway_runtime::{
    __private::{DeclaredCors, DeclaredServer},
    Gateway, Transport, WsError,
};

/// The expansions.
#[no_implicit_prelude]
#[allow(
    clippy::unused_async,
    dead_code,
    unused_imports,
    reason = "what is declared here is there to be in the way"
)]
mod gateways {
    mod shadows {
        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct String;
        pub(super) struct Box;
        pub(super) struct Arc;
        pub(super) struct Vec;
        pub(super) trait Default {}
        pub(super) trait Send {}
        pub(super) trait Clone {}
        pub(super) fn drop() {}
        pub(super) mod core {}
        pub(super) mod std {}
    }

    use shadows::{Arc, Box, Clone, Default, Option, Result, Send, String, Vec, core, drop, std};

    #[derive(::serde::Serialize, ::gateway_runtime::ServerEvent)]
    #[event("shown")]
    struct Shown {
        text: ::std::string::String,
    }

    #[derive(::gateway_runtime::WsError)]
    pub(super) enum Failed {
        #[ws_error(message = "{error} of {told} for {cause}", code = "named")]
        Named { error: u8, told: u8, cause: u8 },
        #[ws_error(message = "{0}")]
        Unnamed(u8, #[ws_error(skip)] u8),
        #[ws_error(internal)]
        Internal(::std::io::Error),
        #[ws_error(transparent)]
        Transparent(::gateway_runtime::WsError),
    }

    #[::gateway_runtime::websocket_gateway(namespace = "hygiene", emits(Shown))]
    pub(super) struct Hygienic {
        #[websocket_server]
        server: ::gateway_runtime::Server<Hygienic>,
        #[inject]
        pub(super) number: u8,
        pub(super) count: u32,
        #[default = 1 + 1]
        pub(super) two: u8,
    }

    /// Says all that a gateway can say of its server.
    #[::gateway_runtime::websocket_gateway(
        namespace = "listening",
        port = 81,
        path = "ws",
        transports(polling, websocket),
        cors(origin = ["https://a.example", "https://b.example"], credentials),
        ping_interval = "25s",
        ping_timeout = "20s",
        connect_timeout = "45s",
        max_payload = 1_000_000,
        max_attachments = 100,
        max_buffer_size = 128
    )]
    pub(super) struct Listening;

    #[::gateway_runtime::websocket_gateway]
    impl Hygienic {
        #[subscribe_message("everything")]
        async fn everything(
            &self,
            #[message_body] body: ::std::string::String,
            #[message_body("key")] key: ::std::option::Option<u8>,
            #[connected_socket] socket: ::gateway_runtime::Socket<Self>,
            event: ::gateway_runtime::EventName,
        ) -> ::std::result::Result<u8, ::gateway_runtime::WsError> {
            let (_, _, _, _) = (body, key, socket, event);
            ::std::result::Result::Ok(self.number)
        }

        #[subscribe_message("by-hand")]
        fn by_hand(&self, #[ack] ack: ::gateway_runtime::Ack<u8>) {
            ack.send(1);
        }

        // Names of our own expansion.
        #[subscribe_message("names")]
        fn names(
            &self,
            #[message_body] gateway: u8,
            #[message_body] message: u8,
            #[message_body] reply: u8,
        ) -> u8 {
            gateway + message + reply
        }

        #[on_gateway_init]
        fn init(&self, server: ::gateway_runtime::Server) {
            let _ = server;
        }

        #[on_server_event("told")]
        fn server_event(&self, #[message_body] context: u8, server: ::gateway_runtime::Server) {
            let _ = (context, server);
        }

        #[on_gateway_connection]
        async fn connection(&self, #[connected_socket] socket: ::gateway_runtime::Socket) {
            let _ = socket;
        }

        #[on_gateway_disconnect]
        fn disconnect(&self, reason: ::gateway_runtime::DisconnectReason) {
            let _ = reason;
        }
    }
}

#[test]
fn the_names_of_a_derive_are_its_own() {
    let named = gateways::Failed::Named {
        error: 1,
        told: 2,
        cause: 3,
    };
    let errors = [
        named,
        gateways::Failed::Unnamed(4, 5),
        gateways::Failed::Internal(std::io::Error::other("disk full")),
        gateways::Failed::Transparent(WsError::conflict("twice")),
    ];
    let told = errors.map(|error| WsError::from(error).to_string());
    assert_eq!(
        told,
        ["1 of 2 for 3", "4", "Internal server error", "twice"]
    );
}

#[test]
fn the_options_of_an_attribute_arrive() {
    let expected = DeclaredServer {
        port: Some(81),
        path: Some("/ws"),
        transports: Some(&[Transport::Polling, Transport::Websocket]),
        cors: Some(DeclaredCors {
            origins: &["https://a.example", "https://b.example"],
            credentials: true,
        }),
        ping_interval: Some(Duration::from_secs(25)),
        ping_timeout: Some(Duration::from_secs(20)),
        connect_timeout: Some(Duration::from_secs(45)),
        max_payload: Some(1_000_000),
        max_attachments: Some(100),
        max_buffer_size: Some(128),
    };
    assert_eq!(gateways::Listening::OPTIONS.server, expected);
    assert_eq!(
        gateways::Hygienic::OPTIONS.server,
        DeclaredServer::DEFAULT,
        "nothing is said without an option"
    );
}

#[tokio::test]
async fn the_expansion_needs_no_import() {
    let builder = gateway_runtime::GatewayApp::builder().only::<(gateways::Hygienic,)>();
    let app = builder.provide(9_u8).build().await.expect("starts");
    let gateway = app.gateway::<gateways::Hygienic>();
    assert_eq!((gateway.number, gateway.count, gateway.two), (9, 0, 2));
}
