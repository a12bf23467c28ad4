//! `print` loads the two servers in turn, several rounds long, and prints the table.

use std::time::Instant;

use bench_load::{Failure, server::Server};

use crate::{
    cargo,
    effort::Effort,
    figures::Figures,
    machine::{self, Machine},
    scenarios::{SCENARIOS, Scenario},
    side::Side,
    table::{self, Line},
};

/// Measures everything and prints the table.
pub(crate) fn print(machine: &Machine, effort: &Effort) -> Result<(), Failure> {
    let began = Instant::now();
    let mut measured: Vec<(&Scenario, Vec<Line>)> = SCENARIOS
        .iter()
        .map(|scenario| (scenario, lines(scenario)))
        .collect();
    for round in 0..effort.rounds {
        for (scenario, lines) in &mut measured {
            for side in Side::in_round(round) {
                let figures = sample(machine, effort, side, scenario)?;
                eprintln!(
                    "round {} of {}: {}: {}: {figures:?}",
                    round + 1,
                    effort.rounds,
                    side.binary(),
                    scenario.arguments
                );
                for (line, row) in lines.iter_mut().zip(scenario.rows) {
                    line.add(side, (row.figure)(&figures));
                }
            }
        }
    }
    let lines: Vec<Line> = measured.into_iter().flat_map(|(_, lines)| lines).collect();
    println!(
        "Medians of {} rounds, in {} s. \"32 x 8\" is 32 connections with 8 messages under way on each.\n",
        effort.rounds,
        began.elapsed().as_secs()
    );
    table::print(&lines);
    Ok(())
}

fn lines(scenario: &Scenario) -> Vec<Line> {
    let rows = scenario.rows.iter();
    rows.map(|row| Line::new(row.name, row.unit)).collect()
}

/// Measures one server, which is started for the sample and ended after it.
fn sample(
    machine: &Machine,
    effort: &Effort,
    side: Side,
    scenario: &Scenario,
) -> Result<Figures, Failure> {
    let binary = cargo::binary(side.binary())?;
    let mut server = if scenario.on_one_core {
        machine.server(&binary)
    } else {
        Machine::server_on_all(&binary)
    };
    let server = Server::start(server.args(["0", scenario.variant]))?;
    let arguments = if effort.quick {
        scenario.quick
    } else {
        scenario.arguments
    };
    let mut load = machine.load(&cargo::binary("bench-load")?);
    load.args(arguments.split(' '))
        .args(["--address", &server.address().to_string()])
        .args(["--pid", &server.process().to_string()]);
    Ok(Figures::read(&machine::output(&mut load)?))
}
