//! `print` measures what a message pays for what an app may switch on.

use bench_load::{Failure, server::Server};

use crate::{
    callgrind::Callgrind,
    cargo,
    effort::Effort,
    figures::{Figures, median, real},
    machine::{self, Machine},
    table::shown,
};

/// Something that is switched on.
struct Switch {
    name: &'static str,
    /// What the server calls it.
    on: &'static str,
    /// Whether its time is measured too: callgrind sees no clock, which is read without the kernel.
    is_timed: bool,
}

/// What is compared, in one server that has all features; the first is the measure of the others.
const SWITCHES: [Switch; 7] = [
    Switch {
        name: "the features, and nothing switched on",
        on: "",
        is_timed: true,
    },
    Switch {
        name: "`.metrics()`, without a recorder",
        on: "metrics",
        is_timed: true,
    },
    Switch {
        name: "`.metrics()`, with `metrics-exporter-prometheus`",
        // In this order: an app looks its handles up when it is built.
        on: "prometheus,metrics",
        is_timed: true,
    },
    Switch {
        name: "a subscriber at INFO: spans are off",
        on: "info",
        is_timed: false,
    },
    Switch {
        name: "a subscriber at DEBUG, which writes nowhere: spans of connections and messages",
        on: "debug",
        is_timed: true,
    },
    Switch {
        name: "`.warn_slow(100 ms)`",
        on: "warn-slow",
        is_timed: true,
    },
    Switch {
        name: "`.drain(..)`",
        on: "drain",
        is_timed: true,
    },
];

/// Measures everything and prints the tables.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    cargo::build_in_one_piece(&cargo::TWINS)?;
    // Apart, since the server without the features would get them too.
    cargo::build_in_one_piece(&["bench-load", "costs-echo"])?;
    count(machine, effort)?;
    time(machine, effort)
}

fn count(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let Some(callgrind) = Callgrind::look(machine, effort)? else {
        return Ok(());
    };
    let (plain, all) = (cargo::binary("gateway-echo")?, cargo::binary("costs-echo")?);
    let without = callgrind.each("gateway-echo.contract", "echo", |command| {
        command.arg(&plain).args(["0", "contract"]);
    })?;
    let mut counts = vec![("without the features", without)];
    for switch in &SWITCHES {
        let name = format!("costs-echo.{}", switch.on);
        let each = callgrind.each(&name, "echo", |command| {
            command.arg(&all).arg("0").env("BENCH_ON", switch.on);
        })?;
        counts.push((switch.name, each));
    }
    println!("{}:\n", callgrind.what());
    println!("| | instructions | more |\n|---|---|---|");
    // The second is what the others are compared with: nothing is switched on.
    let base = counts[1].1;
    for (place, (name, each)) in counts.into_iter().enumerate() {
        let more = (real(each) / real(base) - 1.0) * 100.0;
        let more = match place {
            1 => "-".to_owned(),
            _ => format!("{more:.1} %"),
        };
        println!("| {name} | {each} | {more} |");
    }
    println!();
    Ok(())
}

fn time(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let timed: Vec<&Switch> = SWITCHES.iter().filter(|switch| switch.is_timed).collect();
    let mut samples: Vec<Vec<f64>> = timed.iter().map(|_| Vec::new()).collect();
    for round in 0..effort.rounds {
        for turn in 0..timed.len() {
            // Slow moments of the machine are not always to meet the same switch.
            let place = (turn + round) % timed.len();
            let nanoseconds = sample(machine, effort, timed[place])?;
            eprintln!(
                "round {} of {}: {}: {nanoseconds} ns",
                round + 1,
                effort.rounds,
                timed[place].name
            );
            samples[place].push(nanoseconds);
        }
    }
    println!(
        "Server CPU per acknowledged message, 32 x 8, medians of {} rounds; what is more is the median of the \
         differences within a round, with their range:\n",
        effort.rounds
    );
    println!("| | ns | more |\n|---|---|---|");
    for (switch, of_switch) in timed.iter().zip(&samples) {
        let pairs = of_switch.iter().zip(&samples[0]);
        let mut more: Vec<f64> = pairs.map(|(with, without)| with - without).collect();
        more.sort_by(f64::total_cmp);
        let nanoseconds = shown(median(of_switch.iter().copied()));
        let more = if switch.on.is_empty() {
            "-".to_owned()
        } else {
            let middle = shown(median(more.iter().copied()));
            let (least, most) = (more.first().copied(), more.last().copied());
            format!("{middle} ({} to {})", shown(least), shown(most))
        };
        println!("| {} | {nanoseconds} | {more} |", switch.name);
    }
    println!();
    Ok(())
}

/// The nanoseconds of the server's processor for one message, with a server that is started for the sample and ended
/// after it.
fn sample(machine: &Machine, effort: &Effort, switch: &Switch) -> Result<f64, Failure> {
    let mut server = machine.server(&cargo::binary("costs-echo")?);
    let server = Server::start(server.arg("0").env("BENCH_ON", switch.on))?;
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.args(["acknowledge", "--connections", "32", "--depth", "8"]);
    if effort.quick {
        load.args(["--warm", "0.3", "--seconds", "0.7"]);
    }
    load.args(["--address", &server.address().to_string()])
        .args(["--pid", &server.process().to_string()]);
    let figures = Figures::read(&machine::output(&mut load)?);
    Ok(figures.get("server_microseconds") * 1000.0)
}
