//! Tests of the write deadline, on a paused clock and on a TCP connection.

use std::{io::ErrorKind, time::Duration};

use axum::serve::Listener as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, duplex, split},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, timeout},
};

use super::{DeadlineStream, app_listener};

const DEADLINE: Duration = Duration::from_secs(20);
const SHORTER: Duration = Duration::from_secs(19);
/// How many bytes fit on the way to the client.
const ROOM: usize = 64;

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_too_long_fails_and_so_does_everything_after_it() {
    let (stream, _client) = duplex(ROOM);
    let mut stream = DeadlineStream::new(stream, DEADLINE);
    let since = Instant::now();
    let error = stream
        .write_all(&[0; ROOM + 1])
        .await
        .expect_err("nobody reads");
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(since.elapsed(), DEADLINE);
    for outcome in [
        stream.write(&[0]).await.map(drop),
        stream.flush().await,
        stream.shutdown().await,
        stream.read(&mut [0]).await.map(drop),
    ] {
        assert_eq!(outcome.expect_err("it is over").kind(), ErrorKind::TimedOut);
    }
    assert_eq!(since.elapsed(), DEADLINE, "nothing waits a second time");
}

#[tokio::test(start_paused = true)]
async fn a_task_that_waits_to_read_is_woken() {
    let (stream, _client) = duplex(ROOM);
    let (mut reader, mut writer) = split(DeadlineStream::new(stream, DEADLINE));
    let since = Instant::now();
    let (read, written) = tokio::join!(
        // A task of its own: the writer's wake-ups are not the reader's.
        tokio::spawn(async move { timeout(2 * DEADLINE, reader.read(&mut [0])).await }),
        tokio::spawn(async move { writer.write_all(&[0; ROOM + 1]).await }),
    );
    let read = read.expect("no panic").expect("it is woken");
    let read = read.expect_err("it is over");
    assert_eq!(read.kind(), ErrorKind::TimedOut);
    assert!(written.expect("no panic").is_err());
    assert_eq!(since.elapsed(), DEADLINE);
}

#[tokio::test(start_paused = true)]
async fn each_byte_that_is_taken_starts_the_deadline_anew() {
    let (stream, mut client) = duplex(ROOM);
    let mut stream = DeadlineStream::new(stream, DEADLINE);
    let bytes = [0; ROOM + 5];
    let slow = tokio::spawn(async move {
        for _ in 0..5 {
            sleep(SHORTER).await;
            client.read_exact(&mut [0]).await.expect("something");
        }
        client
    });
    let since = Instant::now();
    stream
        .write_all(&bytes)
        .await
        .expect("it is slow, not gone");
    assert_eq!(since.elapsed(), 5 * SHORTER);
    let _client = slow.await.expect("no panic");
    let error = stream.write(&[0]).await.expect_err("now it is gone");
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(since.elapsed(), 5 * SHORTER + DEADLINE);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_nothing_is_written_to_may_be_silent() {
    let (stream, mut client) = duplex(ROOM);
    let mut stream = DeadlineStream::new(stream, DEADLINE);
    let silence = timeout(100 * DEADLINE, stream.read_u8()).await;
    assert!(silence.is_err(), "{silence:?}");
    stream.write_all(&[0; ROOM]).await.expect("it fits");
    sleep(100 * DEADLINE).await;
    client
        .read_exact(&mut [0; ROOM])
        .await
        .expect("it is there");
    client.write_u8(7).await.expect("connected");
    assert_eq!(stream.read_u8().await.expect("connected"), 7);
}

/// Two ends of a connection, the first of which has this deadline.
async fn connected(deadline: Duration) -> (DeadlineStream<TcpStream>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let mut listener = app_listener(listener, deadline);
    let address = listener.local_addr().expect("bound");
    let (client, (stream, peer)) = tokio::join!(TcpStream::connect(address), listener.accept());
    let client = client.expect("accepted");
    assert_eq!(peer, client.local_addr().expect("connected"));
    (stream, client)
}

#[tokio::test]
async fn a_tcp_client_that_takes_nothing_is_cut_off_without_what_was_buffered_for_it() {
    let (mut stream, mut client) = connected(Duration::from_millis(100)).await;
    assert!(stream.get_ref().nodelay().expect("connected"));
    let chunk = vec![0; 1 << 20];
    let mut taken = 0;
    let error = loop {
        match stream.write(&chunk).await {
            Ok(bytes) => taken += bytes,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    drop(stream);
    let mut received = Vec::new();
    let error = client
        .read_to_end(&mut received)
        .await
        .expect_err("no orderly end");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(received.len() < taken, "{} of {taken}", received.len());
}

#[tokio::test(start_paused = true)]
async fn a_wire_ends_a_connection_that_is_read_and_what_has_arrived_comes_first() {
    let (stream, mut client) = duplex(ROOM);
    let mut stream = DeadlineStream::new(stream, DEADLINE);
    let wire = stream.wire();
    client.write_u8(7).await.expect("connected");
    assert!(!wire.end_when_read(), "nobody was asked");
    wire.ask();
    assert!(!wire.end_when_read(), "nobody has answered");
    assert_eq!(stream.read_u8().await.expect("it has arrived"), 7);
    let silence = timeout(DEADLINE, stream.read_u8()).await;
    assert!(silence.is_err(), "it stays: {silence:?}");
    assert!(!wire.end_when_read(), "something was read since");

    wire.ask();
    let silence = timeout(DEADLINE, stream.read_u8()).await;
    assert!(silence.is_err(), "it stays: {silence:?}");
    client.write_u8(8).await.expect("connected");
    assert!(wire.end_when_read(), "nothing was read since");
    assert!(!wire.is_open());
    assert_eq!(stream.read_u8().await.expect("it has arrived"), 8);
    assert!(wire.is_open());

    let reader = tokio::spawn(async move { (stream.read(&mut [0]).await, stream) });
    sleep(SHORTER).await;
    wire.ask();
    sleep(SHORTER).await;
    assert!(!reader.is_finished());
    assert!(wire.end_when_read());
    let (read, mut stream) = reader.await.expect("no panic");
    assert_eq!(read.expect("no error"), 0);
    // What waits for the client is sent all the same.
    stream.write_u8(9).await.expect("it can be written to");
    assert_eq!(client.read_u8().await.expect("connected"), 9);
}

#[tokio::test(start_paused = true)]
async fn a_wire_can_end_a_connection_whatever_has_arrived() {
    let (stream, mut client) = duplex(ROOM);
    let mut stream = DeadlineStream::new(stream, DEADLINE);
    let wire = stream.wire();
    client.write_u8(7).await.expect("connected");
    wire.end_now();
    assert_eq!(stream.read(&mut [0]).await.expect("no error"), 0);
    let weak = wire.downgrade();
    drop(wire);
    assert!(weak.upgrade().is_some(), "the stream has it");
    drop(stream);
    assert!(weak.upgrade().is_none());
}
