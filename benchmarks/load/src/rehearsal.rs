//! `run`, `crowd` and `across` run scenarios for a short time, to see whether the server and the generator get along.
//! Nothing is measured.

use std::time::Duration;

use crate::{
    Failure, contract,
    redis::Redis,
    scenario::{
        Acknowledge, Across, Broadcast, Connect, Crowd, Payload, Place, Report, Shout, Until,
    },
    server::Server,
};

/// The events of the variant `kinds` that answer as `echo` does.
const KINDS: [&str; 3] = ["echo", "echo-plain", "echo-wait"];

/// Runs the scenarios with servers of all variants, which `start` starts.
pub fn run(start: impl Fn(&str) -> Result<Server, Failure>) -> Result<(), Failure> {
    contract::check(start("contract")?.address(), &["echo"])?;
    contract::check(start("many")?.address(), &["echo", "profile", "export"])?;
    let server = start("kinds")?;
    contract::check(server.address(), &KINDS)?;
    for event in KINDS {
        let load = Acknowledge {
            address: server.address(),
            server: Some(server.process()),
            connections: 8,
            depth: 8,
            event: event.to_owned(),
            text: 32,
            until: Until::Count(2000),
            spins: false,
        };
        expect(&load.run()?, "answered", |answered| answered == 2000)?;
    }
    let load = Broadcast {
        address: server.address(),
        server: Some(server.process()),
        connections: 20,
        warm: Duration::ZERO,
        measured: Duration::from_millis(200),
    };
    expect(&load.run()?, "delivered", |delivered| delivered >= 20)?;
    let load = Connect {
        address: server.address(),
        server: Some(server.process()),
        count: 200,
        parallel: 16,
    };
    expect(&load.run()?, "connected", |connected| connected == 220)?;
    let server = start("crowd")?;
    let load = Shout {
        address: server.address(),
        connections: 20,
        count: 3,
    };
    expect(&load.run()?, "delivered", |delivered| delivered == 60)
}

/// Runs the scenario of many clients with a few, on a server that the scenario starts and ends by itself.
pub fn crowd(program: &str) -> Result<Report, Failure> {
    let load = Crowd {
        server: [program, "PORT", "crowd"].map(str::to_owned).to_vec(),
        connections: 100,
        settle: Duration::from_millis(100),
        rest: Duration::from_millis(100),
    };
    load.run()
}

/// Runs the scenario of two servers that share rooms, with a few clients.
pub fn across(servers: [&Server; 2], redis: &Redis, payload: Payload) -> Result<Report, Failure> {
    let load = Across {
        servers: servers.map(|server| Place {
            address: server.address(),
            process: Some(server.process()),
        }),
        redis: Place {
            address: redis.address(),
            process: Some(redis.process()),
        },
        payload,
        clients: 20,
        members: 10,
        warm: 20,
        count: 100,
        paced: 10,
        pause: Duration::from_millis(5),
    };
    load.run()
}

/// Fails unless a count of the report is as it should be.
fn expect(report: &Report, name: &str, is_right: impl Fn(u64) -> bool) -> Result<(), Failure> {
    let found = report.iter().find(|(figure, _)| *figure == name);
    // A count prints without a decimal point, so that it parses as an integer.
    let count = found.and_then(|(_, count)| count.to_string().parse().ok());
    if count.is_some_and(is_right) {
        Ok(())
    } else {
        Err(Failure::new(format!("{name} is wrong in {report:?}")))
    }
}
