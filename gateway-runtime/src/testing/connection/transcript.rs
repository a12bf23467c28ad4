//! `Transcript` is what a client has sent and got, for who reads why a test has failed.

use std::{collections::VecDeque, fmt, time::Duration};

use tokio::time::Instant;

/// How many packets are kept; the first ones are left out.
const KEPT: usize = 200;
/// How many characters of a packet are kept.
const LONGEST: usize = 200;

/// Which way a packet went, as the client sees it.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    To,
    From,
}

/// The packets of a connection, each with the time since its beginning.
pub(super) struct Transcript {
    begin: Instant,
    lines: VecDeque<(Duration, Direction, String)>,
    left_out: usize,
}

impl Default for Transcript {
    fn default() -> Self {
        Self {
            begin: Instant::now(),
            lines: VecDeque::new(),
            left_out: 0,
        }
    }
}

impl Transcript {
    pub(super) fn note(&mut self, direction: Direction, packet: &str) {
        let mut line: String = packet.chars().take(LONGEST).collect();
        if line.len() < packet.len() {
            line.push('…');
        }
        if self.lines.len() == KEPT {
            self.lines.pop_front();
            self.left_out += 1;
        }
        self.lines
            .push_back((self.begin.elapsed(), direction, line));
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.left_out > 0 {
            write!(f, "\n  ({} packets before)", self.left_out)?;
        }
        for (time, direction, line) in &self.lines {
            let arrow = match direction {
                Direction::To => "->",
                Direction::From => "<-",
            };
            write!(f, "\n  {time:>10.3?} {arrow} {line}")?;
        }
        Ok(())
    }
}
