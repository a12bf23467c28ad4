//! `Cluster` is three servers that share rooms through a Redis server of their own.

use std::{net::SocketAddr, path::Path};

use bench_load::{Failure, redis::Redis, server::Server};

use super::column::Column;
use crate::machine::Machine;

/// The servers and Redis. Dropping this ends them.
pub(crate) struct Cluster {
    sender: Server,
    receiver: Server,
    bystander: Server,
    redis: Redis,
}

impl Cluster {
    /// Starts everything: the servers on their core, and Redis on that of the load, which has less to do.
    pub(crate) fn start(machine: &Machine, column: Column) -> Result<Self, Failure> {
        let redis = Redis::start(&mut machine.load(Path::new("redis-server")))?;
        let start = || -> Result<Server, Failure> {
            let mut command = column.server(machine)?;
            Server::start(command.env("REDIS_URL", redis.url()))
        };
        Ok(Self {
            sender: start()?,
            receiver: start()?,
            bystander: start()?,
            redis,
        })
    }

    /// The arguments with which the load generator finds everything.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let option = |name: &str, value: String| [format!("--{name}"), value];
        let address = |name: &str, address: SocketAddr| option(name, address.to_string());
        let process = |name: &str, server: &Server| option(name, server.process().to_string());
        [
            address("address", self.sender.address()),
            process("pid", &self.sender),
            address("receiver", self.receiver.address()),
            process("receiver-pid", &self.receiver),
            address("bystander", self.bystander.address()),
            process("bystander-pid", &self.bystander),
            address("redis", self.redis.address()),
        ]
        .concat()
    }
}
