//! `Broadcast` lets one client say something that everyone in the room has to hear.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::{PATIENCE, Report, meter::Meter, open_all, text};
use crate::{
    Failure,
    number::{self, real},
    pool::{Id, Pool, Scenario},
};

/// How many broadcasts are under way: far less than a connection's buffer in the server, which would
/// lose them.
const WINDOW: u64 = 4;

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Broadcast {
    /// The server.
    pub address: SocketAddr,
    /// The server's process, whose processor time is measured.
    pub server: Option<u32>,
    /// How many clients are in the room; the first of them is the one who says something.
    pub connections: usize,
    /// For how long the load is not yet measured.
    pub warm: Duration,
    /// For how long the load is measured.
    pub measured: Duration,
}

impl Broadcast {
    /// Runs to the end. Fails unless every client heard everything exactly once.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, true)?;
        let mut load = Load {
            text: text(32),
            ..Load::default()
        };
        open_all(&mut pool, &mut load, self.connections, |load| {
            load.connected
        })?;
        for id in 0..self.connections {
            pool.emit(id, Some(0), r#"["join","room"]"#);
        }
        pool.run(&mut load, PATIENCE, |load| load.joined == self.connections)?;
        load.heard.resize(self.connections, 0);
        for _ in 0..WINDOW {
            load.say(&mut pool);
        }
        let end = Instant::now() + self.warm;
        pool.run(&mut load, PATIENCE, |_| Instant::now() >= end)?;
        let (before, meter) = (load.delivered, Meter::start(self.server));
        pool.run(&mut load, PATIENCE, |_| meter.elapsed() >= self.measured)?;
        let (count, spent) = (load.delivered - before, meter.stop());
        load.is_over = true;
        pool.run(&mut load, PATIENCE, |load| {
            load.delivered == load.said * self.connections as u64
        })?;
        if load.heard.iter().any(|heard| *heard != load.said) {
            return Err(Failure::new("somebody heard something twice"));
        }
        let mut report = vec![
            ("delivered", real(load.delivered)),
            ("reordered", real(load.reordered)),
            ("per_second", spent.per_second(count)),
        ];
        let each = spent.microseconds_each(count);
        report.extend(each.map(|each| ("server_microseconds", each)));
        Ok(report)
    }
}

#[derive(Default)]
struct Load {
    text: String,
    connected: usize,
    joined: usize,
    /// How many things were said.
    said: u64,
    /// How many clients have yet to hear each thing that was said, from the first that somebody has not heard.
    missing: VecDeque<usize>,
    /// How many things each client has heard.
    heard: Vec<u64>,
    delivered: u64,
    reordered: u64,
    is_over: bool,
}

impl Load {
    fn say(&mut self, pool: &mut Pool) {
        let arguments = format!(r#"["say",{{"text":"{:010} {}"}}]"#, self.said, self.text);
        self.said += 1;
        self.missing.push_back(self.heard.len());
        pool.emit(0, None, &arguments);
    }
}

impl Scenario for Load {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected += 1;
        Ok(())
    }

    fn event(&mut self, pool: &mut Pool, id: Id, arguments: &[u8]) -> Result<(), Failure> {
        let wrong = || Failure::packet("not what was said", arguments);
        let text = arguments.strip_prefix(br#"["said",{"text":""#);
        let (number, rest) = text.and_then(number::leading).ok_or_else(wrong)?;
        let rest = rest
            .strip_prefix(b" ")
            .and_then(|rest| rest.strip_suffix(br#""}]"#));
        if rest != Some(self.text.as_bytes()) || number >= self.said {
            return Err(wrong());
        }
        if number != self.heard[id] {
            self.reordered += 1;
        }
        self.heard[id] += 1;
        self.delivered += 1;
        let place = number.checked_sub(self.said - self.missing.len() as u64);
        let place = place.and_then(|place| usize::try_from(place).ok());
        let missing = place.and_then(|place| self.missing.get_mut(place));
        let missing = missing.filter(|missing| **missing > 0).ok_or_else(wrong)?;
        *missing -= 1;
        while self.missing.front() == Some(&0) {
            self.missing.pop_front();
            if !self.is_over {
                self.say(pool);
            }
        }
        Ok(())
    }

    fn acknowledged(&mut self, _: &mut Pool, _: Id, _: u64, _: &[u8]) -> Result<(), Failure> {
        self.joined += 1;
        Ok(())
    }
}
