//! The end of an app that the program asks for, with a deadline: guarantee 7 without a signal.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use axum::{Router, routing::get};
use gateway_runtime::{GatewayAppBuilder, prelude::*};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinHandle,
    time::{sleep, timeout},
};

mod http;

use http::{HANDSHAKE, UPGRADE, handshake};

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

type Serving = JoinHandle<Result<(), AppError>>;

#[expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]
async fn serve(builder: GatewayAppBuilder) -> (GatewayApp, SocketAddr, Serving) {
    let app = builder.build().await.unwrap();
    app.bind("127.0.0.1:0").await.unwrap();
    let address = app.local_addr().unwrap();
    let serving = tokio::spawn({
        let app = app.clone();
        async move { app.serve().await }
    });
    (app, address, serving)
}

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
async fn one_deadline_bounds_it_with_clients_that_do_not_read_and_open_requests() {
    const DEADLINE: Duration = Duration::from_secs(2);
    /// Less than another second.
    const MARGIN: Duration = Duration::from_millis(900);

    let never = Router::new().route("/never", get(std::future::pending::<()>));
    let builder = GatewayApp::builder()
        .only::<(Ending,)>()
        .router(never)
        // So that a connection is full before it is cut off.
        .max_buffer_size(128);
    let (app, address, serving) = serve(builder).await;
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
    let served = timeout(PATIENCE, serving).await.expect("it ends");
    let ended = since.elapsed();
    served.expect("no panic").expect("no error");
    assert!(shut_down < DEADLINE + MARGIN, "{shut_down:?}");
    assert!(ended < DEADLINE + MARGIN, "{ended:?}");
}

#[tokio::test]
async fn with_nothing_in_work_it_is_over_at_once() {
    let (app, address, serving) = serve(GatewayApp::builder().only::<(Ending,)>()).await;
    handshake(address, HANDSHAKE, &[]).await;
    let _idle = unread_websocket(address, &["40/ending,"]).await;
    let ended = async {
        // As long as it may take.
        app.shutdown(Duration::MAX).await;
        serving.await
    };
    let served = timeout(PATIENCE, ended).await.expect("it ends");
    served.expect("no panic").expect("no error");
}

#[tokio::test]
async fn times_without_an_end_are_allowed() {
    let builder = GatewayApp::builder()
        .only::<(Ending,)>()
        .request_head_timeout(Duration::MAX)
        .request_body_timeout(Duration::MAX)
        .shutdown_deadline(Duration::MAX);
    let (app, address, serving) = serve(builder).await;
    let answer = handshake(address, HANDSHAKE, &[]).await;
    let (_, rest) = answer.body.split_once("\"sid\":\"").expect("an id");
    let (session, _) = rest.split_once('"').expect("an id");
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
    serving.await.expect("no panic").expect("no error");
}
