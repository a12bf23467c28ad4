//! A server that offers polling alone announces that clients may upgrade to WebSocket. Each client tries, and fails.

use socketioxide::{SocketIo, TransportType};
use support::{SOON, Verdict, request, run, serve};

fn main() {
    run("\"upgrades\":[]", async {
        let (service, io) = SocketIo::builder()
            .transports([TransportType::Polling])
            .build_svc();
        io.ns("/", async || ());
        let server = serve(service).await;
        let open = request(
            server,
            "GET",
            "/socket.io/?EIO=4&transport=polling",
            "",
            SOON,
        )
        .await
        .unwrap()
        .text();
        Verdict::of(open.contains(r#""upgrades":["websocket"]"#), open)
    })
}
