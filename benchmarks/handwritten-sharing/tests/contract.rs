//! Tests that the servers keep the part of the contract that they have.

use std::process::Command;

use bench_load::{redis::Redis, rehearsal, scenario::Payload, server::Server};

#[test]
fn clients_of_two_servers_hear_what_is_for_the_room_and_what_is_for_everyone() {
    for payload in [Payload::Small, Payload::Everyone] {
        let redis = Redis::start(&mut Command::new("redis-server")).expect("starts");
        let start = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_handwritten-sharing"));
            Server::start(command.arg("0").env("REDIS_URL", redis.url())).expect("starts")
        };
        let servers = [start(), start()];
        rehearsal::across([&servers[0], &servers[1]], &redis, payload).expect("keeps the contract");
    }
}
