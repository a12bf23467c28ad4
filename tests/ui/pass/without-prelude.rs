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

    /// What a guard gives.
    #[derive(::std::clone::Clone)]
    pub struct Token(::std::string::String);

    /// What each connection has.
    #[::gateway_runtime::injectable]
    pub struct Cart {
        #[inject]
        articles: u8,
    }

    /// Lets in who has a token. Its parameters have the names of the expansion's variables.
    #[::gateway_runtime::guard]
    pub async fn arguments(
        #[handshake_auth] context: Login,
        error: Extracted,
        #[inject] requirements: u8,
        #[per_connection] setup: ::std::sync::Arc<Cart>,
    ) -> ::std::result::Result<Token, ::gateway_runtime::WsError> {
        let (Extracted, _, _) = (error, requirements, setup.articles);
        ::std::result::Result::Ok(Token(context.token))
    }

    /// Lets in.
    #[::gateway_runtime::guard(message)]
    pub fn open(#[guarded] call: Token, #[message_body] output: ::std::string::String) -> bool {
        call.0 == output
    }

    /// Runs the rest.
    #[::gateway_runtime::interceptor]
    pub async fn rest(
        next: ::gateway_runtime::Next,
        output: Extracted,
    ) -> ::std::result::Result<::gateway_runtime::Outcome, ::gateway_runtime::Failure> {
        let Extracted = output;
        next.run().await
    }

    /// Tells what it is told.
    #[::gateway_runtime::filter]
    pub fn told(error: ::gateway_runtime::Failure, context: Extracted) -> ::gateway_runtime::WsError {
        let Extracted = context;
        error.into_error()
    }

    /// Says the same.
    #[::gateway_runtime::pipe]
    pub fn same(value: ::std::string::String, arguments: Extracted) -> ::std::string::String {
        let Extracted = arguments;
        value
    }

    /// Has state.
    #[::gateway_runtime::injectable]
    pub struct State {
        #[inject]
        setup: u8,
        #[default = 1]
        other: u8,
        count: u8,
    }

    impl ::gateway_runtime::Interceptor for State {
        async fn intercept(
            &self,
            _: &::gateway_runtime::Call,
            next: ::gateway_runtime::Next,
        ) -> ::std::result::Result<::gateway_runtime::Outcome, ::gateway_runtime::Failure> {
            let _ = (self.setup, self.other, self.count);
            next.run().await
        }
    }

    /// All of it.
    #[::gateway_runtime::enhancers]
    #[use_guards(arguments, open)]
    #[set_metadata(1)]
    pub struct Bundle;

    /// Validates what it gets.
    #[::gateway_runtime::websocket_gateway(namespace = "{room}", timeout = "60000ms", validate)]
    #[use_guards(arguments)]
    #[use_interceptors(State)]
    #[use_filters(told)]
    #[throttle(limit = 5, per = "1m", by = "ip", name = "a")]
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

        #[subscribe_message("enhanced")]
        #[use_guards(open)]
        #[use_interceptors(rest)]
        #[use_enhancers(Bundle)]
        #[throttle(skip)]
        fn enhanced(
            &self,
            #[guarded] reply: Token,
            #[message_body(pipe = same)] gateway: ::std::string::String,
        ) -> ::std::string::String {
            reply.0 + &gateway
        }

        #[on_gateway_connection]
        fn joined(
            &self,
            #[guarded] reply: Token,
            #[handshake_auth] context: Login,
            #[param] room: ::std::string::String,
            #[inject] requirements: u8,
            gateway: Extracted,
        ) {
            let (_, _, _, Extracted, _) = (context, room, requirements, gateway, reply.0);
        }
    }
}

fn main() {}
