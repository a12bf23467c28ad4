//! `crate = path`: printed code names nothing under the default name.

use super::{gateway, messages};

#[test]
fn the_default_name_is_absent() {
    let structure = gateway! {
        (
            crate = crate::reexport,
            namespace = "/chat",
            ordering = "start",
            emits(Sent),
            port = 81,
            transports(polling),
            cors(origin = "*"),
        )
        struct ChatGateway {
            #[websocket_server] server: Server,
            #[inject] greeter: Arc<Greeter>,
            count: u64,
        }
    };
    let block = gateway! {
        (crate = crate::reexport)
        impl ChatGateway {
            #[subscribe_message("a")]
            async fn a(&self, #[message_body] a: A, #[message_body("b")] b: B, c: C) {}
            #[subscribe_message]
            fn b(&self, #[connected_socket] a: Socket, #[ack] b: Ack<()>) {}
            #[on_gateway_init]
            fn c(&self, a: A) {}
            #[on_gateway_connection]
            fn d(&self, #[connected_socket] a: Socket, b: B) {}
            #[on_gateway_disconnect]
            fn e(&self, #[connected_socket] a: Socket, b: B) {}
        }
    };
    for output in [structure, block] {
        let printed = output.to_string();
        assert!(!printed.contains("gateway_runtime"), "{printed}");
        assert_eq!(messages(output), [""; 0]);
    }
}
