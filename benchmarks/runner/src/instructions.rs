//! `print` counts how many instructions a message takes in the two servers, for each kind of handler.

use bench_load::Failure;

use crate::{
    callgrind::{Callgrind, LISTENERS, SHOUTS},
    cargo,
    effort::Effort,
    figures::real,
    machine::Machine,
    side::Side,
    table::{self, Line},
};

/// The events that are counted.
const EVENTS: [(&str, &str); 3] = [
    ("echo", "async handler that is ready at once"),
    ("echo-plain", "plain handler"),
    ("echo-wait", "handler that waits once"),
];

/// The events of the gateway alone, which are compared with the first of [`EVENTS`].
const ENHANCED: [(&str, &str); 8] = [
    ("echo-guard", "a plain guard"),
    ("echo-given", "a plain guard that gives a value"),
    ("echo-async-guard", "an async guard that is ready at once"),
    ("echo-interceptor", "an interceptor"),
    ("echo-interceptors", "two interceptors"),
    ("echo-filter", "a filter, and a good answer"),
    ("echo-limit", "a limit by socket"),
    ("echo-limit-by-address", "a limit by address"),
];

/// Counts for each kind of handler and prints the table, or the reason why nothing was counted.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let Some(callgrind) = Callgrind::look(machine, effort)? else {
        return Ok(());
    };
    let each = |side: Side, event: &str| -> Result<u64, Failure> {
        let binary = cargo::binary(side.binary())?;
        callgrind.each(&name(side, event), event, |command| {
            command.arg(&binary).args(["0", "kinds"]);
        })
    };
    let mut lines = Vec::new();
    let mut base = None;
    for (event, name) in EVENTS {
        let mut line = Line::new(name, "instructions");
        for side in Side::in_round(0) {
            let each = each(side, event)?;
            if side == Side::Gateway {
                base.get_or_insert(each);
            }
            line.add(side, real(each));
        }
        lines.push(line);
    }
    let mut line = Line::new(
        format!("a broadcast, for each of {LISTENERS} clients"),
        "instructions",
    );
    for side in Side::in_round(0) {
        let binary = cargo::binary(side.binary())?;
        let each = callgrind.each_listener(&name(side, "shout"), |command| {
            command.arg(&binary).args(["0", "crowd"]);
        })?;
        line.add(side, real(each));
    }
    lines.push(line);
    let mut enhanced = Vec::new();
    for (event, name) in ENHANCED {
        enhanced.push((name, each(Side::Gateway, event)?));
    }
    println!("{}:\n", callgrind.what());
    table::print(&lines);
    let [few, many] = SHOUTS;
    println!(
        "A broadcast is counted for each client that hears it: the difference of {many} and {few} broadcasts, each of \
         which begins when all have heard the one before.\n"
    );
    if let Some(base) = base {
        println!(
            "The same around the async handler that is ready at once ({base} instructions):\n"
        );
        println!("| | instructions | more |\n|---|---|---|");
        for (name, each) in enhanced {
            let more = (real(each) / real(base) - 1.0) * 100.0;
            println!("| {name} | {each} | {more:.1} % |");
        }
        println!();
    }
    let file = callgrind.file(&name(Side::Gateway, "echo"));
    println!(
        "The counts by function: callgrind_annotate {}",
        file.display()
    );
    Ok(())
}

fn name(side: Side, event: &str) -> String {
    format!("{}.{event}", side.binary())
}
