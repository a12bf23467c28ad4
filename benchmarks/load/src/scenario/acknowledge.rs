//! `Acknowledge` sends messages that are acknowledged, with some of each connection under way at any time.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::{
    PATIENCE, Report, answers::Answers, echo, echoed, meter::Meter, open_all, text, unexpected,
};
use crate::{
    Failure,
    number::real,
    pool::{Id, Pool, Scenario},
};

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// The server.
    pub address: SocketAddr,
    /// The server's process, whose processor time is measured.
    pub server: Option<u32>,
    /// How many connections there are.
    pub connections: usize,
    /// How many messages of each connection are under way.
    pub depth: usize,
    /// The event, which has to answer as `echo` does.
    pub event: String,
    /// How long the text in each message is, in bytes.
    pub text: usize,
    /// When the run ends.
    pub until: Until,
    /// Whether the generator never sleeps: see [`Pool::new`].
    pub spins: bool,
}

/// The end of a run.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// So many messages are answered.
    Count(u64),
    /// The load has lasted for so long, and was measured for so long after that.
    Time {
        /// For how long the load is not yet measured.
        warm: Duration,
        /// For how long the load is measured.
        measured: Duration,
    },
}

impl Acknowledge {
    /// Runs to the end. Fails unless every message was answered exactly once, with what was sent.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, self.spins)?;
        let mut load = Load::new(self);
        open_all(&mut pool, &mut load, self.connections, |load| {
            load.connected
        })?;
        let mut meter = Meter::start(self.server);
        load.begin(&mut pool);
        let mut before = 0;
        let measured = match self.until {
            Until::Count(_) => None,
            Until::Time { warm, measured } => {
                let end = Instant::now() + warm;
                pool.run(&mut load, PATIENCE, |_| Instant::now() >= end)?;
                (before, meter) = (load.answered, Meter::start(self.server));
                pool.run(&mut load, PATIENCE, |_| meter.elapsed() >= measured)?;
                let measured = (load.answered - before, meter.stop());
                load.limit = load.sent;
                Some(measured)
            }
        };
        pool.run(&mut load, PATIENCE, |load| {
            load.answered == load.sent && load.sent >= load.limit
        })?;
        let (count, spent) = measured.unwrap_or_else(|| (load.answered - before, meter.stop()));
        let reordered: u64 = load.answers.iter().map(Answers::reordered).sum();
        let mut report = vec![
            ("answered", real(load.answered)),
            ("reordered", real(reordered)),
            ("per_second", spent.per_second(count)),
        ];
        let each = spent.microseconds_each(count);
        report.extend(each.map(|each| ("server_microseconds", each)));
        Ok(report)
    }
}

/// What was sent and answered so far.
struct Load<'a> {
    options: &'a Acknowledge,
    text: String,
    answers: Vec<Answers>,
    connected: usize,
    sent: u64,
    limit: u64,
    answered: u64,
}

impl<'a> Load<'a> {
    fn new(options: &'a Acknowledge) -> Self {
        Self {
            options,
            text: text(options.text),
            answers: Vec::new(),
            connected: 0,
            sent: 0,
            limit: match options.until {
                Until::Count(count) => count,
                Until::Time { .. } => u64::MAX,
            },
            answered: 0,
        }
    }

    fn begin(&mut self, pool: &mut Pool) {
        self.answers.resize_with(self.connected, Answers::default);
        for id in 0..self.connected {
            for _ in 0..self.options.depth {
                self.send(pool, id);
            }
        }
    }

    fn send(&mut self, pool: &mut Pool, id: Id) {
        if self.sent < self.limit {
            self.sent += 1;
            let number = self.answers[id].next_number();
            let arguments = echo(&self.options.event, number, &self.text);
            pool.emit(id, Some(number), &arguments);
        }
    }
}

impl Scenario for Load<'_> {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected += 1;
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, _: Id, arguments: &[u8]) -> Result<(), Failure> {
        unexpected(arguments)
    }

    fn acknowledged(
        &mut self,
        pool: &mut Pool,
        id: Id,
        number: u64,
        arguments: &[u8],
    ) -> Result<(), Failure> {
        self.answers[id].answer(number)?;
        if arguments != echoed(number, &self.text).as_bytes() {
            return Err(Failure::packet("a wrong answer", arguments));
        }
        self.answered += 1;
        self.send(pool, id);
        Ok(())
    }
}
