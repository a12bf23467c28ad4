//! Who waits for an acknowledgement of a client that leaves waits until the acknowledgement's timeout, and is told
//! that the client was slow.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{SOON, Verdict, WebSocket, run, serve, until};

fn main() {
    run(
        "the wait ends with the client's connection, with the error that the socket is closed",
        async {
            let (service, io) = SocketIo::builder()
                .ack_timeout(Duration::from_secs(5))
                .build_svc();
            let end: Arc<Mutex<Option<(Duration, String)>>> = Arc::default();
            let ended = end.clone();
            io.ns("/", async move |socket: SocketRef| {
                let begin = Instant::now();
                let answer = socket
                    .emit_with_ack::<_, ()>("question", &())
                    .unwrap()
                    .await;
                ended
                    .lock()
                    .unwrap()
                    .replace((begin.elapsed(), format!("{answer:?}")));
            });
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            client.receive(SOON).await;
            client.send("41").await;
            drop(client);
            until(Duration::from_secs(8), || end.lock().unwrap().is_some()).await;
            let (time, answer) = end.lock().unwrap().take().unwrap();
            Verdict::of(
                time > SOON,
                format!("the wait ended after {} s: {answer}", time.as_secs()),
            )
        },
    )
}
