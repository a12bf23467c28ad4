//! A namespace is deleted while the middleware of a client runs: the client is told that it is connected, to a
//! namespace that does not exist any more. Nobody answers its messages, and its end is never noticed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::handler::ConnectHandler;
use support::{A_WHILE, SOON, Verdict, WebSocket, run, serve, until};

fn main() {
    run(
        "the client is refused, or is disconnected after it was connected",
        async {
            let (service, io) = SocketIo::new_svc();
            let left = Arc::new(AtomicBool::new(false));
            let has_left = left.clone();
            let handler = async move |socket: SocketRef| {
                socket.on_disconnect(async move || has_left.store(true, Ordering::SeqCst));
            };
            io.ns(
                "/soon gone",
                handler.with(async || {
                    tokio::time::sleep(A_WHILE).await;
                    Ok::<(), String>(())
                }),
            );
            let mut client = WebSocket::open(serve(service).await).await;
            client.send("40/soon gone,").await;
            tokio::time::sleep(A_WHILE / 2).await;
            io.delete_ns("/soon gone");
            let told = client.receive(SOON).await;
            let then = client.receive(A_WHILE).await;
            drop(client);
            let left = until(SOON, || left.load(Ordering::SeqCst)).await;
            let fault = told.text().starts_with("40") && !then.text().starts_with("41") && !left;
            Verdict::of(
                fault,
                format!(
                    "{told:?}, {then:?}; then the client leaves, and its handler has run: {left}"
                ),
            )
        },
    )
}
