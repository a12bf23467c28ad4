//! `print` measures servers that many clients are connected to: at rest, when all of them are to hear something, and
//! when all of them come back after the server was ended.

use std::{process::Command, time::Instant};

use bench_load::Failure;

use crate::{
    cargo,
    effort::Effort,
    figures::{Figures, median},
    machine::{self, Machine},
    node,
    table::shown,
};

/// How many clients there are, as far as the system lets a process have so many open files.
const CLIENTS: [usize; 2] = [10_000, 30_000];
/// How many open files a server needs that are no clients.
const OTHER_FILES: usize = 500;
/// How many clients there are in a run that is only to show that everything works.
const FEW: usize = 500;

/// A server that is compared with the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Gateway,
    Handwritten,
    SocketIo,
}

impl Side {
    const ALL: [Self; 3] = [Self::Gateway, Self::Handwritten, Self::SocketIo];

    fn title(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Handwritten => "hand-written",
            Self::SocketIo => "socket.io on Node",
        }
    }

    /// A command that runs the server on the port that the load generator chooses.
    fn server(self, machine: &Machine) -> Result<Command, Failure> {
        let binary = match self {
            Self::Gateway => "gateway-echo",
            Self::Handwritten => "handwritten-echo",
            Self::SocketIo => return Ok(node::server(machine, "PORT", "none")),
        };
        let mut command = machine.server(&cargo::binary(binary)?);
        command.args(["PORT", "crowd"]);
        Ok(command)
    }
}

/// The rows of each number of clients: what they are called, their unit, their figure, and what it is divided by.
const ROWS: [(&str, &str, &str, f64); 6] = [
    ("memory per client", "KiB", "bytes_each", 1024.0),
    ("CPU at rest", "% of a core", "rest_percent", 1.0),
    (
        "a broadcast to all, until the last client has it",
        "ms",
        "broadcast_milliseconds",
        1.0,
    ),
    (
        "CPU of the broadcast, per client",
        "µs",
        "broadcast_microseconds",
        1.0,
    ),
    (
        "all come back, until the last is connected",
        "s",
        "back_seconds",
        1.0,
    ),
    (
        "CPU of the new server for it, per client",
        "µs",
        "back_microseconds",
        1.0,
    ),
];

/// Measures everything and prints the table.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    cargo::build(&cargo::TWINS)?;
    let left_out = node::ready().err();
    if let Some(why) = &left_out {
        eprintln!("bench: {why}; the column of Node is left out");
    }
    let sides: Vec<Side> = Side::ALL
        .into_iter()
        .filter(|side| left_out.is_none() || *side != Side::SocketIo)
        .collect();
    let numbers = numbers(effort);

    let began = Instant::now();
    // By number of clients, row, and side.
    let mut figures = vec![vec![vec![Vec::new(); sides.len()]; ROWS.len()]; numbers.len()];
    for round in 0..effort.rounds {
        for (clients, figures) in numbers.iter().zip(&mut figures) {
            for turn in 0..sides.len() {
                // Slow moments of the machine are not always to meet the same server.
                let place = (turn + round) % sides.len();
                let sample = sample(machine, effort, sides[place], *clients)?;
                eprintln!(
                    "round {} of {}: {}: {clients}: {sample:?}",
                    round + 1,
                    effort.rounds,
                    sides[place].title()
                );
                for ((_, _, name, divisor), of_row) in ROWS.iter().zip(figures.iter_mut()) {
                    of_row[place].push(sample.get(name) / divisor);
                }
            }
        }
    }
    println!(
        "Medians of {} rounds, in {} s; Node {}. A process may have {} open files.\n",
        effort.rounds,
        began.elapsed().as_secs(),
        node::version(),
        files()
    );
    let titles: Vec<&str> = sides.iter().map(|side| side.title()).collect();
    println!("| | unit | {} |", titles.join(" | "));
    println!("|---|---|{}", "---|".repeat(sides.len()));
    for (clients, figures) in numbers.iter().zip(&figures) {
        for ((name, unit, _, _), of_row) in ROWS.iter().zip(figures) {
            let cells: Vec<String> = of_row.iter().map(|figures| cell(figures)).collect();
            println!(
                "| {clients} clients: {name} | {unit} | {} |",
                cells.join(" | ")
            );
        }
    }
    println!();
    if let Some(why) = left_out {
        println!("Without the column of Node: {why}\n");
    }
    Ok(())
}

/// The median of the rounds and their range.
fn cell(figures: &[f64]) -> String {
    let middle = shown(median(figures.iter().copied()));
    let least = figures.iter().copied().min_by(f64::total_cmp);
    let most = figures.iter().copied().max_by(f64::total_cmp);
    if figures.len() < 2 {
        return middle;
    }
    format!("{middle} ({} to {})", shown(least), shown(most))
}

/// How many clients there are to be.
fn numbers(effort: &Effort) -> Vec<usize> {
    if effort.quick {
        return vec![FEW];
    }
    let most = files().saturating_sub(OTHER_FILES);
    let mut numbers = CLIENTS.map(|clients| clients.min(most)).to_vec();
    numbers.dedup();
    numbers
}

/// How many files a process may have open.
fn files() -> usize {
    let limit = machine::answer("sh", &["-c", "ulimit -H -n"]).unwrap_or_default();
    // Else the answer is `unlimited`.
    limit.parse().unwrap_or(usize::MAX)
}

/// Measures one server with so many clients. The load generator starts it, and starts it again.
fn sample(
    machine: &Machine,
    effort: &Effort,
    side: Side,
    clients: usize,
) -> Result<Figures, Failure> {
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.args(["crowd", "--connections", &clients.to_string()]);
    if effort.quick {
        load.args(["--settle", "0.5", "--rest", "1"]);
    }
    load.arg("--").args(words(&side.server(machine)?));
    Ok(Figures::read(&machine::output(&mut load)?))
}

/// The command as words of a command line.
fn words(command: &Command) -> Vec<String> {
    let variables = command.get_envs().filter_map(|(name, value)| {
        let (name, value) = (name.to_string_lossy(), value?.to_string_lossy());
        Some(format!("{name}={value}"))
    });
    let mut words = vec!["env".to_owned()];
    words.extend(variables);
    words.push(command.get_program().to_string_lossy().into_owned());
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_in_words() {
        let mut command = Command::new("node");
        command.arg("main.mjs").env("NODE_ENV", "production");
        assert_eq!(
            words(&command),
            ["env", "NODE_ENV=production", "node", "main.mjs"]
        );
    }
}
