//! `bench-load SCENARIO --address IP:PORT [--name value]..` loads a server and prints figures, each on a line
//! `name value`. It fails if a reply is wrong, lost or sent twice.

mod options;

use std::{env, net::SocketAddr, process::ExitCode, time::Duration};

use bench_load::{
    Failure, contract,
    scenario::{
        Acknowledge, Across, Broadcast, Connect, Crowd, Flood, Idle, Payload, Place, Report, Shout,
        Spread, Until,
    },
};
use options::Options;

const HELP: &str = "\
bench-load SCENARIO --address IP:PORT [--name value]..

    check        whether the server keeps the contract; --events echo,.. that answer like echo
    acknowledge  --event echo --connections 32 --depth 8 --text 32 --warm 1 --seconds 3
                 or --count N messages; --spin false sleeps while it waits
    broadcast    --connections 200 --warm 1 --seconds 3
    connect      --count 4000 --parallel 64
    flood        --event echo --depth 5000 --bursts 4
    idle         --connections 2000 --settle 2
    shout        --connections 100 --count 50, of which each begins when all have heard the one before
    spread       --payload small --warm 10000 --count 20000, payloads small, object and binary, from the server
                 at --address to those at --receiver and --bystander, by way of --redis
    across       --payload everyone --clients 200 --members 200 --warm 1000 --count 4000 --paced 150 --pause 0.02
                 from the server at --address to its clients and those of --other, by way of --redis
    crowd        --connections 10000 --settle 2 --rest 25 -- SERVER ARGUMENT.. where a word PORT is the port;
                 starts the server itself, without --address, since the server is ended and started again

--pid N is the server's process, for what it spent; --receiver-pid, --bystander-pid, --other-pid and
--redis-pid are those of the others. Figures are printed as `name value`.
";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let server = match arguments.iter().position(|argument| argument == "--") {
        Some(place) => arguments.drain(place..).skip(1).collect(),
        None => Vec::new(),
    };
    let mut arguments = arguments.into_iter();
    let outcome = match arguments.next().as_deref() {
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some(scenario) => {
            Options::new(arguments).and_then(|options| run(scenario, options, server))
        }
    };
    match outcome {
        Ok(report) => {
            for (name, figure) in report {
                println!("{name} {figure}");
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("bench-load: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(scenario: &str, mut options: Options, server: Vec<String>) -> Result<Report, Failure> {
    if scenario == "crowd" {
        return crowd(options, server);
    }
    if !server.is_empty() {
        return Err(Failure::new(format!("{scenario} starts no server")));
    }
    let address = needed(&mut options, "address")?;
    let server: Option<u32> = options.take("pid")?;
    match scenario {
        "check" => {
            let events: String = options.or("events", "echo".to_owned())?;
            options.finish()?;
            contract::check(address, &events.split(',').collect::<Vec<_>>())?;
            Ok(Vec::new())
        }
        "acknowledge" => {
            let until = match options.take("count")? {
                Some(count) => Until::Count(count),
                None => Until::Time {
                    warm: seconds(&mut options, "warm", 1.0)?,
                    measured: seconds(&mut options, "seconds", 3.0)?,
                },
            };
            let load = Acknowledge {
                address,
                server,
                connections: options.or("connections", 32)?,
                depth: options.or("depth", 8)?,
                event: options.or("event", "echo".to_owned())?,
                text: options.or("text", 32)?,
                until,
                spins: options.or("spin", true)?,
            };
            options.finish()?;
            load.run()
        }
        "broadcast" => {
            let load = Broadcast {
                address,
                server,
                connections: options.or("connections", 200)?,
                warm: seconds(&mut options, "warm", 1.0)?,
                measured: seconds(&mut options, "seconds", 3.0)?,
            };
            options.finish()?;
            load.run()
        }
        "connect" => {
            let load = Connect {
                address,
                server,
                count: options.or("count", 4000)?,
                parallel: options.or("parallel", 64)?,
            };
            options.finish()?;
            load.run()
        }
        "flood" => {
            let load = Flood {
                address,
                depth: options.or("depth", 5000)?,
                bursts: options.or("bursts", 4)?,
                event: options.or("event", "echo".to_owned())?,
            };
            options.finish()?;
            load.run()
        }
        "idle" => {
            let load = Idle {
                address,
                server: server.ok_or_else(|| Failure::new("--pid is missing"))?,
                connections: options.or("connections", 2000)?,
                settle: seconds(&mut options, "settle", 2.0)?,
            };
            options.finish()?;
            load.run()
        }
        "shout" => {
            let load = Shout {
                address,
                connections: options.or("connections", 100)?,
                count: options.or("count", 50)?,
            };
            options.finish()?;
            load.run()
        }
        other => between_servers(other, options, address, server),
    }
}

/// The scenarios of servers that share rooms.
fn between_servers(
    scenario: &str,
    mut options: Options,
    address: SocketAddr,
    server: Option<u32>,
) -> Result<Report, Failure> {
    match scenario {
        "spread" => {
            let load = Spread {
                sender: Place {
                    address,
                    process: server,
                },
                receiver: place(&mut options, "receiver")?,
                bystander: place(&mut options, "bystander")?,
                redis: place(&mut options, "redis")?.address,
                payload: options.or("payload", Payload::Small)?,
                warm: options.or("warm", 10_000)?,
                count: options.or("count", 20_000)?,
            };
            options.finish()?;
            load.run()
        }
        "across" => across(options, address, server),
        other => Err(Failure::new(format!("{other} is no scenario"))),
    }
}

fn across(
    mut options: Options,
    address: SocketAddr,
    process: Option<u32>,
) -> Result<Report, Failure> {
    let first = Place { address, process };
    let load = Across {
        servers: [first, place(&mut options, "other")?],
        redis: place(&mut options, "redis")?,
        payload: options.or("payload", Payload::Everyone)?,
        clients: options.or("clients", 200)?,
        members: options.or("members", 200)?,
        warm: options.or("warm", 1000)?,
        count: options.or("count", 4000)?,
        paced: options.or("paced", 150)?,
        pause: seconds(&mut options, "pause", 0.02)?,
    };
    options.finish()?;
    load.run()
}

fn crowd(mut options: Options, server: Vec<String>) -> Result<Report, Failure> {
    let load = Crowd {
        server,
        connections: options.or("connections", 10_000)?,
        settle: seconds(&mut options, "settle", 2.0)?,
        rest: seconds(&mut options, "rest", 25.0)?,
    };
    options.finish()?;
    load.run()
}

/// A server that is named beside the one at `--address`.
fn place(options: &mut Options, name: &str) -> Result<Place, Failure> {
    Ok(Place {
        address: needed(options, name)?,
        process: options.take(&format!("{name}-pid"))?,
    })
}

fn needed(options: &mut Options, name: &str) -> Result<SocketAddr, Failure> {
    let address = options.take(name)?;
    address.ok_or_else(|| Failure::new(format!("--{name} IP:PORT is missing")))
}

fn seconds(options: &mut Options, name: &str, default: f64) -> Result<Duration, Failure> {
    let seconds = options.or(name, default)?;
    Duration::try_from_secs_f64(seconds)
        .map_err(|_| Failure::new(format!("--{name} {seconds}: no time")))
}
