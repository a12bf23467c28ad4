//! `OldClient` is a client of Engine.IO 3 that polls, as `socket.io-client` 2 does.

use std::collections::VecDeque;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use gateway_runtime::{SocketId, testing::TestApp};
use tower::ServiceExt as _;

/// A connection that is in `/`, and in the namespaces that it has joined.
pub(super) struct OldClient {
    router: Router,
    session: String,
    packets: VecDeque<String>,
}

impl OldClient {
    /// A client that the server has let into `namespace`.
    pub(super) async fn connect(app: &TestApp, namespace: &str) -> Self {
        let mut client = Self {
            router: app.router(),
            session: String::new(),
            packets: VecDeque::new(),
        };
        let open = client.next().await.unwrap();
        let (_, rest) = open.split_once("\"sid\":\"").unwrap();
        let (session, _) = rest.split_once('"').unwrap();
        session.clone_into(&mut client.session);
        client.send(&format!("40{namespace},")).await;
        client.until(&format!("40{namespace}")).await;
        client
    }

    /// The id of its sockets, with which its session's begins.
    pub(super) fn id(&self) -> SocketId {
        self.session[..16].parse().unwrap()
    }

    pub(super) async fn send(&self, packet: &str) {
        let (status, _) = self.exchange(Some(framed(packet))).await;
        assert_eq!(status, StatusCode::OK);
    }

    /// Waits for a packet that begins like this.
    pub(super) async fn until(&mut self, begin: &str) -> String {
        let mut others = Vec::new();
        while let Some(packet) = self.next().await {
            if packet.starts_with(begin) {
                return packet;
            }
            others.push(packet);
        }
        panic!("the session has ended without {begin}: {others:?}");
    }

    /// The next packet; `None` once the server has ended the session.
    pub(super) async fn next(&mut self) -> Option<String> {
        while self.packets.is_empty() {
            let (status, body) = self.exchange(None).await;
            if status != StatusCode::OK {
                return None;
            }
            self.packets.extend(unframed(&body));
        }
        self.packets.pop_front().filter(|packet| packet != "1")
    }

    async fn exchange(&self, body: Option<String>) -> (StatusCode, String) {
        let mut uri = "/socket.io/?EIO=3&transport=polling".to_owned();
        if !self.session.is_empty() {
            uri.extend(["&sid=", &self.session]);
        }
        let request = match body {
            None => Request::get(uri).body(Body::empty()),
            Some(body) => Request::post(uri)
                .header("content-type", "text/plain;charset=UTF-8")
                .body(Body::from(body)),
        };
        let answer = self.router.clone().oneshot(request.unwrap());
        let answer = answer.await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

/// Each packet stands behind its number of letters.
fn framed(packet: &str) -> String {
    format!("{}:{packet}", packet.chars().count())
}

fn unframed(mut body: &str) -> Vec<String> {
    let mut packets = Vec::new();
    while let Some((letters, rest)) = body.split_once(':') {
        let (packet, rest) = rest.split_at(letters.parse().unwrap());
        packets.push(packet.to_owned());
        body = rest;
    }
    packets
}
