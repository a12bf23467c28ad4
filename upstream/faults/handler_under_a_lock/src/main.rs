//! A `MessageHandler` is called with the lock of its socket's handlers held. One that registers a handler blocks its
//! thread for ever.

use std::sync::Arc;

use socketioxide::SocketIo;
use socketioxide::adapter::LocalAdapter;
use socketioxide::extract::SocketRef;
use socketioxide::handler::{MessageHandler, Value};
use socketioxide::socket::Socket;
use support::{Received, SOON, Verdict, WebSocket, run, serve};

struct First;

impl MessageHandler<LocalAdapter, First> for First {
    fn call(&self, socket: Arc<Socket>, _: Value, _: Option<i64>) {
        socket.on("second", async |socket: SocketRef| {
            socket.emit("hello", "you").unwrap()
        });
    }
}

fn main() {
    run("the second handler is registered, and called", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async |socket: SocketRef| socket.on("first", First));
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/").await;
        client.send(r#"42["first"]"#).await;
        client.send(r#"42["second"]"#).await;
        let answer = client.receive(SOON).await;
        Verdict::of(
            answer != Received::Text(r#"42["hello","you"]"#.to_owned()),
            format!("{answer:?}"),
        )
    })
}
