//! `Cluster` is some servers that share rooms through a Redis server of their own.

use std::{net::SocketAddr, path::Path};

use bench_load::{Failure, redis::Redis, server::Server};

use super::column::Column;
use crate::machine::Machine;

/// The servers and Redis. Dropping this ends them.
pub(super) struct Cluster {
    servers: Vec<Server>,
    redis: Redis,
}

impl Cluster {
    /// Starts everything: the servers on their core, and Redis on that of the load, which has less to do.
    pub(super) fn start(machine: &Machine, column: Column, count: usize) -> Result<Self, Failure> {
        let redis = Redis::start(&mut machine.load(Path::new("redis-server")))?;
        let start = |_| -> Result<Server, Failure> {
            let mut command = column.server(machine)?;
            Server::start(command.env("REDIS_URL", redis.url()))
        };
        let servers = (0..count).map(start).collect::<Result<_, _>>()?;
        Ok(Self { servers, redis })
    }

    /// The arguments with which the load generator finds everything: the servers have these names there, the first
    /// one has none.
    pub(super) fn arguments(&self, names: &[&str]) -> Vec<String> {
        let place = |name: &str, prefix: &str, address: SocketAddr, process: u32| {
            let process = process.to_string();
            [
                format!("--{name}"),
                address.to_string(),
                format!("--{prefix}pid"),
                process,
            ]
        };
        let mut arguments = Vec::new();
        for (number, server) in self.servers.iter().enumerate() {
            let name = number.checked_sub(1).and_then(|place| names.get(place));
            let (name, prefix) = match name {
                None => ("address".to_owned(), String::new()),
                Some(name) => ((*name).to_owned(), format!("{name}-")),
            };
            arguments.extend(place(&name, &prefix, server.address(), server.process()));
        }
        arguments.extend(place(
            "redis",
            "redis-",
            self.redis.address(),
            self.redis.process(),
        ));
        arguments
    }
}
