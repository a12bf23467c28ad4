//! The way of a message through the dispatch, and its parts: `cargo xtask bench dispatch`.
//!
//! Nothing of the network is in it, nor of the protocol library's reading: it begins where an undecoded
//! event is handed over, and ends where the answer is in the connection's buffer.

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

/// A message with a text of so many bytes.
fn echo(event: &str, bytes: usize) -> String {
    let text = "x".repeat(bytes);
    format!(r#"["{event}",{{"id":1,"text":"{text}"}}]"#)
}

/// Which handler an event goes to, among 20.
#[divan::bench(args = ["echo", "unknown"])]
fn lookup(bencher: Bencher<'_, '_>, event: &str) {
    let connection = connection();
    let packet = Packet::new(&echo(event, 32));
    bencher.bench_local(|| connection.client.is_subscribed(black_box(&packet)));
}

/// The body of a message, as the struct that a method takes.
#[divan::bench(args = [32, 1024])]
fn decode(bencher: Bencher<'_, '_>, bytes: usize) {
    let packet = Packet::new(&echo("echo", bytes));
    bencher.bench_local(|| black_box(&packet).argument::<Echo>());
}

/// From the reader to the end of the first poll, without body and answer; the handler that waits is
/// given to a task, and finishes unmeasured.
#[divan::bench(args = ["plain", "ready", "wait"], sample_size = SAMPLE)]
fn first_poll(bencher: Bencher<'_, '_>, event: &str) {
    connection().receive(bencher, &format!(r#"["{event}"]"#), None);
}

/// An answer alone, into the connection's buffer.
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

/// All of it together: what an echo takes from the reader to the connection's buffer.
#[divan::bench(args = ["echo-plain", "echo"], sample_size = SAMPLE)]
fn whole_way(bencher: Bencher<'_, '_>, event: &str) {
    connection().receive(bencher, &echo(event, 32), Some(1));
}
