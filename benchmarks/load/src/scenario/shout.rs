//! `Shout` lets one client say things to all others, each after everyone has heard the one before: what is counted is
//! what a lone broadcast costs.

use std::net::SocketAddr;

use super::{Report, listeners::Listeners, open_all};
use crate::{Failure, number::real, pool::Pool};

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Shout {
    /// The server.
    pub address: SocketAddr,
    /// How many clients there are; the first of them is the one who says something.
    pub connections: usize,
    /// How many things are said.
    pub count: u64,
}

impl Shout {
    /// Runs to the end. Fails unless every client heard everything exactly once.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, false)?;
        let mut load = Listeners::new();
        open_all(&mut pool, &mut load, self.connections, |load| {
            load.connected
        })?;
        for _ in 0..self.count {
            load.shout(&mut pool)?;
        }
        load.check()?;
        Ok(vec![("delivered", real(load.delivered))])
    }
}
