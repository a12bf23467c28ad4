//! Tests that the server keeps the contract, and that the load generator gets along with the server.

use std::{process::Command, time::Duration};

use bench_load::{
    Failure, rehearsal,
    scenario::{Crowd, Flood},
    server::Server,
};

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
    let load = Crowd {
        server: [env!("CARGO_BIN_EXE_handwritten-echo"), "PORT", "crowd"]
            .map(str::to_owned)
            .to_vec(),
        connections: 100,
        settle: Duration::from_millis(100),
        rest: Duration::from_millis(100),
    };
    let report = load.run().expect("keeps the contract");
    let last = report.last().map(|(name, _)| *name);
    assert_eq!(last, Some("back_microseconds"), "{report:?}");
}
