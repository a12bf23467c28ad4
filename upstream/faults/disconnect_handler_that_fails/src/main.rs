//! A socket whose disconnect handler panics, or has an extractor that fails, stays in its namespace and its rooms for
//! ever.

use socketioxide::SocketIo;
use socketioxide::extract::{Extension, SocketRef};
use support::{A_WHILE, Verdict, WebSocket, run, serve};

/// Nobody has put one of these into the socket's extensions.
#[derive(Clone)]
struct Missing;

fn main() {
    run("no socket is left after both clients have", async {
        std::panic::set_hook(Box::new(|_| ()));
        let (service, io) = SocketIo::new_svc();
        io.ns("/panic", async |socket: SocketRef| {
            socket.on_disconnect(async || panic!("in the handler"))
        });
        io.ns("/extractor", async |socket: SocketRef| {
            socket.on_disconnect(async |_: Extension<Missing>| ())
        });
        let server = serve(service).await;
        for namespace in ["/panic", "/extractor"] {
            let mut client = WebSocket::open(server).await;
            client.join(namespace).await;
            tokio::time::sleep(A_WHILE).await;
        }
        tokio::time::sleep(A_WHILE).await;
        let left = |namespace| io.of(namespace).unwrap().sockets().len();
        let left = (left("/panic"), left("/extractor"));
        Verdict::of(
            left != (0, 0),
            format!("left after a panic, and after an extractor's error: {left:?}"),
        )
    })
}
