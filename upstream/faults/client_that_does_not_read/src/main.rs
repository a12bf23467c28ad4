//! A client that reads nothing is noticed, as it answers no ping. But its socket does not end: it stays in its rooms,
//! and no disconnect handler runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{Verdict, WebSocket, run, serve, until};

fn main() {
    run(
        "the disconnect handler runs 1 s after the last ping, which was not answered",
        async {
            let left = Arc::new(AtomicBool::new(false));
            let builder = SocketIo::builder()
                .ping_interval(Duration::from_secs(1))
                .ping_timeout(Duration::from_secs(1));
            let (service, io) = builder.build_svc();
            let has_left = left.clone();
            io.ns("/", async move |socket: SocketRef| {
                socket.on_disconnect(async move || has_left.store(true, Ordering::SeqCst));
                // More than the system's buffers hold.
                let long = "x".repeat(1_000_000);
                while socket.connected() {
                    socket.emit("long", &long).ok();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            });
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            let ended = until(Duration::from_secs(8), || left.load(Ordering::SeqCst)).await;
            let sockets = io.of("/").unwrap().sockets().len();
            drop(client);
            Verdict::of(
                !ended,
                format!(
                    "after 8 s: the handler has run: {ended}; sockets in the namespace: {sockets}"
                ),
            )
        },
    )
}
