//! The end of an app that the program asks for, with a deadline and without a signal
//! (docs/guarantees.md, 7).

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use gateway_runtime::prelude::*;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

mod support;

use support::{
    http::{HANDSHAKE, UPGRADE, handshake},
    running::Running,
};

#[websocket_gateway(namespace = "ending")]
struct Ending;

#[websocket_gateway]
impl Ending {
    #[subscribe_message("never-return")]
    async fn never_return(&self) {
        std::future::pending::<()>().await;
    }
}

/// How long anything may take on a machine with other work to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that has sent `text`.
#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn open(server: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// A frame of a WebSocket with a short text, whose mask is zero.
fn frame(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap_or_default();
    [&[0x81, 0x80 | length, 0, 0, 0, 0], text.as_bytes()].concat()
}

/// A client that has sent these packets over a WebSocket, and reads nothing.
#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn unread_websocket(server: SocketAddr, packets: &[&str]) -> TcpStream {
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
        stream.write_all(&frame(packet)).await.unwrap();
    }
    stream
}

/// Sends to everybody until the connections take no more.
#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn fill(server: &Server<Ending>, clients: usize) {
    while server.sockets().unwrap().len() < clients {
        sleep(Duration::from_millis(5)).await;
    }
    let noise = "x".repeat(256 * 1024);
    let mut missed = 0;
    while missed < 5 {
        missed += server.emit("noise", &noise).await.unwrap().missed;
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_deadline_bounds_the_end_with_clients_that_do_not_read_and_open_requests() {
    const DEADLINE: Duration = Duration::from_secs(2);
    /// Less than another second.
    const MARGIN: Duration = Duration::from_millis(900);

    let never = Router::new().route("/never", get(std::future::pending::<()>));
    let builder = GatewayApp::builder()
        .only::<(Ending,)>()
        .router(never)
        // So that a connection is full before it is cut off.
        .max_buffer_size(128);
    let mut running = Running::start(builder).await;
    let (app, address) = (running.app.clone(), running.own());
    let _unread = unread_websocket(address, &["40/ending,"]).await;
    fill(&app.server::<Ending>(), 1).await;
    let _in_work =
        unread_websocket(address, &["40/ending,", r#"42/ending,1["never-return"]"#]).await;
    let _half = open(address, "GET / HTTP/1.1\r\nHost: test\r\nX-A").await;
    let _never = open(address, "GET /never HTTP/1.1\r\nHost: test\r\n\r\n").await;
    // All of that has arrived.
    handshake(address, HANDSHAKE, &[]).await;

    let since = Instant::now();
    app.shutdown(DEADLINE).await;
    let shut_down = since.elapsed();
    running.ended().await;
    let ended = since.elapsed();
    assert!(shut_down < DEADLINE + MARGIN, "{shut_down:?}");
    assert!(ended < DEADLINE + MARGIN, "{ended:?}");
}

#[tokio::test]
async fn with_nothing_in_work_the_app_ends_at_once() {
    let mut running = Running::start(GatewayApp::builder().only::<(Ending,)>()).await;
    let (app, address) = (running.app.clone(), running.own());
    handshake(address, HANDSHAKE, &[]).await;
    let _idle = unread_websocket(address, &["40/ending,"]).await;
    let ended = async {
        // As long as it may take.
        app.shutdown(Duration::MAX).await;
        running.ended().await;
    };
    timeout(PATIENCE, ended).await.expect("it ends");
}

#[tokio::test]
async fn times_without_an_end_are_allowed() {
    let builder = GatewayApp::builder()
        .only::<(Ending,)>()
        .request_head_timeout(Duration::MAX)
        .request_body_timeout(Duration::MAX)
        .shutdown_deadline(Duration::MAX);
    let mut running = Running::start(builder).await;
    let (app, address) = (running.app.clone(), running.own());
    let answer = handshake(address, HANDSHAKE, &[]).await;
    let session = answer.session();
    let mut post = open(
        address,
        &format!(
            "POST {HANDSHAKE}&sid={session} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\
             Content-Length: 10\r\n\r\n40"
        ),
    )
    .await;
    sleep(Duration::from_millis(100)).await;
    post.write_all(b"/ending,").await.expect("it reads");
    let mut response = String::new();
    post.read_to_string(&mut response).await.expect("text");
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    app.shutdown(PATIENCE).await;
    running.ended().await;
}
