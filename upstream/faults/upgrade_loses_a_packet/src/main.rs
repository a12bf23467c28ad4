//! A packet that a poll has put back, since it would have made the response longer than `max_payload`, is forgotten
//! when the client changes to a WebSocket.

use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{Polling, Received, SOON, Verdict, WebSocket, run, serve};

fn main() {
    run("the client gets 1, 2 and 3", async {
        let (service, io) = SocketIo::builder().max_payload(1_000).build_svc();
        io.ns("/", async |socket: SocketRef| {
            tokio::time::sleep(Duration::from_millis(300)).await;
            for number in 1..=3 {
                socket.emit("n", &(number, "x".repeat(600))).unwrap();
            }
        });
        let client = Polling::open(serve(service).await).await;
        client.poll(SOON).await;
        client.join().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let mut got = vec![number(&client.poll(SOON).await.unwrap().text())];

        let mut upgraded = WebSocket::upgrade(client.server, &client.sid).await;
        upgraded.send("2probe").await;
        assert_eq!(
            upgraded.receive(SOON).await,
            Received::Text("3probe".to_owned())
        );
        upgraded.send("5").await;
        while let Received::Text(text) = upgraded.receive(Duration::from_millis(500)).await {
            got.push(number(&text));
        }
        Verdict::of(got != ["1", "2", "3"], format!("the client got {got:?}"))
    })
}

/// The number in `42["n",1,"xxx.."]`.
fn number(packet: &str) -> String {
    packet.split(',').nth(1).unwrap_or(packet).to_owned()
}
