//! `Across` measures broadcasts to clients of two servers that share rooms.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    time::{Duration, Instant},
};

use super::{AT_A_TIME, PATIENCE, Payload, Place, Report, SETTLE, meter::Meter};
use crate::{
    Failure,
    number::real,
    pool::{Id, Pool, Scenario},
    redis,
};

/// How many broadcasts are under way: far less than any buffer on the way, which would lose them.
const WINDOW: u64 = 8;
/// A client of the first server, who asks, and hears too.
const ASKER: Id = 0;

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Across {
    /// The server whose client asks for broadcasts, and the other.
    pub servers: [Place; 2],
    /// The Redis server that they share rooms through.
    pub redis: Place,
    /// What is broadcast: to everyone, or else to the room.
    pub payload: Payload,
    /// How many clients there are, half of them on each server.
    pub clients: usize,
    /// How many of them are in the room, half of them on each server. What is for everyone needs no room.
    pub members: usize,
    /// How many broadcasts are not yet measured.
    pub warm: u64,
    /// How many broadcasts are measured that follow each other as fast as they can.
    pub count: u64,
    /// How many broadcasts are measured that have a pause between them.
    pub paced: u64,
    /// The pause, from the beginning of one to the beginning of the next.
    pub pause: Duration,
}

impl Across {
    /// Runs to the end. Fails unless every client that is meant heard everything once.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.servers[0].address, false)?;
        let mut load = Load::new(self.payload);
        self.open(&mut pool, &mut load)?;
        load.until(&mut pool, self.warm)?;

        let [first, second] = &self.servers;
        let before = redis::commands(self.redis.address)?;
        let meters = [first, second, &self.redis].map(|place| Meter::start(place.process));
        load.until(&mut pool, self.warm + self.count)?;
        let [first, second, redis] = meters.map(|meter| meter.stop());
        let after = redis::commands(self.redis.address)?;

        load.pace(&mut pool, self.paced, self.pause)?;
        // What comes twice may come late.
        pool.rest(&mut load, SETTLE)?;
        load.check()?;

        let of_server = self.count * (load.listeners / 2) as u64;
        let mut report = vec![
            ("delivered", real(of_server * 2)),
            (
                "reordered_percent",
                100.0 * real(load.reordered) / real((load.asked * load.listeners as u64).max(1)),
            ),
            ("per_second", first.per_second(of_server * 2)),
        ];
        let spent = first.processor_time.zip(second.processor_time);
        report.extend(spent.map(|(first, second)| {
            let seconds = (first + second).as_secs_f64();
            ("deliveries_per_second", real(of_server * 2) / seconds)
        }));
        for (name, each) in [
            ("first_microseconds", first.microseconds_each(of_server)),
            ("second_microseconds", second.microseconds_each(of_server)),
            ("redis_microseconds", redis.microseconds_each(self.count)),
        ] {
            report.extend(each.map(|each| (name, each)));
        }
        let mut all = 0;
        let mut names = Vec::new();
        for (name, calls) in &after {
            let calls = calls - before.get(name).unwrap_or(&0);
            if calls > 0 && name != "info" {
                all += calls;
                names.push(format!("{name} {calls}"));
            }
        }
        names.sort();
        eprintln!(
            "commands for {} broadcasts: {}",
            self.count,
            names.join(", ")
        );
        report.push(("redis_commands", real(all) / real(self.count.max(1))));
        load.latencies.sort();
        for (name, part) in [("p50_milliseconds", 500), ("p99_milliseconds", 990)] {
            let place = load.latencies.len() * part / 1000;
            let latency = load.latencies.get(place);
            report.extend(latency.map(|latency| (name, latency.as_secs_f64() * 1e3)));
        }
        Ok(report)
    }

    /// Connects all clients, to the two servers in turn, and lets the first of them join the room.
    fn open(&self, pool: &mut Pool, load: &mut Load) -> Result<(), Failure> {
        let address = |id: Id| -> SocketAddr { self.servers[id % 2].address };
        for first in (0..self.clients).step_by(AT_A_TIME) {
            let end = self.clients.min(first + AT_A_TIME);
            for id in first..end {
                pool.open_at(address(id))?;
            }
            pool.run(load, PATIENCE, |load| load.connected == end)?;
        }
        pool.rest(load, SETTLE)?;
        load.listeners = self.clients;
        if self.payload != Payload::Everyone {
            load.listeners = self.members;
            for id in 0..self.members {
                pool.emit(id, Some(0), r#"["join","room"]"#);
            }
            pool.run(load, PATIENCE, |load| load.joined == load.listeners)?;
        }
        load.heard.resize(self.clients, 0);
        // The two servers may hear each other a moment after they listen.
        pool.rest(load, SETTLE)
    }
}

/// A broadcast that somebody has yet to hear.
struct UnderWay {
    heard: String,
    missing: usize,
    asked_at: Instant,
}

