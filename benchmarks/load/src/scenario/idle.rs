//! `Idle` measures the memory of clients that are connected and do nothing.

use std::{net::SocketAddr, time::Duration};

use super::{Report, open_all, unexpected};
use crate::{
    Failure,
    number::real,
    pool::{Id, Pool, Scenario},
    usage,
};

/// How many clients are connected before anything is measured, so that the server has all its threads.
const FIRST: usize = 16;

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Idle {
    /// The server.
    pub address: SocketAddr,
    /// The server's process, whose memory is measured.
    pub server: u32,
    /// How many clients are measured.
    pub connections: usize,
    /// How long the server has to settle.
    pub settle: Duration,
}

impl Idle {
    /// Runs to the end. Fails on a system that does not tell how much memory a process has.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, false)?;
        let mut connected = Connected(0);
        open_all(&mut pool, &mut connected, FIRST, |connected| connected.0)?;
        pool.rest(&mut connected, self.settle)?;
        let before = self.memory()?;
        open_all(&mut pool, &mut connected, self.connections, |connected| {
            connected.0
        })?;
        pool.rest(&mut connected, self.settle)?;
        let grown = self.memory()?.saturating_sub(before);
        Ok(vec![
            ("connections", real(connected.0 as u64)),
            (
                "bytes_each",
                real(grown) / real(self.connections.max(1) as u64),
            ),
        ])
    }

    fn memory(&self) -> Result<u64, Failure> {
        usage::resident_memory(self.server)
            .ok_or_else(|| Failure::new("the memory of the server cannot be read from /proc"))
    }
}

struct Connected(usize);

impl Scenario for Connected {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.0 += 1;
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, _: Id, arguments: &[u8]) -> Result<(), Failure> {
        unexpected(arguments)
    }
}
