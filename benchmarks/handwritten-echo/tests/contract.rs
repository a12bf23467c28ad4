//! Tests that the server keeps the contract, and that the load generator gets along with the server.

use std::process::Command;

use bench_load::{Failure, rehearsal, scenario::Flood, server::Server};

fn server(variant: &str) -> Result<Server, Failure> {
    Server::start(Command::new(env!("CARGO_BIN_EXE_handwritten-echo")).args(["0", variant]))
}

#[test]
fn every_scenario_runs_against_it() {
    rehearsal::run(server).expect("keeps the contract");
}

#[test]
fn answers_that_are_lost_to_a_full_buffer_are_counted() {
    let server = server("contract").expect("starts");
    let load = Flood {
        address: server.address(),
        depth: 2000,
        bursts: 1,
        event: "echo".to_owned(),
    };
    let report = load.run().expect("answers what it does not lose");
    let counts = report.iter().filter(|(name, _)| *name != "reordered");
    let sum: f64 = counts.map(|(_, count)| count).sum();
    assert!((sum - 2000.0).abs() < 0.5, "{report:?}");
}

#[test]
fn a_crowd_stays_hears_everything_and_comes_back() {
    let program = env!("CARGO_BIN_EXE_handwritten-echo");
    let report = rehearsal::crowd(program).expect("keeps the contract");
    let last = report.last().map(|(name, _)| *name);
    assert_eq!(last, Some("back_microseconds"), "{report:?}");
}
