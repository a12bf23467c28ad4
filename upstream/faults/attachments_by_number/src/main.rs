//! The number of an attachment's placeholder is not looked at: attachments are handed out in the order in which a
//! type asks for them. A field that the type does not know shifts all that follow, and the handler gets the wrong
//! data.

use bytes::Bytes;
use serde::Deserialize;
use socketioxide::SocketIo;
use socketioxide::extract::{Data, SocketRef};
use support::{Received, SOON, Verdict, WebSocket, run, serve};

#[derive(Deserialize)]
struct Upload {
    file: Bytes,
}

fn main() {
    run(
        "the handler gets the attachment with number 1: \"file\"",
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", async |socket: SocketRef| {
                socket.on(
                    "upload",
                    async |socket: SocketRef, Data(upload): Data<Upload>| {
                        socket
                            .emit("got", std::str::from_utf8(&upload.file).unwrap())
                            .unwrap();
                    },
                );
            });
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            let preview = r#"{"_placeholder":true,"num":0}"#;
            let file = r#"{"_placeholder":true,"num":1}"#;
            client
                .send(&format!(
                    r#"452-["upload",{{"preview":{preview},"file":{file}}}]"#
                ))
                .await;
            client.send_binary(b"preview").await;
            client.send_binary(b"file").await;
            let answer = client.receive(SOON).await;
            Verdict::of(
                answer != Received::Text(r#"42["got","file"]"#.to_owned()),
                format!("{answer:?}"),
            )
        },
    )
}
