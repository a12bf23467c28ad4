//! A client that polls begins to change to a WebSocket while its buffer is full: the probe is not answered, and the
//! session is closed when the upgrade's time is over. What waited is lost.

use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{Polling, Received, SOON, Verdict, WebSocket, run, serve};

const BUFFER: usize = 8;

fn main() {
    run(
        "the probe is answered, and the client gets all packets over its WebSocket",
        async {
            let builder = SocketIo::builder()
                .max_buffer_size(BUFFER)
                .upgrade_timeout(Duration::from_secs(1));
            let (service, io) = builder.build_svc();
            io.ns("/", async |socket: SocketRef| {
                // The client has polled CONNECT by then.
                tokio::time::sleep(Duration::from_millis(300)).await;
                while socket.emit("row", "of a long history").is_ok() {}
            });
            let client = Polling::open(serve(service).await).await;
            // The first ping, then CONNECT: nobody polls afterwards, as on a slow line.
            client.poll(SOON).await;
            client.join().await;
            tokio::time::sleep(Duration::from_millis(500)).await;

            let mut upgraded = WebSocket::upgrade(client.server, &client.sid).await;
            upgraded.send("2probe").await;
            let probe = upgraded.receive(SOON).await;
            if probe != Received::Text("3probe".to_owned()) {
                let answer = client.poll(SOON).await;
                return Verdict::Fault(format!(
                    "the probe: {probe:?}; a poll afterwards: {}",
                    answer.unwrap().text()
                ));
            }
            upgraded.send("5").await;
            let mut rows = 0;
            while upgraded
                .receive(Duration::from_millis(500))
                .await
                .text()
                .starts_with("42[\"row")
            {
                rows += 1;
            }
            Verdict::of(
                rows < BUFFER - 1,
                format!("the probe is answered, and {rows} packets came"),
            )
        },
    )
}
