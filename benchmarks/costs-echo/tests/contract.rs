//! Tests that the server keeps the contract, whatever is switched on.

use std::process::Command;

use bench_load::{contract, server::Server};

#[test]
fn the_server_keeps_the_contract_whatever_is_switched_on() {
    for on in [
        "",
        "metrics",
        "prometheus,metrics",
        "info",
        "debug",
        "warn-slow",
        "drain",
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_costs-echo"));
        let server = Server::start(command.arg("0").env("BENCH_ON", on)).expect("starts");
        contract::check(server.address(), &["echo"])
            .unwrap_or_else(|failure| panic!("{on}: {failure}"));
    }
}

#[test]
fn what_nobody_knows_is_not_switched_on() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_costs-echo"));
    assert!(Server::start(command.arg("0").env("BENCH_ON", "speed")).is_err());
}
