//! `request` is HTTP over a connection of its own, header by header.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// The request that opens a connection by polling.
pub(crate) const HANDSHAKE: &str = "/socket.io/?EIO=4&transport=polling";

/// What makes a request one for a WebSocket.
pub(crate) const UPGRADE: [(&str, &str); 4] = [
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Response {
    /// The first header of this name, which is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The id of the session that a handshake has begun.
    pub(crate) fn session(&self) -> &str {
        let (_, rest) = self.body.split_once("\"sid\":\"").expect("an id");
        let (session, _) = rest.split_once('"').expect("an id");
        session
    }
}

/// Sends a request and reads the response; of an upgrade its head.
pub(crate) async fn request(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Response {
    in_time(exchange(server, method, path, headers, "")).await
}

/// The same with a body.
pub(crate) async fn request_with_body(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response {
    let length = body.len().to_string();
    let mut headers = headers.to_vec();
    headers.push(("Content-Length", &length));
    in_time(exchange(server, method, path, &headers, body)).await
}

async fn in_time(answer: impl Future<Output = Response>) -> Response {
    let patience = Duration::from_secs(5);
    tokio::time::timeout(patience, answer)
        .await
        .expect("an answer in time")
}

async fn exchange(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response {
    let mut stream = TcpStream::connect(server).await.expect("it listens");
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\n");
    if !headers.iter().any(|(name, _)| *name == "Connection") {
        text.push_str("Connection: close\r\n");
    }
    for (name, value) in headers {
        text.extend([*name, ": ", *value, "\r\n"]);
    }
    text.extend(["\r\n", body]);
    stream.write_all(text.as_bytes()).await.expect("it reads");
    let mut received = Vec::new();
    let head = loop {
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer).await.expect("it answers");
        assert_ne!(length, 0, "the connection ended within the head");
        received.extend_from_slice(&buffer[..length]);
        if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let body = received.split_off(head + 4);
    let head = String::from_utf8(received).expect("text");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or_else(|| panic!("no status in {head}"));
    let mut response = Response {
        status,
        head,
        body: String::new(),
    };
    let mut body = body;
    // With an upgrade asked for, the connection stays open whatever the answer is.
    match response.header("content-length").map(str::parse::<usize>) {
        _ if status == 101 => {}
        Some(Ok(length)) => {
            let mut rest = vec![0; length.saturating_sub(body.len())];
            stream.read_exact(&mut rest).await.expect("the body");
            body.extend(rest);
        }
        _ => {
            stream.read_to_end(&mut body).await.expect("the body");
        }
    }
    response.body = String::from_utf8_lossy(&body).into_owned();
    response
}

/// Opens a connection by polling, and expects that it is accepted.
pub(crate) async fn handshake(
    server: SocketAddr,
    path: &str,
    headers: &[(&str, &str)],
) -> Response {
    let response = request(server, "GET", path, headers).await;
    assert_eq!(response.status, 200, "{response:?}");
    assert!(response.body.starts_with("0{\"sid\""), "{response:?}");
    response
}

/// Until nobody listens any more.
pub(crate) async fn until_refused(server: SocketAddr) {
    let refused = async {
        while TcpStream::connect(server).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), refused)
        .await
        .expect("it stops listening");
}
