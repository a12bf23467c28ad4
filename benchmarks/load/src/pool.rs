//! `Pool` has all connections of a run, and drives them in one thread.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token};
use socket2::SockRef;

use crate::{
    Failure,
    connection::{Connection, Incoming},
};

/// The index of a connection in its pool.
pub type Id = usize;

/// How many connections an address of this machine is used for: few of its ports, so that free ones are found at once.
const OF_AN_ADDRESS: usize = 4096;

/// A way to load a server: it is told of everything that arrives, and decides what is sent next.
pub trait Scenario {
    /// The namespace has let a client in.
    fn connected(&mut self, pool: &mut Pool, id: Id) -> Result<(), Failure>;

    /// An event has arrived: a JSON array of its name and its arguments.
    fn event(&mut self, pool: &mut Pool, id: Id, arguments: &[u8]) -> Result<(), Failure>;

    /// An event with an attachment has arrived.
    fn event_with_attachment(
        &mut self,
        _: &mut Pool,
        _: Id,
        arguments: &[u8],
        _attachment: &[u8],
    ) -> Result<(), Failure> {
        Err(Failure::packet(
            "an attachment that nobody asked for",
            arguments,
        ))
    }

    /// The answer to message `number` of this connection has arrived.
    fn acknowledged(
        &mut self,
        _: &mut Pool,
        _: Id,
        _number: u64,
        arguments: &[u8],
    ) -> Result<(), Failure> {
        Err(Failure::packet(
            "an acknowledgement that nobody asked for",
            arguments,
        ))
    }
}

/// Connections to one server, or to several.
pub struct Pool {
    address: SocketAddr,
    poll: Poll,
    events: Events,
    connections: Vec<Option<Connection>>,
    /// The connections that have something to write.
    unsent: Vec<Id>,
    chunk: Vec<u8>,
    /// Whether the thread looks for arrivals without ever sleeping.
    spins: bool,
}

impl Pool {
    /// A pool without connections. A pool that `spins` needs a processor of its own, and in return the server
    /// never spends time on waking it up.
    pub fn new(address: SocketAddr, spins: bool) -> Result<Self, Failure> {
        Ok(Self {
            address,
            poll: Poll::new()?,
            events: Events::with_capacity(1024),
            connections: Vec::new(),
            unsent: Vec::new(),
            chunk: Vec::new(),
            spins,
        })
    }

    /// Lets the thread look for arrivals without ever sleeping, or not.
    pub fn spin(&mut self, spins: bool) {
        self.spins = spins;
    }

    /// Opens one more connection; the scenario is told when the namespace has let it in.
    pub fn open(&mut self) -> Result<Id, Failure> {
        self.open_at(self.address)
    }

    /// Opens one more connection, to another server than the pool's.
    pub fn open_at(&mut self, address: SocketAddr) -> Result<Id, Failure> {
        self.add(Connection::open(address)?)
    }

    /// Begins to open one more connection, without waiting for the server to accept it, from an address of this
    /// machine that depends on how many there are: more than an address has ports.
    pub fn begin_at(&mut self, address: SocketAddr) -> Result<Id, Failure> {
        let place = u8::try_from(self.connections.len() / OF_AN_ADDRESS % 200).unwrap_or(0);
        self.add(Connection::begin(
            address,
            Ipv4Addr::new(127, 0, 1, 1 + place),
        )?)
    }

    fn add(&mut self, mut connection: Connection) -> Result<Id, Failure> {
        let id = self.connections.len();
        let interest = Interest::READABLE | Interest::WRITABLE;
        let registry = self.poll.registry();
        registry.register(&mut connection.stream, Token(id), interest)?;
        self.connections.push(Some(connection));
        Ok(id)
    }

    /// Resets a connection. An orderly end would keep its port for a minute, and the system would take ever
    /// longer to find free ports.
    pub fn close(&mut self, id: Id) -> Result<(), Failure> {
        if let Some(connection) = self.connections[id].take() {
            SockRef::from(&connection.stream).set_linger(Some(Duration::ZERO))?;
        }
        Ok(())
    }

