//! `print` counts with callgrind how many instructions a message takes in the server: unlike time, the count
//! hardly depends on what else the machine does.

use std::{fs, path::Path};

use bench_load::{Failure, server::Server};

use crate::{
    cargo,
    effort::Effort,
    figures::real,
    machine::{self, Machine},
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
    if machine::answer("valgrind", &["--version"]).is_none() {
        println!("Instructions were not counted: valgrind is not in PATH.");
        return Ok(());
    }
    let (few, many) = if effort.quick {
        (200, 1200)
    } else {
        (2000, 22_000)
    };
    let folder = cargo::scratch("callgrind")?;
    let each = |side: Side, event: &str| -> Result<u64, Failure> {
        // Both counts have the instructions of starting and connecting, so their difference has not.
        let [before, after] =
            [few, many].map(|count| count_of(machine, side, event, count, &folder));
        let each = after?.saturating_sub(before?) / (many - few);
        eprintln!("{}: {event}: {each} instructions", side.binary());
        Ok(each)
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
    let mut enhanced = Vec::new();
    for (event, name) in ENHANCED {
        enhanced.push((name, each(Side::Gateway, event)?));
    }
    println!(
        "User instructions of the server per acknowledged message (callgrind; 1 x 1, runtime of one thread; \
         the difference of {many} and {few} messages):\n"
    );
    table::print(&lines);
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
    println!(
        "The counts by function: callgrind_annotate {}",
        folder.join("gateway-echo.echo.out").display()
    );
    Ok(())
}

/// All instructions of a server that answers `count` messages, one after another.
fn count_of(
    machine: &Machine,
    side: Side,
    event: &str,
    count: u64,
    folder: &Path,
) -> Result<u64, Failure> {
    let file = folder.join(format!("{}.{event}.out", side.binary()));
    let mut server = machine.server(Path::new("valgrind"));
    server
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(cargo::binary(side.binary())?)
        .args(["0", "kinds"])
        .env("BENCH_RT", "current");
    let server = Server::start(&mut server)?;
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.args(["acknowledge", "--connections", "1", "--depth", "1"])
        .args(["--spin", "false", "--event", event])
        .args(["--count", &count.to_string()])
        .args(["--address", &server.address().to_string()]);
    machine::output(&mut load)?;
    server.stop()?;
    let counts = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    total(&counts).ok_or_else(|| Failure::new(format!("{} has no total", file.display())))
}

/// The instructions of a callgrind file.
fn total(counts: &str) -> Option<u64> {
    let total = counts.lines().rev().find_map(|line| {
        let total = line.strip_prefix("summary:");
        total.or_else(|| line.strip_prefix("totals:"))
    });
    total?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_of_a_file_is_read() {
        assert_eq!(total("events: Ir\nsummary: 17\n\nfn=(1)\n1 17\n"), Some(17));
        assert_eq!(total("fn=(1)\n1 17\n\ntotals: 18\n"), Some(18));
        assert_eq!(total("fn=(1)\n"), None);
    }
}
