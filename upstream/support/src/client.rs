//! A client of Engine.IO, by hand: what is sent and received is what is written in the reproductions.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::SOON;

/// What a WebSocket received.
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum Received {
    Text(String),
    Binary(Vec<u8>),
    /// The server has closed the connection.
    Closed,
    /// Nothing in time.
    Nothing,
}

impl Received {
    /// The text; empty if it is none.
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self {
            text
        } else {
            ""
        }
    }
}

/// A client over WebSocket. It answers no pings unless it reads.
pub struct WebSocket {
    stream: WebSocketStream<TcpStream>,
}

impl WebSocket {
    /// Connects to the server, and reads Engine.IO's first packet.
    pub async fn open(server: SocketAddr) -> Self {
        let mut client = Self::upgrade(server, "").await;
        let open = client.receive(SOON).await;
        assert!(
            open.text().starts_with('0'),
            "a server opens with packet 0: {open:?}"
        );
        client
    }

    /// Connects to the server for the session `sid` (none, if it is empty), and says nothing yet.
    pub async fn upgrade(server: SocketAddr, sid: &str) -> Self {
        let stream = TcpStream::connect(server).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let sid = if sid.is_empty() {
            String::new()
        } else {
            format!("&sid={sid}")
        };
        let url = format!("ws://{server}/socket.io/?EIO=4&transport=websocket{sid}");
        Self {
            stream: client_async(url, stream).await.unwrap().0,
        }
    }

    /// Joins `namespace`, and returns what the server answers.
    pub async fn join(&mut self, namespace: &str) -> String {
        self.send(&connect(namespace)).await;
        self.receive(SOON).await.text().to_owned()
    }

    /// Sends a text. An error is seen by who receives next.
    pub async fn send(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.ok();
    }

    /// Sends binary data.
    pub async fn send_binary(&mut self, data: &[u8]) {
        self.stream
            .send(Message::binary(Bytes::copy_from_slice(data)))
            .await
            .ok();
    }

    /// The next packet but pings, which are answered.
    pub async fn receive(&mut self, time: Duration) -> Received {
        let next = async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) if text.as_str() == "2" => self.send("3").await,
                    Some(Ok(Message::Text(text))) => {
                        return Received::Text(text.as_str().to_owned());
                    }
                    Some(Ok(Message::Binary(data))) => return Received::Binary(data.to_vec()),
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Received::Closed,
                }
            }
        };
        timeout(time, next).await.unwrap_or(Received::Nothing)
    }

    /// Whether the connection ends within `time`; packets are skipped.
    pub async fn ends(&mut self, time: Duration) -> bool {
        let end = async { while self.receive(SOON).await != Received::Closed {} };
        timeout(time, end).await.is_ok()
    }
}

/// The packet of a client that joins `namespace`, inside Engine.IO's message.
fn connect(namespace: &str) -> String {
    if namespace == "/" {
        "40".to_owned()
    } else {
        format!("40{namespace},")
    }
}

/// A client that polls, in Engine.IO 4 or 3.
pub struct Polling {
    pub server: SocketAddr,
    pub sid: String,
    version: u8,
}

impl Polling {
    /// Begins a session of Engine.IO 4.
    pub async fn open(server: SocketAddr) -> Self {
        Self::open_version(server, 4, "").await
    }

    /// Begins a session of Engine.IO `version`, with more in the query: `&b64=1`.
    pub async fn open_version(server: SocketAddr, version: u8, query: &str) -> Self {
        let path = format!("/socket.io/?EIO={version}&transport=polling{query}");
        let open = request(server, "GET", &path, "", SOON)
            .await
            .expect("a server answers a handshake");
        let open = open.text();
        let sid = open
            .split("\"sid\":\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or_default();
        Self {
            server,
            sid: sid.to_owned(),
            version,
        }
    }

    /// A session of Engine.IO 4 that is known by its id.
    pub fn of(server: SocketAddr, sid: &str) -> Self {
        Self {
            server,
            sid: sid.to_owned(),
            version: 4,
        }
    }

    /// Joins `/`, and polls the server's answer.
    pub async fn join(&self) -> String {
        self.post("40").await;
        self.poll(SOON).await.expect("CONNECT is answered").text()
    }

    /// Posts a body.
    pub async fn post(&self, body: &str) -> Option<Answer> {
        request(self.server, "POST", &self.path(), body, SOON).await
    }

    /// Polls; `None` if the server has nothing to say in `time`.
    pub async fn poll(&self, time: Duration) -> Option<Answer> {
        request(self.server, "GET", &self.path(), "", time).await
    }

    /// What the requests of this session ask for.
    pub fn path(&self) -> String {
        format!(
            "/socket.io/?EIO={}&transport=polling&sid={}",
            self.version, self.sid
        )
    }
}

/// The answer to a request.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One request over a connection of its own; `None` if there is no answer in `time`.
pub async fn request(
    server: SocketAddr,
    method: &str,
    path: &str,
    body: &str,
    time: Duration,
) -> Option<Answer> {
    let exchange = async {
        let mut stream = TcpStream::connect(server).await.ok()?;
        let length = if method == "GET" {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{length}\r\n{body}"
        );
        stream.write_all(head.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        let split = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
        Some(Answer {
            status,
            body: answer[split + 4..].to_vec(),
        })
    };
    timeout(time, exchange).await.ok().flatten()
}
