//! `Connect` makes clients connect, and leave as soon as they are let in.

use std::net::SocketAddr;

use super::{PATIENCE, Report, meter::Meter, unexpected};
use crate::{
    Failure,
    number::real,
    pool::{Id, Pool, Scenario},
};

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Connect {
    /// The server.
    pub address: SocketAddr,
    /// The server's process, whose processor time is measured.
    pub server: Option<u32>,
    /// How many clients are measured.
    pub count: usize,
    /// How many clients are connecting at any time.
    pub parallel: usize,
}

impl Connect {
    /// Runs to the end. Each client that is let in leaves at once, and makes room for the next.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, true)?;
        let mut load = Load {
            connected: 0,
            // Before these come a tenth as many clients, which are not measured.
            left: self.count + self.count / 10,
        };
        for _ in 0..self.parallel.min(load.left) {
            load.open(&mut pool)?;
        }
        let warm = self.count / 10;
        pool.run(&mut load, PATIENCE, |load| load.connected >= warm)?;
        let (before, meter) = (load.connected, Meter::start(self.server));
        let all = self.count + warm;
        pool.run(&mut load, PATIENCE, |load| load.connected == all)?;
        let (count, spent) = ((load.connected - before) as u64, meter.stop());
        let mut report = vec![
            ("connected", real(load.connected as u64)),
            ("per_second", spent.per_second(count)),
        ];
        let each = spent.microseconds_each(count);
        report.extend(each.map(|each| ("server_microseconds", each)));
        Ok(report)
    }
}

struct Load {
    connected: usize,
    left: usize,
}

impl Load {
    fn open(&mut self, pool: &mut Pool) -> Result<(), Failure> {
        if self.left > 0 {
            self.left -= 1;
            pool.open()?;
        }
        Ok(())
    }
}

impl Scenario for Load {
    fn connected(&mut self, pool: &mut Pool, id: Id) -> Result<(), Failure> {
        self.connected += 1;
        pool.close(id)?;
        self.open(pool)
    }

    fn event(&mut self, _: &mut Pool, _: Id, arguments: &[u8]) -> Result<(), Failure> {
        unexpected(arguments)
    }
}
