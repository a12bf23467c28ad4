//! A client is told that it was refused before the namespace has forgotten its request. A second request in between
//! is ignored, so that the client waits for ever.
//!
//! The moment is as long as it takes to drop the error of the middleware, so an error makes it long here. With an
//! error that is a string, it is some microseconds, and met now and then.

use std::fmt;
use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::handler::ConnectHandler;
use support::{SOON, Verdict, WebSocket, run, serve};

struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl Drop for Refused {
    fn drop(&mut self) {
        // In this way other tasks of the thread go on.
        tokio::task::block_in_place(|| std::thread::sleep(Duration::from_millis(200)));
    }
}

fn main() {
    run(
        "the second request is answered, with a refusal too",
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", (async || ()).with(async || Err::<(), _>(Refused)));
            let mut client = WebSocket::open(serve(service).await).await;
            assert!(client.join("/").await.starts_with("44{"));
            client.send("40").await;
            let answer = client.receive(SOON).await;
            Verdict::of(!answer.text().starts_with("44"), format!("{answer:?}"))
        },
    )
}
