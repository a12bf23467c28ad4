//! Nothing is imported here, no lint of the user's fires, and the usual names mean other things.

#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, unused_imports)]

/// What a client sends.
#[derive(serde::Deserialize, garde::Validate)]
pub struct Body {
    #[garde(length(min = 1))]
    text: String,
}

/// The expansions.
#[no_implicit_prelude]
pub mod gateways {
    #[allow(unused)]
    mod core {}
    #[allow(unused)]
    mod std {}

    /// What comes with each connection.
    #[derive(::serde::Deserialize)]
    pub struct Login {
        token: ::std::string::String,
    }

    /// Asks nothing.
    pub struct Extracted;

    impl ::gateway_runtime::FromSocket for Extracted {
        fn from_socket(
            _: &::gateway_runtime::Socket,
        ) -> ::std::result::Result<Self, ::gateway_runtime::WsError> {
            ::std::result::Result::Ok(Self)
        }
    }

    /// Validates what it gets.
    #[::gateway_runtime::websocket_gateway(namespace = "{room}", timeout = "60000ms", validate)]
    pub struct Hygienic;

    /// Has nothing to validate.
    #[::gateway_runtime::websocket_gateway(namespace = "unused", validate)]
    struct Unused;

    #[::gateway_runtime::websocket_gateway]
    impl Hygienic {
        #[subscribe_message("everything", timeout = "60000ms")]
        async fn everything(
            &self,
            #[message_body] body: super::Body,
            #[message_body("key", validate)] key: super::Body,
            #[handshake_auth] message: Login,
            #[param] room: ::std::string::String,
            #[inject] requirements: u8,
            reply: Extracted,
        ) -> ::std::string::String {
            let (_, _, _, _, Extracted) = (body.text, key, room, requirements, reply);
            message.token
        }

        #[on_gateway_connection]
        fn joined(
            &self,
            #[handshake_auth] context: Login,
            #[param] room: ::std::string::String,
            #[inject] requirements: u8,
            gateway: Extracted,
        ) {
            let (_, _, _, Extracted) = (context, room, requirements, gateway);
        }
    }
}

fn main() {}
