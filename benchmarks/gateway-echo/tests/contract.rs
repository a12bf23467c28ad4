//! Tests that the server keeps the contract, and that the load generator gets along with the server.

use std::process::Command;

use bench_load::{Failure, rehearsal, scenario::Flood, server::Server};

fn server(variant: &str) -> Result<Server, Failure> {
    Server::start(Command::new(env!("CARGO_BIN_EXE_gateway-echo")).args(["0", variant]))
}

#[test]
fn every_scenario_runs_against_it() {
    rehearsal::run(server).expect("keeps the contract");
}

#[test]
fn thousands_of_messages_at_once_are_answered_in_order() {
    let server = server("contract").expect("starts");
    let load = Flood {
        address: server.address(),
        depth: 5000,
        bursts: 1,
        event: "echo".to_owned(),
    };
    let report = load.run().expect("keeps the contract");
    let expected = [("answered", 5000.0), ("reordered", 0.0), ("lost", 0.0)];
    assert_eq!(report, expected);
}

#[test]
fn a_crowd_stays_hears_everything_and_comes_back() {
    let program = env!("CARGO_BIN_EXE_gateway-echo");
    let report = rehearsal::crowd(program).expect("keeps the contract");
    let last = report.last().map(|(name, _)| *name);
    assert_eq!(last, Some("back_microseconds"), "{report:?}");
}
