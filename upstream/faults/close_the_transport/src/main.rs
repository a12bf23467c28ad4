//! A server has no way to close the connection of one client: Node's `socket.disconnect(true)`. A client that was
//! disconnected from all its namespaces keeps its connection for as long as it answers pings.
//!
//! What is called is the method that heal.patch adds. A library without it has the one below.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::socket::Socket;
use support::{SOON, Verdict, WebSocket, run, serve};

/// Does nothing. A method of `Socket` itself goes before this one.
trait CloseTransport {
    fn close_transport(&self) {}
}

impl CloseTransport for Socket {}

fn main() {
    run("the server closes the connection", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async |socket: SocketRef| {
            let transport = socket.clone();
            socket.disconnect().ok();
            Socket::close_transport(&transport);
        });
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/").await;
        let ended = client.ends(SOON).await;
        Verdict::of(
            !ended,
            format!("after 3 s, the connection is closed: {ended}"),
        )
    })
}
