//! A stream is a message in work, and is not polled while its client does not read.

use std::{sync::atomic::Ordering::SeqCst, time::Duration};

use super::{Streams, StreamsInTurn, builder, is_alive, join};
use crate::{
    journal::Journal,
    way::{Way, over_each_way},
};

/// How many packets a connection's buffer holds: so few that what lies in buffers is little beside the stream.
const BUFFER: usize = 128;

/// A stream pauses for a moment after some items, and for longer while its client does not read.
const SOME_TIME: Duration = Duration::from_secs(1);

over_each_way!(
    while_time_stands:
    other_messages_are_answered_while_a_stream_goes_on,
    streams_count_as_messages_in_work,
    in_sequential_order_the_next_message_waits_for_the_streams_end,
    a_stream_is_not_polled_while_its_client_does_not_read,
);

async fn other_messages_are_answered_while_a_stream_goes_on(way: Way) {
    let (app, client, _) = join(way).await;
    client.emit("endless", &());
    assert_eq!(client.event_named::<u32>("tick").await, 1);
    is_alive(&client).await;
    assert_eq!(app.in_work(), 1);
}

async fn streams_count_as_messages_in_work(way: Way) {
    let (app, client, _) = join(way).await;
    for _ in 0..4 {
        client.emit("endless", &());
    }
    let error = client.ask::<bool>("alive", &()).await.unwrap_err();
    assert_eq!(error.code(), "too_many_requests");
    assert_eq!(error.pattern(), Some("alive"));
    assert_eq!(app.in_work(), 4);
}

async fn in_sequential_order_the_next_message_waits_for_the_streams_end(way: Way) {
    let app = way.start(builder(&Journal::<String>::default())).await;
    let client = way.join::<StreamsInTurn>(&app).await;
    let answers = [3, 2].map(|to| client.ask::<()>("count-slowly", &to));
    for answer in answers {
        assert_eq!(answer.await, Ok(()));
    }
    for number in [1, 2, 3, 1, 2] {
        assert_eq!(client.event_named::<u32>("tick").await, number);
    }
    client.no_event().await;
}

async fn a_stream_is_not_polled_while_its_client_does_not_read(way: Way) {
    let app = builder(&Journal::<String>::default()).max_buffer_size(BUFFER);
    let app = way.start(app).await;
    let client = way.join::<Streams>(&app).await;
    let other = way.join::<Streams>(&app).await;
    // The first ping is behind it.
    app.settled().await;
    client.read(false);
    client.emit("torrent", &());
    app.advance(SOME_TIME).await;
    let poured = || app.gateway::<Streams>().poured.load(SeqCst) as usize;
    let before = poured();
    // The connection itself holds 64 kB, and an item 5.
    assert!((BUFFER..BUFFER + 64).contains(&before), "{before}");
    is_alive(&other).await;
    app.advance(SOME_TIME).await;
    assert_eq!(poured(), before);
    client.read(true);
    for _ in 0..before + BUFFER {
        client.event_named::<String>("water").await;
    }
    assert!(poured() >= before + BUFFER, "{}", poured());
}
