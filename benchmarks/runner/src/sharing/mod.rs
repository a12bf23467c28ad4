//! What a broadcast costs servers that share rooms through Redis: this crate's, in each of the languages that they can
//! speak to one another, and those of socket.io on Node.

mod cluster;
mod column;
mod several;
mod table;

use std::time::Instant;

use bench_load::Failure;

use crate::{
    cargo,
    effort::Effort,
    figures::Figures,
    machine::{self, Machine},
    node,
};
use cluster::Cluster;
use column::Column;
pub(crate) use several::print as print_several;
use table::Line;

/// The load generator and the servers, which are built together, so that they differ in no feature of a library, and
/// apart from other servers, which would get these features too.
const SERVERS: [&str; 3] = ["bench-load", "sharing-echo", "handwritten-sharing"];

/// What is broadcast.
struct Payload {
    /// The name that the load generator knows.
    kind: &'static str,
    /// The name in the table.
    name: &'static str,
    /// How many broadcasts are measured.
    count: u64,
}

const PAYLOADS: [Payload; 3] = [
    Payload {
        kind: "small",
        name: "28 bytes of JSON",
        count: 20_000,
    },
    Payload {
        kind: "object",
        name: "1 KB of JSON",
        count: 20_000,
    },
    Payload {
        kind: "binary",
        name: "10 KB of binary data",
        count: 5_000,
    },
];

/// How many broadcasts come before those that are measured, also in a run that is quick: Node compiles what it runs
/// often, and cold it takes several times as long.
const WARM: u64 = 10_000;
/// A run that is only to show that everything works measures one broadcast in so many.
const QUICK: u64 = 10;

/// The rows of each payload: what they are called, their unit, and their figure.
const ROWS: [(&str, &str, &str); 4] = [
    ("CPU of the sender", "µs", "sender_microseconds"),
    (
        "CPU of a receiver with a client in the room",
        "µs",
        "receiver_microseconds",
    ),
    (
        "CPU of a receiver without one",
        "µs",
        "bystander_microseconds",
    ),
    ("message on Redis", "bytes", "redis_bytes"),
];

/// Measures everything and prints the table.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let redis = redis()?;
    cargo::build(&SERVERS)?;
    let left_out = node::ready().err();
    if let Some(why) = &left_out {
        eprintln!("bench: {why}; the column of Node is left out");
    }
    let columns: Vec<Column> = Column::OF_PAYLOADS
        .into_iter()
        .filter(|column| left_out.is_none() || !column.is_node())
        .collect();

    let began = Instant::now();
    let mut lines: Vec<Line> = Vec::new();
    for payload in &PAYLOADS {
        let rows = ROWS.iter();
        lines.extend(
            rows.map(|(name, unit, _)| Line::new(format!("{}: {name}", payload.name), unit)),
        );
    }
    for round in 0..effort.rounds {
        let mut columns = columns.clone();
        // Slow moments of the machine are not always to meet the same servers.
        let first = round % columns.len();
        columns.rotate_left(first);
        for (payload, lines) in PAYLOADS.iter().zip(lines.chunks_mut(ROWS.len())) {
            for column in &columns {
                let figures = sample(machine, effort, *column, payload)?;
                eprintln!(
                    "round {} of {}: {}: {}: {figures:?}",
                    round + 1,
                    effort.rounds,
                    column.title(),
                    payload.kind
                );
                for (line, (_, _, figure)) in lines.iter_mut().zip(ROWS) {
                    line.add(*column, figures.get(figure));
                }
            }
        }
    }
    println!(
        "Figures of one broadcast, medians of {} rounds, in {} s; Redis {redis}, Node {}.\n",
        effort.rounds,
        began.elapsed().as_secs(),
        node::version()
    );
    table::print(&columns, &lines);
    if let Some(why) = left_out {
        println!("Without the column of Node: {why}\n");
    }
    Ok(())
}

/// The version of the Redis server that is there.
fn redis() -> Result<String, Failure> {
    let Some(redis) = machine::answer("redis-server", &["--version"]) else {
        return Err(Failure::new(
            "redis-server is not in PATH: install Redis, from version 7 on",
        ));
    };
    // `Redis server v=7.0.15 sha=..`.
    let version = redis.split(' ').find_map(|word| word.strip_prefix("v="));
    Ok(version.unwrap_or("of an unknown version").to_owned())
}

/// Measures one payload, with servers and a Redis server that are started for the sample and ended after it.
fn sample(
    machine: &Machine,
    effort: &Effort,
    column: Column,
    payload: &Payload,
) -> Result<Figures, Failure> {
    let cluster = Cluster::start(machine, column, 3)?;
    let count = if effort.quick {
        payload.count / QUICK
    } else {
        payload.count
    };
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.arg("spread")
        .args(["--payload", payload.kind])
        .args(["--warm", &WARM.to_string()])
        .args(["--count", &count.to_string()])
        .args(cluster.arguments(&["receiver", "bystander"]));
    Ok(Figures::read(&machine::output(&mut load)?))
}
