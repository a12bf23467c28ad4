//! `Flood` sends thousands of messages of one connection at once, and counts reordered and lost answers.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::{Report, answers::Answers, echo, echoed, open_all, text, unexpected};
use crate::{
    Failure,
    number::real,
    pool::{Id, Pool, Scenario},
};

/// How long no answer has to come until the missing ones count as lost.
const SILENCE: Duration = Duration::from_secs(1);

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Flood {
    /// The server.
    pub address: SocketAddr,
    /// How many messages are sent at once.
    pub depth: usize,
    /// How often that many are sent.
    pub bursts: usize,
    /// The event, which has to answer as `echo` does.
    pub event: String,
}

impl Flood {
    /// Runs to the end. Lost answers are reported; a wrong answer is a failure.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.address, false)?;
        let mut load = Load {
            text: text(32),
            ..Load::default()
        };
        open_all(&mut pool, &mut load, 1, |load| usize::from(load.connected))?;
        let mut lost = 0;
        for _ in 0..self.bursts {
            for _ in 0..self.depth {
                let number = load.answers.next_number();
                pool.emit(0, Some(number), &echo(&self.event, number, &load.text));
            }
            let (mut moved, mut open) = (Instant::now(), load.answers.open());
            while open > 0 && moved.elapsed() < SILENCE {
                pool.turn(&mut load, Duration::from_millis(10))?;
                let now = load.answers.open();
                if now != open {
                    (moved, open) = (Instant::now(), now);
                }
            }
            lost += open;
            load.answers.give_up();
        }
        Ok(vec![
            ("answered", real(load.answered)),
            ("reordered", real(load.answers.reordered())),
            ("lost", real(lost)),
        ])
    }
}

#[derive(Default)]
struct Load {
    text: String,
    connected: bool,
    answers: Answers,
    answered: u64,
}

impl Scenario for Load {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected = true;
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, _: Id, arguments: &[u8]) -> Result<(), Failure> {
        unexpected(arguments)
    }

    fn acknowledged(
        &mut self,
        _: &mut Pool,
        _: Id,
        number: u64,
        arguments: &[u8],
    ) -> Result<(), Failure> {
        self.answers.answer(number)?;
        if arguments != echoed(number, &self.text).as_bytes() {
            return Err(Failure::packet("a wrong answer", arguments));
        }
        self.answered += 1;
        Ok(())
    }
}
