//! Handshakes that come too fast, or are followed by nothing.

use std::time::Duration;

use gateway_runtime::testing::TestApp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

use super::{FIRST, SECOND, assert_refused, assert_served, builder, join};
use crate::way::{Way, over_each_way};

over_each_way!(
    while_time_stands: an_address_that_connects_too_often_is_refused_until_time_has_passed,
    those_that_never_join_a_namespace_are_counted_until_they_are_ended,
    those_of_one_address_do_not_keep_out_others,
    whoever_is_kept_out_is_told_that_the_app_is_ready,
);

const HANDSHAKE: &str = "/socket.io/?EIO=4&transport=polling";

async fn an_address_that_connects_too_often_is_refused_until_time_has_passed(way: Way) {
    let second = Duration::from_secs(1);
    let app = way
        .start(builder().max_connects_per_address(2, second))
        .await;
    let first = join(way, &app, FIRST).await.unwrap();
    let other = join(way, &app, FIRST).await.unwrap();
    let message = "Too many new connections from this address";
    assert_refused(join(way, &app, FIRST).await, 429, message);
    // Whoever is in stays in, and other addresses come in.
    other.disconnect().await;
    assert_served(&first).await;
    assert_served(&join(way, &app, SECOND).await.unwrap()).await;

    app.advance(second).await;
    assert_served(&join(way, &app, FIRST).await.unwrap()).await;
}

/// Asks for something over a connection that stays, and gives the status, the head and the body of the answer, which is an
/// object or ends with one.
async fn answer(stream: &mut DuplexStream, path: &str) -> (u16, String, String) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    loop {
        let mut buffer = [0; 1024];
        let length = stream.read(&mut buffer).await.unwrap();
        assert_ne!(length, 0, "the connection ended");
        received.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8(received.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.ends_with('}')
        {
            let status = head.split(' ').nth(1).unwrap().parse().unwrap();
            return (status, head.to_owned(), body.to_owned());
        }
    }
}

/// Sends handshakes one after another over one connection, and gives the status of each answer.
async fn handshakes(stream: &mut DuplexStream, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        let (status, head, _) = answer(stream, HANDSHAKE).await;
        let has_time = head.to_ascii_lowercase().contains("\r\nretry-after: ");
        assert_eq!(has_time, status != 200, "{head}");
        statuses.push(status);
    }
    statuses
}

fn stream(app: &TestApp) -> DuplexStream {
    app.stream(None).unwrap()
}

async fn those_that_never_join_a_namespace_are_counted_until_they_are_ended(way: Way) {
    let app = way.start(builder().max_handshakes_pending(4)).await;
    let client = join(way, &app, SECOND).await.unwrap();
    let mut stream = stream(&app);
    let statuses = handshakes(&mut stream, 6).await;
    assert_eq!(statuses, [200, 200, 200, 200, 503, 503]);
    // Whoever is in is served, and may join further namespaces.
    assert_served(&client).await;
    let lobby = client.join_namespace("lobby").await.unwrap();
    let address = lobby.ask::<Option<String>>("address", &()).await.unwrap();
    assert_eq!(address, Some(SECOND.to_string()));
    assert_refused(
        join(way, &app, SECOND).await,
        503,
        "Too many handshakes in progress",
    );

    app.advance(Duration::from_secs(46)).await;
    assert_served(&join(way, &app, SECOND).await.unwrap()).await;
}

async fn those_of_one_address_do_not_keep_out_others(way: Way) {
    let limited = builder()
        .max_handshakes_pending(4)
        .max_connections_per_address(3);
    let app = way.start(limited).await;
    let mut stream = stream(&app);
    let statuses = handshakes(&mut stream, 6).await;
    assert_eq!(statuses, [200, 200, 200, 429, 429, 429]);
    for _ in 0..3 {
        let client = join(way, &app, SECOND).await.unwrap();
        assert_served(&client).await;
        client.disconnect().await;
    }
}

/// A balancer whose probes were refused would send the clients who are in elsewhere.
async fn whoever_is_kept_out_is_told_that_the_app_is_ready(way: Way) {
    for (limited, refusal) in [
        (builder().max_connections(3), 503),
        (builder().max_connections_per_address(2), 429),
        (builder().max_handshakes_pending(2), 503),
        (
            builder().max_connects_per_address(2, Duration::from_mins(1)),
            429,
        ),
    ] {
        let app = way.start(limited.health_path("/health")).await;
        let client = join(way, &app, SECOND).await.unwrap();
        let mut stream = stream(&app);
        assert_eq!(handshakes(&mut stream, 3).await, [200, 200, refusal]);
        for _ in 0..3 {
            let (status, _, body) = answer(&mut stream, "/health").await;
            assert_eq!(status, 200, "{body}");
            assert!(body.contains(r#""state":"ready""#), "{body}");
            assert_served(&client).await;
            assert_eq!(handshakes(&mut stream, 1).await, [refusal]);
        }
    }
}
