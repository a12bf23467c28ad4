//! A client whose buffer is full at the moment when a ping is due is disconnected at once, as if it had not answered.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::socket::DisconnectReason;
use support::{Polling, SOON, Verdict, run, serve, until};

fn main() {
    run(
        "the client has the ping timeout, 10 s, to take what waits and to answer the ping",
        async {
            let left: Arc<Mutex<Option<DisconnectReason>>> = Arc::default();
            let builder = SocketIo::builder()
                .max_buffer_size(8)
                .ping_interval(Duration::from_secs(1))
                .ping_timeout(Duration::from_secs(10));
            let (service, io) = builder.build_svc();
            let reason = left.clone();
            io.ns("/", async move |socket: SocketRef| {
                socket.on_disconnect(async move |why: DisconnectReason| {
                    reason.lock().unwrap().replace(why);
                });
                tokio::time::sleep(Duration::from_millis(300)).await;
                while socket.emit("row", "of a long history").is_ok() {}
            });
            let client = Polling::open(serve(service).await).await;
            // The first ping is answered; CONNECT is taken; then the client takes its time.
            client.poll(SOON).await;
            client.post("3").await;
            client.join().await;
            let ended = until(SOON, || left.lock().unwrap().is_some()).await;
            let why = left.lock().unwrap().take();
            Verdict::of(ended, format!("after 3 s: {why:?}"))
        },
    )
}
