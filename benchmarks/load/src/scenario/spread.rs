//! `Spread` lets a client of one server ask for broadcasts that clients of other servers hear.

use std::{net::SocketAddr, ops::RangeInclusive};

use super::{PATIENCE, Payload, Report, SETTLE, meter::Meter};
use crate::{
    Failure,
    pool::{Id, Pool, Scenario},
    redis::Watch,
};

/// How many broadcasts are under way: far less than any buffer on the way, which would lose them.
const WINDOW: u64 = 8;

/// A client of the sender, who asks and hears nothing.
const ASKER: Id = 0;
/// A client of the receiver, in the room from the beginning.
const MEMBER: Id = 1;
/// A client of the bystander, in the room until the first broadcast.
const EARLY: Id = 2;
/// A client of the bystander, in the room for the last broadcast.
const LATE: Id = 3;

/// One of the servers.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Where the server listens.
    pub address: SocketAddr,
    /// The server's process, whose processor time is measured.
    pub process: Option<u32>,
}

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The server whose client asks for broadcasts.
    pub sender: Place,
    /// The server with a client in the room.
    pub receiver: Place,
    /// The server with a client that is not in the room.
    pub bystander: Place,
    /// The Redis server that they share rooms through.
    pub redis: SocketAddr,
    /// What is broadcast.
    pub payload: Payload,
    /// How many broadcasts are not yet measured. The bytes on Redis are those of these, so that nobody else
    /// reads from Redis while the servers are measured.
    pub warm: u64,
    /// How many broadcasts are measured.
    pub count: u64,
}

impl Spread {
    /// Runs to the end. Fails unless the receiver's client heard everything once and in order, and the
    /// bystander's what it was in the room for.
    pub fn run(&self) -> Result<Report, Failure> {
        let mut pool = Pool::new(self.sender.address, false)?;
        let mut load = Load::new(self.payload);
        for place in [self.sender, self.receiver, self.bystander] {
            pool.open_at(place.address)?;
        }
        pool.run(&mut load, PATIENCE, |load| load.connected == 3)?;
        pool.rest(&mut load, SETTLE)?;

        // All three servers are known to hear each other from here on.
        load.join(&mut pool, MEMBER)?;
        load.join(&mut pool, EARLY)?;
        load.others.push((EARLY, 0..=0));
        load.until(&mut pool, 1)?;
        pool.close(EARLY)?;
        pool.open_at(self.bystander.address)?;
        pool.run(&mut load, PATIENCE, |load| load.connected == 4)?;
        pool.rest(&mut load, SETTLE)?;

        let watch = Watch::start(self.redis, self.warm)?;
        load.until(&mut pool, 1 + self.warm)?;
        let bytes = watch.bytes_each()?;

        let places = [self.sender, self.receiver, self.bystander];
        let meters = places.map(|place| Meter::start(place.process));
        let all = 1 + self.warm + self.count;
        load.until(&mut pool, all - 1)?;
        // When the bystander's client hears the last broadcast, the bystander is done with those before. It may
        // hear some of those too, since the bystander may be behind the receiver: even with the answer to its
        // join, which is why what it may hear is said before.
        load.others.push((LATE, 1..=all - 1));
        load.join(&mut pool, LATE)?;
        load.until(&mut pool, all)?;
        pool.rest(&mut load, SETTLE)?;
        let spent = meters.map(|meter| meter.stop());

        let mut report = vec![("redis_bytes", bytes)];
        let names = [
            "sender_microseconds",
            "receiver_microseconds",
            "bystander_microseconds",
        ];
        for (name, spent) in names.into_iter().zip(spent) {
            let each = spent.microseconds_each(self.count);
            report.extend(each.map(|each| (name, each)));
        }
        Ok(report)
    }
}

struct Load {
    payload: Payload,
    attachment: Option<Vec<u8>>,
    connected: usize,
    joined: usize,
    /// How many broadcasts were asked for.
    asked: u64,
    /// How many broadcasts are to be asked for.
    goal: u64,
    /// How many broadcasts the receiver's client has heard.
    heard: u64,
    /// What clients of the bystander may hear, in order; they have yet to hear the last of each.
    others: Vec<(Id, RangeInclusive<u64>)>,
}

impl Load {
    fn new(payload: Payload) -> Self {
        Self {
            payload,
            attachment: payload.attachment(),
            connected: 0,
            joined: 0,
            asked: 0,
            goal: 0,
            heard: 0,
            others: Vec::new(),
        }
    }

