//! `print` measures broadcasts to clients of two servers that share rooms through Redis.

use std::time::Instant;

use bench_load::Failure;

use super::{
    cluster::Cluster,
    column::Column,
    table::{self, Line},
};
use crate::{
    cargo,
    effort::Effort,
    figures::Figures,
    machine::{self, Machine},
    node,
};

/// Who is to hear something.
struct Audience {
    name: &'static str,
    /// The arguments of the load generator.
    arguments: &'static str,
    /// The arguments of a run that is only to show that everything works.
    quick: &'static str,
}

const AUDIENCES: [Audience; 3] = [
    Audience {
        name: "everyone, 200 clients",
        arguments: "--payload everyone --clients 200 --warm 1000 --count 2000 --paced 200 --pause 0.02",
        quick: "--payload everyone --clients 200 --warm 50 --count 200 --paced 20 --pause 0.02",
    },
    Audience {
        name: "everyone, 2,000 clients",
        arguments: "--payload everyone --clients 2000 --warm 100 --count 200 --paced 25 --pause 0.2",
        quick: "--payload everyone --clients 2000 --warm 10 --count 20 --paced 5 --pause 0.2",
    },
    Audience {
        name: "a room of 200, of 2,000 clients",
        arguments: "--payload small --clients 2000 --members 200 --warm 1000 --count 2000 --paced 200 --pause 0.02",
        quick: "--payload small --clients 2000 --members 200 --warm 50 --count 200 --paced 20 --pause 0.02",
    },
];

/// The rows of each audience: what they are called, their unit, and their figure.
const ROWS: [(&str, &str, &str); 8] = [
    (
        "deliveries for a second of CPU of the servers",
        "1/s",
        "deliveries_per_second",
    ),
    (
        "CPU of the server that is asked, per delivery to its clients",
        "µs",
        "first_microseconds",
    ),
    (
        "CPU of the other server, per delivery to its clients",
        "µs",
        "second_microseconds",
    ),
    ("CPU of Redis, per broadcast", "µs", "redis_microseconds"),
    ("commands on Redis, per broadcast", "-", "redis_commands"),
    ("until a client hears it, median", "ms", "p50_milliseconds"),
    (
        "until a client hears it, 99 of 100",
        "ms",
        "p99_milliseconds",
    ),
    ("out of order", "%", "reordered_percent"),
];

/// Measures everything and prints the table.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let redis = super::redis()?;
    cargo::build(&super::SERVERS)?;
    let left_out = node::ready().err();
    if let Some(why) = &left_out {
        eprintln!("bench: {why}; the columns of Node are left out");
    }
    let columns: Vec<Column> = Column::ALL
        .into_iter()
        .filter(|column| left_out.is_none() || !column.is_node())
        .collect();

    let began = Instant::now();
    let mut lines: Vec<Line> = Vec::new();
    for audience in &AUDIENCES {
        let rows = ROWS.iter();
        lines.extend(
            rows.map(|(name, unit, _)| Line::new(format!("{}: {name}", audience.name), unit)),
        );
    }
    for round in 0..effort.rounds {
        let mut columns = columns.clone();
        // Slow moments of the machine are not always to meet the same servers.
        let first = round % columns.len();
        columns.rotate_left(first);
        for (audience, lines) in AUDIENCES.iter().zip(lines.chunks_mut(ROWS.len())) {
            for column in &columns {
                let figures = sample(machine, effort, *column, audience)?;
                eprintln!(
                    "round {} of {}: {}: {}: {figures:?}",
                    round + 1,
                    effort.rounds,
                    column.title(),
                    audience.name
                );
                for (line, (_, _, figure)) in lines.iter_mut().zip(ROWS) {
                    line.add(*column, figures.get(figure));
                }
            }
        }
    }
    println!(
        "Two servers that share rooms, medians of {} rounds, in {} s; Redis {redis}, Node {}.\n",
        effort.rounds,
        began.elapsed().as_secs(),
        node::version()
    );
    table::print(&columns, &lines);
    if let Some(why) = left_out {
        println!("Without the columns of Node: {why}\n");
    }
    Ok(())
}

/// Measures one audience, with servers and a Redis server that are started for the sample and ended after it.
fn sample(
    machine: &Machine,
    effort: &Effort,
    column: Column,
    audience: &Audience,
) -> Result<Figures, Failure> {
    let cluster = Cluster::start(machine, column, 2)?;
    let arguments = if effort.quick {
        audience.quick
    } else {
        audience.arguments
    };
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.arg("across")
        .args(arguments.split(' '))
        .args(cluster.arguments(&["other"]));
    Ok(Figures::read(&machine::output(&mut load)?))
}
