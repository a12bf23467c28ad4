//! `Client` polls an app in the same process.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};
use tower::ServiceExt as _;

/// Connected to one namespace. It acknowledges every event that asks for it with its own name.
pub(crate) struct Client {
    pub(crate) id: String,
    router: Router,
    session: String,
    namespace: String,
    packets: mpsc::UnboundedReceiver<String>,
    polling: JoinHandle<()>,
}

impl Client {
    pub(crate) async fn connect(router: Router, namespace: &str, name: &str) -> Self {
        let session = session(&router).await;
        send(&router, &session, Some(format!("40{namespace},"))).await;
        let (sender, mut packets) = mpsc::unbounded_channel();
        let polling = tokio::spawn({
            let (router, session) = (router.clone(), session.clone());
            let (namespace, name) = (namespace.to_owned(), name.to_owned());
            async move {
                while let Some(packets) = poll(&router, &session).await {
                    for packet in packets.split('\x1e') {
                        let answer = match packet {
                            "2" => Some("3".to_owned()),
                            _ => acknowledgement(packet, &namespace, &name),
                        };
                        if let Some(answer) = answer {
                            send(&router, &session, Some(answer)).await;
                        }
                        if packet != "2" && sender.send(packet.to_owned()).is_err() {
                            return;
                        }
                    }
                }
            }
        });
        let connected = packets.recv().await.expect("an answer");
        let start = connected.find("\"sid\":\"").expect("it is let in") + 7;
        Self {
            id: connected[start..][..16].to_owned(),
            router,
            session,
            namespace: namespace.to_owned(),
            packets,
            polling,
        }
    }

    /// Emits an event without arguments.
    pub(crate) async fn emit(&self, event: &str) {
        let packet = format!("42{},[\"{event}\"]", self.namespace);
        send(&self.router, &self.session, Some(packet)).await;
    }

    /// What comes within `time`.
    pub(crate) async fn next(&mut self, time: Duration) -> Option<String> {
        timeout(time, self.packets.recv()).await.ok().flatten()
    }

    /// All that comes until nothing has come for `time`.
    pub(crate) async fn all(&mut self, time: Duration) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(packet) = self.next(time).await {
            all.push(packet);
        }
        all
    }

    /// Forgets what has come.
    pub(crate) fn clear(&mut self) {
        while self.packets.try_recv().is_ok() {}
    }
}

/// Whether a namespace lets a new client in.
pub(crate) async fn is_let_in(router: &Router, namespace: &str) -> bool {
    let session = session(router).await;
    send(router, &session, Some(format!("40{namespace},"))).await;
    let answer = send(router, &session, None).await;
    answer.contains("\"sid\"")
}

impl Drop for Client {
    fn drop(&mut self) {
        self.polling.abort();
    }
}

/// The answer to `42/namespace,7["event"]`.
fn acknowledgement(packet: &str, namespace: &str, name: &str) -> Option<String> {
    let event = packet.strip_prefix(&format!("42{namespace},"))?;
    let id = event.split('[').next().filter(|id| !id.is_empty())?;
    Some(format!("43{namespace},{id}[\"{name}\"]"))
}

/// What requests of one connection have in common.
async fn session(router: &Router) -> String {
    let handshake = send(router, "", None).await;
    let (_, rest) = handshake.split_once("\"sid\":\"").expect("a session");
    let (session, _) = rest.split_once('"').expect("a session");
    format!("&sid={session}")
}

/// What a poll brings; `None` once the server has ended the session.
async fn poll(router: &Router, session: &str) -> Option<String> {
    let (status, packets) = exchange(router, session, None).await;
    (status == StatusCode::OK).then_some(packets)
}

async fn send(router: &Router, session: &str, body: Option<String>) -> String {
    let (status, answer) = exchange(router, session, body).await;
    assert_eq!(status, StatusCode::OK);
    answer
}

async fn exchange(router: &Router, session: &str, body: Option<String>) -> (StatusCode, String) {
    let uri = format!("/socket.io/?EIO=4&transport=polling{session}");
    let request = match body {
        None => Request::get(uri).body(Body::empty()),
        Some(body) => Request::post(uri).body(Body::from(body)),
    };
    let response = router.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 10_000_000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}
