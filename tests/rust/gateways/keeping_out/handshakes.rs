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
);

const HANDSHAKE: &str =
    "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n";

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

/// Sends handshakes one after another over one connection, and gives the status of each answer.
async fn handshakes(stream: &mut DuplexStream, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        stream.write_all(HANDSHAKE.as_bytes()).await.unwrap();
        let mut received = Vec::new();
        let (status, end) = loop {
            let mut buffer = [0; 1024];
            let length = stream.read(&mut buffer).await.unwrap();
            assert_ne!(length, 0, "the connection ended");
            received.extend_from_slice(&buffer[..length]);
            let text = String::from_utf8(received.clone()).unwrap();
            if let Some((head, body)) = text.split_once("\r\n\r\n")
                && body.ends_with('}')
            {
                let status = head.split(' ').nth(1).unwrap();
                break (status.parse().unwrap(), head.to_owned());
            }
        };
        let has_time = end.to_ascii_lowercase().contains("\r\nretry-after: ");
        assert_eq!(has_time, status != 200, "{end}");
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
