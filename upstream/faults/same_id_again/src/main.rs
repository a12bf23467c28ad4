//! A client that leaves a namespace and comes back over the same connection has the same socket id, and so it has in
//! its other namespaces: what is stored by socket id mixes up stays that have nothing to do with each other.

use support::{Verdict, WebSocket, run, serve};

fn main() {
    run("three different ids, as on Node", async {
        let (service, io) = socketioxide::SocketIo::new_svc();
        io.ns("/", async || ());
        io.ns("/other", async || ());
        let mut client = WebSocket::open(serve(service).await).await;
        let first = id(&client.join("/").await);
        client.send("41").await;
        let second = id(&client.join("/").await);
        let other = id(&client.join("/other").await);
        Verdict::of(
            first == second || first == other,
            format!("first, again, /other: {first}, {second}, {other}"),
        )
    })
}

/// The id in `40{"sid":"..."}`.
fn id(connected: &str) -> String {
    connected.split('"').nth(3).unwrap_or(connected).to_owned()
}
