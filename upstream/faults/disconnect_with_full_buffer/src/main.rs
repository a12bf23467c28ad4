//! A client whose buffer is full cannot be disconnected: `disconnect` returns an error, and does nothing.

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{A_WHILE, Polling, SOON, Verdict, run, serve};

fn main() {
    run(
        "the socket leaves its namespace; the client is told, or its connection is closed",
        async {
            let (service, io) = SocketIo::builder().max_buffer_size(8).build_svc();
            io.ns("/", async |socket: SocketRef| {
                tokio::time::sleep(A_WHILE / 2).await;
                while socket.emit("row", "of a long history").is_ok() {}
            });
            let client = Polling::open(serve(service).await).await;
            client.poll(SOON).await;
            client.join().await;
            tokio::time::sleep(A_WHILE).await;
            let socket = io.of("/").unwrap().sockets().remove(0);
            let result = socket.disconnect();
            let left = io.of("/").unwrap().sockets().len();
            Verdict::of(
                left > 0,
                format!("{result:?}; sockets in the namespace: {left}"),
            )
        },
    )
}
