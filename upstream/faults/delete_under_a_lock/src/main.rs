//! `SocketIo::delete_ns` calls disconnect handlers with the lock of all namespaces held. A `DisconnectHandler` that
//! asks for a namespace blocks its thread for ever, and with it every client that connects.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::handler::DisconnectHandler;
use socketioxide::socket::{DisconnectReason, Socket};
use support::{SOON, Verdict, WebSocket, run, serve, until};

struct Handler(SocketIo);

impl DisconnectHandler<socketioxide::adapter::LocalAdapter, Handler> for Handler {
    fn call_with_defer(&self, socket: Arc<Socket>, _: DisconnectReason, defer: fn(Arc<Socket>)) {
        self.0.of("/other");
        defer(socket);
    }
}

fn main() {
    run("delete_ns returns", async {
        let (service, io) = SocketIo::new_svc();
        let asked = io.clone();
        io.ns("/a", async move |socket: SocketRef| {
            socket.on_disconnect(Handler(asked))
        });
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/a").await;
        tokio::time::sleep(support::A_WHILE).await;
        let returned = Arc::new(AtomicBool::new(false));
        let returns = returned.clone();
        std::thread::spawn(move || {
            io.delete_ns("/a");
            returns.store(true, Ordering::SeqCst);
        });
        let returned = until(SOON, || returned.load(Ordering::SeqCst)).await;
        Verdict::of(!returned, format!("after 3 s, it has returned: {returned}"))
    })
}