struct Load {
    payload: Payload,
    connected: usize,
    joined: usize,
    /// How many clients are to hear each broadcast: the first ones.
    listeners: usize,
    /// How many broadcasts were asked for.
    asked: u64,
    /// How many broadcasts are to be asked for, as soon as earlier ones are heard.
    goal: u64,
    under_way: VecDeque<UnderWay>,
    /// How many broadcasts each client has heard.
    heard: Vec<u64>,
    reordered: u64,
    /// Whether the time of each delivery is kept.
    is_timed: bool,
    latencies: Vec<Duration>,
}

impl Load {
    fn new(payload: Payload) -> Self {
        Self {
            payload,
            connected: 0,
            joined: 0,
            listeners: 0,
            asked: 0,
            goal: 0,
            under_way: VecDeque::new(),
            heard: Vec::new(),
            reordered: 0,
            is_timed: false,
            latencies: Vec::new(),
        }
    }

    /// Asks until there were `goal` broadcasts, and waits until everyone has heard them.
    fn until(&mut self, pool: &mut Pool, goal: u64) -> Result<(), Failure> {
        self.goal = goal;
        for _ in 0..WINDOW.min(goal - self.asked) {
            self.ask(pool);
        }
        pool.run(self, PATIENCE, |load| {
            load.asked == goal && load.under_way.is_empty()
        })
    }

    /// Asks for `count` broadcasts with a pause between them.
    fn pace(&mut self, pool: &mut Pool, count: u64, pause: Duration) -> Result<(), Failure> {
        self.is_timed = true;
        self.goal = self.asked;
        for _ in 0..count {
            let next = Instant::now() + pause;
            self.ask(pool);
            loop {
                let left = next.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    break;
                }
                pool.turn(self, left)?;
            }
        }
        pool.run(self, PATIENCE, |load| load.under_way.is_empty())
    }

    fn ask(&mut self, pool: &mut Pool) {
        pool.emit(ASKER, None, &self.payload.ask(self.asked));
        self.note_asked();
    }

    fn note_asked(&mut self) {
        self.under_way.push_back(UnderWay {
            heard: self.payload.heard(self.asked),
            missing: self.listeners,
            asked_at: Instant::now(),
        });
        self.asked += 1;
    }

    /// Whether every client that is meant has heard everything, once.
    fn check(&self) -> Result<(), Failure> {
        for (id, heard) in self.heard.iter().enumerate() {
            let meant = if id < self.listeners { self.asked } else { 0 };
            if *heard != meant {
                return Err(Failure::new(format!(
                    "client {id} heard {heard} broadcasts, but {meant} were meant for it"
                )));
            }
        }
        Ok(())
    }
}

impl Scenario for Load {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected += 1;
        Ok(())
    }

    fn event(&mut self, pool: &mut Pool, id: Id, arguments: &[u8]) -> Result<(), Failure> {
        let wrong = || Failure::packet("not what was asked for, or heard too often", arguments);
        let before = self.payload.before(arguments).ok_or_else(wrong)?;
        let place = before.checked_sub(self.asked - self.under_way.len() as u64);
        let place = place.and_then(|place| usize::try_from(place).ok());
        let under_way = place.and_then(|place| self.under_way.get_mut(place));
        let under_way = under_way
            .filter(|one| one.missing > 0 && one.heard.as_bytes() == arguments)
            .ok_or_else(wrong)?;
        under_way.missing -= 1;
        if self.is_timed {
            self.latencies.push(under_way.asked_at.elapsed());
        }
        let heard = self.heard.get_mut(id).ok_or_else(wrong)?;
        if *heard != before {
            self.reordered += 1;
        }
        *heard += 1;
        while self.under_way.front().is_some_and(|one| one.missing == 0) {
            self.under_way.pop_front();
            if self.asked < self.goal {
                self.ask(pool);
            }
        }
        Ok(())
    }

    fn acknowledged(&mut self, _: &mut Pool, _: Id, _: u64, _: &[u8]) -> Result<(), Failure> {
        self.joined += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of it if two clients hear these numbers of broadcasts, in this order.
    fn heard(numbers: &[(Id, u64)]) -> Result<Load, Failure> {
        let mut pool = Pool::new(SocketAddr::from(([127, 0, 0, 1], 9)), false)?;
        let mut load = Load::new(Payload::Small);
        load.listeners = 2;
        load.heard.resize(3, 0);
        load.note_asked();
        load.note_asked();
        for (id, before) in numbers {
            load.event(&mut pool, *id, Payload::Small.heard(*before).as_bytes())?;
        }
        load.check()?;
        Ok(load)
    }

    #[test]
    fn everyone_who_is_meant_hears_everything_once() {
        let load = heard(&[(0, 0), (1, 0), (1, 1), (0, 1)]).expect("is right");
        assert_eq!(load.reordered, 0);
        let load = heard(&[(0, 1), (0, 0), (1, 0), (1, 1)]).expect("is right");
        assert_eq!(load.reordered, 2);
        for wrong in [
            &[(0, 0), (1, 0), (1, 1)][..],
            &[(0, 0), (0, 0), (1, 1), (0, 1)],
            &[(0, 0), (1, 0), (1, 1), (2, 1)],
            &[(0, 0), (1, 0), (1, 1), (0, 1), (0, 1)],
            &[(0, 2)],
        ] {
            assert!(heard(wrong).is_err(), "{wrong:?}");
        }
    }
}
