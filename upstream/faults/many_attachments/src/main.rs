//! What a packet with many attachments costs grows with the square of their number: all sizes are added up for each
//! one that comes.

use std::time::{Duration, Instant};

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{SOON, Verdict, WebSocket, run, serve};

fn main() {
    run(
        "ten times as many attachments take about ten times as long",
        async {
            let (service, io) = SocketIo::builder().max_buffer_size(8).build_svc();
            io.ns("/", async |socket: SocketRef| {
                socket.on("many", async |socket: SocketRef| {
                    socket.emit("got", "all").unwrap()
                });
            });
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            // As many attachments in all, first in 10 packets and then in one.
            let few = time(&mut client, 10, 1_000).await;
            let many = time(&mut client, 1, 10_000).await;
            Verdict::of(
                many > few * 3,
                format!(
                    "10 packets with 1,000 attachments: {few:?}; 1 packet with 10,000 attachments: {many:?}"
                ),
            )
        },
    )
}

/// How long `packets` take, each with `attachments` that are empty.
async fn time(client: &mut WebSocket, packets: usize, attachments: usize) -> Duration {
    let begin = Instant::now();
    for _ in 0..packets {
        client.send(&format!(r#"45{attachments}-["many"]"#)).await;
        for _ in 0..attachments {
            client.send_binary(b"").await;
        }
        assert_eq!(client.receive(SOON * 5).await.text(), r#"42["got","all"]"#);
    }
    begin.elapsed()
}
