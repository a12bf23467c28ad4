//! Tests that the servers keep the contract, and that the load generator gets along with them.

use std::process::Command;

use bench_load::{
    Failure,
    redis::Redis,
    rehearsal,
    scenario::{Payload, Place, Spread},
    server::Server,
};

fn server(redis: &Redis, language: &str) -> Result<Server, Failure> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sharing-echo"));
    Server::start(command.args(["0", language]).env("REDIS_URL", redis.url()))
}

fn place(server: &Server) -> Place {
    Place {
        address: server.address(),
        process: Some(server.process()),
    }
}

/// Runs the load over three servers, one for each of the languages, and tells how many bytes a message has on Redis.
fn spread(languages: [&str; 3], payload: Payload) -> Result<f64, Failure> {
    let redis = Redis::start(&mut Command::new("redis-server"))?;
    let servers = languages.map(|language| server(&redis, language));
    let [sender, receiver, bystander] = servers;
    let (sender, receiver, bystander) = (sender?, receiver?, bystander?);
    let load = Spread {
        sender: place(&sender),
        receiver: place(&receiver),
        bystander: place(&bystander),
        redis: redis.address(),
        payload,
        warm: 20,
        count: 100,
    };
    let report = load.run()?;
    let bytes = report.iter().find(|(name, _)| *name == "redis_bytes");
    Ok(bytes.map_or(f64::NAN, |(_, bytes)| *bytes))
}

#[test]
fn what_one_server_broadcasts_is_heard_on_another_in_either_language() {
    for language in ["own", "node"] {
        for (payload, least) in [
            (Payload::Small, 28.0),
            (Payload::Object, 500.0),
            (Payload::Binary, 10_240.0),
        ] {
            let bytes = spread([language; 3], payload).expect("keeps the contract");
            assert!(
                bytes > least && bytes < 1.5 * least + 600.0,
                "{payload:?}, {language}: {bytes} bytes on Redis"
            );
        }
    }
}

/// Nobody needs the bystander for the load to run, but what it costs a server to hear nothing is no figure.
#[test]
fn a_bystander_that_hears_nothing_ends_the_run() {
    let failure = spread(["own", "own", "node"], Payload::Small).expect_err("cannot hear");
    let words = failure.to_string();
    assert!(words.contains("nothing has arrived for"), "{words}");
}

#[test]
fn clients_of_two_servers_hear_what_is_for_the_room_and_what_is_for_everyone() {
    for language in ["own", "node"] {
        for payload in [Payload::Small, Payload::Everyone] {
            let redis = Redis::start(&mut Command::new("redis-server")).expect("starts");
            let servers = [language; 2].map(|language| server(&redis, language).expect("starts"));
            let both = [&servers[0], &servers[1]];
            let report = rehearsal::across(both, &redis, payload).expect("keeps the contract");
            let commands = report.iter().find(|(name, _)| *name == "redis_commands");
            let commands = commands.map_or(f64::NAN, |(_, commands)| *commands);
            assert!((1.0..1.5).contains(&commands), "{language}: {report:?}");
        }
    }
}
