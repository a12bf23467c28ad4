//! Binary data that is sent to a client of Engine.IO 3 while it polls arrives as a text.

use bytes::Bytes;
use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use support::{A_WHILE, Polling, SOON, Verdict, run, serve};

fn main() {
    run(
        "\\x01 5 \\xff \\x04 abcd, or 10:b4YWJjZA== for clients without binary data",
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", async |socket: SocketRef| {
                tokio::time::sleep(A_WHILE / 2).await;
                socket.emit("data", &Bytes::from_static(b"abcd")).unwrap();
            });
            let server = serve(service).await;
            let mut bodies = Vec::new();
            for query in ["", "&b64=1"] {
                let client = Polling::open_version(server, 3, query).await;
                tokio::time::sleep(A_WHILE).await;
                bodies.push(client.poll(SOON).await.unwrap().body);
            }
            let has =
                |body: &[u8], part: &[u8]| body.windows(part.len()).any(|window| window == part);
            let whole =
                has(&bodies[0], b"\x01\x05\xff\x04abcd") && has(&bodies[1], b"10:b4YWJjZA==");
            let bodies: Vec<_> = bodies
                .iter()
                .map(|body| body.escape_ascii().to_string())
                .collect();
            Verdict::of(!whole, format!("{bodies:#?}"))
        },
    )
}
