//! `cargo xtask bench dispatch` measures the way of a message through the dispatch, and the parts of that way.
//!
//! The network is not measured, nor how the protocol library reads: the way begins where the library hands over
//! an undecoded event, and ends where the answer is in the connection's buffer.

#![allow(
    clippy::expect_used,
    clippy::unused_async,
    reason = "these are benchmarks; async methods that are ready at once are among them"
)]

mod connection;
mod gateway;

use divan::{Bencher, black_box};
use gateway_runtime::__bench::Packet;

use connection::{Connection, SAMPLE};
use gateway::Echo;

fn main() {
    divan::main();
}

fn connection() -> Connection {
    Connection::open().expect("connects")
}

/// A message with a text of this many bytes.
fn echo(event: &str, bytes: usize) -> String {
    let text = "x".repeat(bytes);
    format!(r#"["{event}",{{"id":1,"text":"{text}"}}]"#)
}

/// Finding the handler of an event, among 20.
#[divan::bench(args = ["echo", "unknown"])]
fn lookup(bencher: Bencher<'_, '_>, event: &str) {
    let connection = connection();
    let packet = Packet::new(&echo(event, 32));
    bencher.bench_local(|| connection.client.is_subscribed(black_box(&packet)));
}

/// Decoding the body of a message into the struct that a method takes.
#[divan::bench(args = [32, 1024])]
fn decode(bencher: Bencher<'_, '_>, bytes: usize) {
    let packet = Packet::new(&echo("echo", bytes));
    bencher.bench_local(|| black_box(&packet).argument::<Echo>());
}

/// The way from the reader to the end of the first poll, without body and answer. The handler that waits moves
/// to a task, and finishes unmeasured.
#[divan::bench(args = ["plain", "ready", "wait"], sample_size = SAMPLE)]
fn first_poll(bencher: Bencher<'_, '_>, event: &str) {
    connection().receive(bencher, &format!(r#"["{event}"]"#), None);
}

/// An answer alone, which is written into the connection's buffer.
#[divan::bench(sample_size = SAMPLE)]
fn acknowledgement(bencher: Bencher<'_, '_>) {
    let connection = connection();
    bencher
        .with_inputs(|| {
            connection.rest();
            let text = "x".repeat(32);
            Echo { id: 1, text }
        })
        .bench_local_values(|value| connection.client.acknowledge(1, &value));
}

/// The whole way of an echo, from the reader to the connection's buffer.
#[divan::bench(args = ["echo-plain", "echo"], sample_size = SAMPLE)]
fn whole_way(bencher: Bencher<'_, '_>, event: &str) {
    connection().receive(bencher, &echo(event, 32), Some(1));
}
