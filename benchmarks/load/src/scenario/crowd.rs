//! `Crowd` measures a server that many clients are connected to: at rest, when all of them are to hear something, and
//! when all of them come back after the server was ended.

use std::{
    net::SocketAddr,
    process::Command,
    time::{Duration, Instant},
};

use super::{AT_A_TIME, PATIENCE, Report, SETTLE, listeners::Listeners, meter::Meter};
use crate::{Failure, number::real, pool::Pool, server::Server, usage};

/// How many clients are connected before anything is measured, so that the server has all its threads.
const FIRST: usize = 16;
/// How many broadcasts are measured, after one that is not.
const SAID: u64 = 5;
/// The time over which clients come back: those of Node do it 0.5 to 1.5 seconds after they were cut off.
const SPREAD: Duration = Duration::from_secs(1);
/// How long nothing may happen while clients come back: a client whose request was lost asks again after a second, and
/// then after three.
const BACK_PATIENCE: Duration = Duration::from_secs(30);

/// The options of this load.
#[derive(Clone, Debug)]
pub struct Crowd {
    /// The program of the server and its arguments; the port is where they say `PORT`.
    pub server: Vec<String>,
    /// How many clients are measured.
    pub connections: usize,
    /// How long the server has to settle.
    pub settle: Duration,
    /// How long the server at rest is looked at. If this is the time between pings, or a multiple, then every client is
    /// asked for a sign of life as often as every other.
    pub rest: Duration,
}

impl Crowd {
    /// Runs to the end. Fails unless all clients stay connected, hear everything once, and come back.
    pub fn run(&self) -> Result<Report, Failure> {
        let server = self.start(0)?;
        let address = server.address();
        let mut pool = Pool::new(address, false)?;
        let mut load = Listeners::new();
        open(&mut pool, &mut load, address, FIRST)?;
        pool.rest(&mut load, self.settle)?;
        let before = memory(&server)?;
        open(&mut pool, &mut load, address, self.connections)?;
        pool.rest(&mut load, self.settle)?;
        let grown = memory(&server)?.saturating_sub(before);
        let count = self.connections as u64;
        let mut report = vec![
            ("connections", real(count)),
            ("bytes_each", real(grown) / real(count.max(1))),
        ];

        let meter = Meter::start(Some(server.process()));
        pool.rest(&mut load, self.rest)?;
        let spent = meter.stop();
        report.extend(spent.processor_time.map(|time| {
            let part = time.as_secs_f64() / spent.time.as_secs_f64();
            ("rest_percent", 100.0 * part)
        }));
        // Else the server would wake this thread for each client, which costs more than to send something.
        pool.spin(true);
        report.extend(broadcasts(&server, &mut pool, &mut load)?);
        report.extend(self.comes_back(server, &mut pool, &mut load)?);
        Ok(report)
    }

    fn start(&self, port: u16) -> Result<Server, Failure> {
        let [program, arguments @ ..] = &self.server[..] else {
            return Err(Failure::new("the server's program is missing, after `--`"));
        };
        let port = port.to_string();
        let word = |word: &String| {
            if word == "PORT" {
                port.clone()
            } else {
                word.clone()
            }
        };
        Server::start(Command::new(program).args(arguments.iter().map(word)))
    }

    /// Ends the server, starts it again, and lets all clients come back.
    fn comes_back(
        &self,
        server: Server,
        pool: &mut Pool,
        load: &mut Listeners,
    ) -> Result<Report, Failure> {
        let address = server.address();
        drop(server);
        let count = load.connected;
        for id in 0..count {
            pool.close(id)?;
        }
        load.connected = 0;
        let server = self.start(address.port())?;
        let began = Instant::now();
        let mut opened = 0;
        let mut last = (0, began);
        while load.connected < count {
            let share = began.elapsed().as_secs_f64() / SPREAD.as_secs_f64();
            while opened < count && real(opened as u64) <= share * real(count as u64) {
                pool.begin_at(address)?;
                opened += 1;
            }
            pool.turn(load, Duration::from_millis(1))?;
            if load.connected > last.0 {
                last = (load.connected, Instant::now());
            } else if last.1.elapsed() > BACK_PATIENCE {
                return Err(Failure::new(format!(
                    "{} of {count} clients have come back, and no more do",
                    load.connected
                )));
            }
        }
        let time = began.elapsed();
        // Everyone is really there.
        pool.rest(load, SETTLE)?;
        let mut report = vec![("back_seconds", time.as_secs_f64())];
        let spent = usage::processor_time(server.process());
        report.extend(spent.map(|spent| {
            let each = spent.as_secs_f64() * 1e6 / real(count as u64);
            ("back_microseconds", each)
        }));
        Ok(report)
    }
}

/// Connects this many clients.
fn open(
    pool: &mut Pool,
    load: &mut Listeners,
    address: SocketAddr,
    count: usize,
) -> Result<(), Failure> {
    let goal = load.connected + count;
    let mut left = count;
    while left > 0 {
        let now = left.min(AT_A_TIME);
        for _ in 0..now {
            pool.begin_at(address)?;
        }
        left -= now;
        pool.run(load, PATIENCE, |load| load.connected == goal - left)?;
    }
    pool.rest(load, SETTLE)
}

/// Lets everyone hear something, several times.
fn broadcasts(server: &Server, pool: &mut Pool, load: &mut Listeners) -> Result<Report, Failure> {
    let mut times = Vec::new();
    let mut spent = Duration::ZERO;
    for number in 0..=SAID {
        let meter = Meter::start(Some(server.process()));
        load.shout(pool)?;
        let last = meter.elapsed();
        // What the server does after the last delivery belongs to the broadcast too.
        pool.rest(load, SETTLE)?;
        if number > 0 {
            times.push(last);
            spent += meter.stop().processor_time.unwrap_or_default();
        }
    }
    load.check()?;
    times.sort();
    let delivered = SAID * load.connected as u64;
    Ok(vec![
        (
            "broadcast_milliseconds",
            times[times.len() / 2].as_secs_f64() * 1e3,
        ),
        (
            "broadcast_microseconds",
            spent.as_secs_f64() * 1e6 / real(delivered),
        ),
    ])
}

fn memory(server: &Server) -> Result<u64, Failure> {
    usage::resident_memory(server.process())
        .ok_or_else(|| Failure::new("the memory of the server cannot be read from /proc"))
}