    /// Queues an event with its `arguments`, a JSON array that starts with the name; `number` if an
    /// acknowledgement is wanted.
    pub fn emit(&mut self, id: Id, number: Option<u64>, arguments: &str) {
        if let Some(connection) = &mut self.connections[id] {
            if connection.is_idle() {
                self.unsent.push(id);
            }
            connection.emit(number, arguments);
        }
    }

    /// Sends what is queued, waits for arrivals, for `longest` at most, and tells the scenario of them. False
    /// if nothing has arrived.
    pub fn turn(
        &mut self,
        scenario: &mut impl Scenario,
        longest: Duration,
    ) -> Result<bool, Failure> {
        self.flush()?;
        let mut events = std::mem::replace(&mut self.events, Events::with_capacity(0));
        let end = Instant::now() + longest;
        loop {
            let wait = if self.spins { Duration::ZERO } else { longest };
            self.poll.poll(&mut events, Some(wait))?;
            if !events.is_empty() || Instant::now() >= end {
                break;
            }
        }
        for event in &events {
            let Token(id) = event.token();
            if event.is_writable() {
                self.send(id)?;
            }
            if event.is_readable() {
                self.receive(scenario, id)?;
                // Sent at once, as clients in their own processes would.
                self.flush()?;
            }
        }
        let heard = !events.is_empty();
        self.events = events;
        Ok(heard)
    }

    /// Turns until `done` is true; fails if nothing arrives for `patience`.
    pub fn run<S: Scenario>(
        &mut self,
        scenario: &mut S,
        patience: Duration,
        mut done: impl FnMut(&S) -> bool,
    ) -> Result<(), Failure> {
        let mut last = Instant::now();
        while !done(scenario) {
            if self.turn(scenario, Duration::from_millis(10))? {
                last = Instant::now();
            } else if last.elapsed() > patience {
                return Err(Failure::new(format!(
                    "nothing has arrived for {patience:?}, but something was to come"
                )));
            }
        }
        Ok(())
    }

    /// Turns for this long, whether something arrives or not.
    pub fn rest(&mut self, scenario: &mut impl Scenario, time: Duration) -> Result<(), Failure> {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.turn(scenario, Duration::from_millis(10))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Failure> {
        while let Some(id) = self.unsent.pop() {
            self.send(id)?;
        }
        Ok(())
    }

    fn send(&mut self, id: Id) -> Result<(), Failure> {
        match &mut self.connections[id] {
            Some(connection) => connection.flush(),
            None => Ok(()),
        }
    }

    fn receive(&mut self, scenario: &mut impl Scenario, id: Id) -> Result<(), Failure> {
        let Some(connection) = &mut self.connections[id] else {
            return Ok(());
        };
        connection.fill(&mut self.chunk)?;
        // The buffer is taken out of the connection, so that the scenario can use the pool meanwhile.
        let incoming = connection.take_incoming();
        let mut used = 0;
        while let Some(connection) = &mut self.connections[id] {
            let was_idle = connection.is_idle();
            let (heard, length) = connection.read(&incoming[used..])?;
            if was_idle && !connection.is_idle() {
                self.unsent.push(id);
            }
            used += length;
            match heard {
                Some(Incoming::Connected) => scenario.connected(self, id)?,
                Some(Incoming::Event(arguments)) => scenario.event(self, id, arguments)?,
                Some(Incoming::EventWithAttachment(arguments, attachment)) => {
                    scenario.event_with_attachment(self, id, arguments, attachment)?;
                }
                Some(Incoming::Acknowledgement(number, arguments)) => {
                    scenario.acknowledged(self, id, number, arguments)?;
                }
                None => {
                    connection.give_back(incoming, used);
                    break;
                }
            }
        }
        Ok(())
    }
}
