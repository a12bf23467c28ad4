#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("exception")]
struct Exception;

#[websocket_gateway(nmespace = "chat", ordering = "random", timeout = "soon", port = 81)]
struct Chat {
    #[websocket_server]
    #[inject]
    server: Server<Chat>,
}

#[websocket_gateway(namespace = "chat")]
impl Chat {
    #[subscribe_message("")]
    fn empty(&self) {}

    #[subscribe_message("e")]
    fn mutable(&mut self, #[message_body] body: &str) {}

    #[subscribe_message("e", timeout = 5)]
    fn again(&self, #[message_body(validat)] body: u8, #[param] _: u8) -> &str { "" }

    #[on_gateway_init]
    fn init(&self, #[ack] ack: Ack<u8>) {}

    #[on_gateway_init]
    fn init_again() {}

    // What is right stays usable, so that nothing else turns red.
    fn helper(&self) -> u8 {
        1
    }
}

fn user(chat: &Chat) -> u8 {
    chat.helper()
}

fn app() {
    let _ = GatewayApp::builder().only::<(Chat,)>();
}

fn main() {}
