//! A client sends half the body of a POST and then nothing. The server keeps the request, and what has arrived, for
//! as long as the client likes: its session ends meanwhile, and nobody tells the request.

use std::time::Duration;

use socketioxide::SocketIo;
use support::{Polling, SOON, Verdict, request, run, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

fn main() {
    run(
        "the request ends with its session, which ends 1 s after its first ping",
        async {
            let builder = SocketIo::builder().ping_timeout(Duration::from_secs(1));
            let (service, io) = builder.build_svc();
            io.ns("/", async || ());
            let client = Polling::open(serve(service).await).await;
            let mut stream = TcpStream::connect(client.server).await.unwrap();
            let head = format!(
                "POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n",
                client.path()
            );
            stream
                .write_all(format!("{head}4{}", "x".repeat(80_000)).as_bytes())
                .await
                .unwrap();
            let ended = timeout(Duration::from_secs(5), stream.read(&mut [0; 1_000]))
                .await
                .is_ok();
            let session = request(client.server, "GET", &client.path(), "", SOON)
                .await
                .unwrap()
                .text();
            Verdict::of(
                !ended,
                format!("after 5 s: the request has ended: {ended}; its session: {session}"),
            )
        },
    )
}
