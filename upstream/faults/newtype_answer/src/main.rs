//! An acknowledgement, or an event, whose value is a newtype is written without the brackets around its arguments.
//! Clients take it for a malformed packet, and close the connection.

use serde::Serialize;
use socketioxide::SocketIo;
use socketioxide::extract::{AckSender, SocketRef};
use support::{Received, SOON, Verdict, WebSocket, run, serve};

#[derive(Serialize)]
struct Name(&'static str);

fn main() {
    run(r#"the answer is 439["anna"]"#, async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async |socket: SocketRef| {
            socket.on("name", async |ack: AckSender| {
                ack.send(&Name("anna")).unwrap()
            });
        });
        let mut client = WebSocket::open(serve(service).await).await;
        client.join("/").await;
        client.send(r#"429["name"]"#).await;
        let answer = client.receive(SOON).await;
        Verdict::of(
            answer != Received::Text(r#"439["anna"]"#.to_owned()),
            format!("{answer:?}"),
        )
    })
}