    fn join(&mut self, pool: &mut Pool, id: Id) -> Result<(), Failure> {
        let goal = self.joined + 1;
        pool.emit(id, Some(0), r#"["join","room"]"#);
        pool.run(self, PATIENCE, |load| load.joined == goal)
    }

    /// Asks until there were `goal` broadcasts, and waits until everyone has heard them.
    fn until(&mut self, pool: &mut Pool, goal: u64) -> Result<(), Failure> {
        self.goal = goal;
        for _ in 0..WINDOW {
            self.ask(pool);
        }
        pool.run(self, PATIENCE, |load| {
            load.heard == goal && load.others.is_empty()
        })
    }

    fn ask(&mut self, pool: &mut Pool) {
        if self.asked < self.goal {
            pool.emit(ASKER, None, &self.payload.ask(self.asked));
            self.asked += 1;
        }
    }

    fn hear(
        &mut self,
        pool: &mut Pool,
        id: Id,
        arguments: &[u8],
        attachment: Option<&[u8]>,
    ) -> Result<(), Failure> {
        let other = self.others.iter().position(|(other, _)| *other == id);
        let possible = match (id, other) {
            (MEMBER, _) => self.heard..=self.heard,
            (_, Some(place)) => self.others.swap_remove(place).1,
            _ => {
                let what = "a client outside the room heard";
                return Err(Failure::packet(what, arguments));
            }
        };
        let is_heard = |before: &u64| arguments == self.payload.heard(*before).as_bytes();
        let before = possible.clone().rev().find(is_heard);
        let before = before.filter(|_| attachment == self.attachment.as_deref());
        let Some(before) = before else {
            let expected = self.payload.heard(*possible.end());
            let what = format!("expected {expected:.40}, once and in order, got");
            return Err(Failure::packet(&what, arguments));
        };
        if before < *possible.end() {
            self.others.push((id, before + 1..=*possible.end()));
        }
        if id == MEMBER {
            self.heard += 1;
            self.ask(pool);
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
        self.hear(pool, id, arguments, None)
    }

    fn event_with_attachment(
        &mut self,
        pool: &mut Pool,
        id: Id,
        arguments: &[u8],
        attachment: &[u8],
    ) -> Result<(), Failure> {
        self.hear(pool, id, arguments, Some(attachment))
    }

    fn acknowledged(&mut self, _: &mut Pool, _: Id, _: u64, _: &[u8]) -> Result<(), Failure> {
        self.joined += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of it if these clients hear these numbers of broadcasts, in this order.
    fn heard(numbers: &[(Id, u64)]) -> Result<Load, Failure> {
        let mut pool = Pool::new(SocketAddr::from(([127, 0, 0, 1], 9)), false)?;
        let mut load = Load::new(Payload::Small);
        load.others.push((LATE, 1..=3));
        for (id, before) in numbers {
            load.event(&mut pool, *id, Payload::Small.heard(*before).as_bytes())?;
        }
        Ok(load)
    }

    #[test]
    fn a_member_hears_everything_once_and_in_order() {
        let load = heard(&[(MEMBER, 0), (MEMBER, 1), (MEMBER, 2)]).expect("is in order");
        assert_eq!(load.heard, 3);
        for wrong in [
            [(MEMBER, 0), (MEMBER, 0)],
            [(MEMBER, 0), (MEMBER, 2)],
            [(MEMBER, 1), (MEMBER, 0)],
            [(MEMBER, 0), (EARLY, 0)],
        ] {
            assert!(heard(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_client_of_the_bystander_hears_the_last_and_perhaps_some_before() {
        let load = heard(&[(LATE, 2)]).expect("may be heard");
        assert_eq!(load.others, [(LATE, 3..=3)]);
        let load = heard(&[(LATE, 1), (LATE, 2), (LATE, 3)]).expect("is in order");
        assert_eq!(load.others, []);
        for wrong in [
            [(LATE, 2), (LATE, 2)],
            [(LATE, 3), (LATE, 3)],
            [(LATE, 0), (LATE, 1)],
        ] {
            assert!(heard(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn an_attachment_is_compared_too() {
        let mut pool = Pool::new(SocketAddr::from(([127, 0, 0, 1], 9)), false).expect("is made");
        let mut load = Load::new(Payload::Binary);
        let arguments = Payload::Binary.heard(0);
        let mut data = Payload::Binary.attachment().expect("has one");
        let mut hear =
            |data: &[u8]| load.event_with_attachment(&mut pool, MEMBER, arguments.as_bytes(), data);
        data[7] ^= 1;
        assert!(hear(&data).is_err());
        data[7] ^= 1;
        assert!(hear(&data).is_ok());
    }
}
