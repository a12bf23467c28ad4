//! `SocketIo::close` calls no disconnect handler, though it is documented to.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{SOON, Verdict, WebSocket, run, serve, until};

fn main() {
    run("the disconnect handler runs once", async {
        let count = Arc::new(AtomicUsize::new(0));
        let (service, io) = SocketIo::new_svc();
        let counted = count.clone();
        io.ns("/", async move |socket: SocketRef| {
            socket.on_disconnect(async move || {
                counted.fetch_add(1, Ordering::SeqCst);
            });
        });
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/").await;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        io.close().await;
        let closed = client.ends(SOON).await;
        until(SOON, || count.load(Ordering::SeqCst) > 0).await;
        let count = count.load(Ordering::SeqCst);
        Verdict::of(
            count != 1,
            format!("the connection is closed: {closed}; the handler has run {count} times"),
        )
    })
}
