//! `unread_websocket` is a client that reads nothing.

use std::{net::SocketAddr, time::Duration};

use gateway_runtime::{Gateway, Server};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::sleep,
};

use super::http::{HANDSHAKE, UPGRADE};

/// A connection that has sent `text`.
pub(crate) async fn open(server: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// A frame of a WebSocket with a short text, whose mask is zero.
fn frame(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap_or_default();
    [&[0x81, 0x80 | length, 0, 0, 0, 0], text.as_bytes()].concat()
}

/// Sends a packet over a WebSocket.
pub(crate) async fn send(client: &mut TcpStream, packet: &str) {
    client.write_all(&frame(packet)).await.unwrap();
}

/// A client that has sent these packets over a WebSocket, and reads nothing.
pub(crate) async fn unread_websocket(server: SocketAddr, packets: &[&str]) -> TcpStream {
    let mut head = format!(
        "GET {} HTTP/1.1\r\nHost: {server}\r\n",
        HANDSHAKE.replace("polling", "websocket")
    );
    for (name, value) in UPGRADE {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let mut stream = open(server, &(head + "\r\n")).await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 101");
    for packet in packets {
        send(&mut stream, packet).await;
    }
    stream
}

/// Waits for so many clients.
pub(crate) async fn joined<G: Gateway>(server: &Server<G>, clients: usize) {
    while server.sockets().unwrap().len() < clients {
        sleep(Duration::from_millis(5)).await;
    }
}

/// Waits for so many clients, and sends to everybody until the connections take no more.
pub(crate) async fn fill<G: Gateway>(server: &Server<G>, clients: usize) {
    joined(server, clients).await;
    let noise = "x".repeat(256 * 1024);
    let mut missed = 0;
    while missed < 5 {
        missed += server.local().emit("noise", &noise).await.unwrap().missed;
        sleep(Duration::from_millis(5)).await;
    }
}
