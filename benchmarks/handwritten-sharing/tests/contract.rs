//! Tests that the servers keep the part of the contract that they have.

use std::{process::Command, time::Duration};

use bench_load::{
    redis::Redis,
    scenario::{Across, Payload, Place},
    server::Server,
};

#[test]
fn clients_of_two_servers_hear_what_is_for_the_room_and_what_is_for_everyone() {
    for payload in [Payload::Small, Payload::Everyone] {
        let redis = Redis::start(&mut Command::new("redis-server")).expect("starts");
        let start = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_handwritten-sharing"));
            Server::start(command.arg("0").env("REDIS_URL", redis.url())).expect("starts")
        };
        let servers = [start(), start()];
        let [first, second] = [&servers[0], &servers[1]].map(|server| Place {
            address: server.address(),
            process: Some(server.process()),
        });
        let load = Across {
            servers: [first, second],
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
        load.run().expect("keeps the contract");
    }
}
