//! `Redis` is a Redis server in a process of its own, and `Watch` measures what servers publish there.

use std::{
    collections::HashMap,
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle, sleep},
    time::{Duration, Instant},
};

use crate::{Failure, number::real};

const PATIENCE: Duration = Duration::from_secs(10);

/// A Redis server on a free port, which keeps nothing. Dropping this kills the server.
#[derive(Debug)]
pub struct Redis {
    process: Child,
    address: SocketAddr,
}

impl Redis {
    /// Starts `redis-server`, which the command runs, and waits until Redis answers.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        // The port is free again when the listener is dropped.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let port = address.port().to_string();
        let process = command
            .args(["--port", &port, "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no"])
            .current_dir(env::temp_dir())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("{command:?} cannot be started: {error}")))?;
        let mut redis = Self { process, address };
        let end = Instant::now() + PATIENCE;
        while !redis.answers() {
            // Another program may have taken the port meanwhile, and may even be a Redis server.
            if let Some(status) = redis.process.try_wait()? {
                return Err(Failure::new(format!("redis-server has ended: {status}")));
            }
            if Instant::now() > end {
                return Err(Failure::new("redis-server does not answer"));
            }
            sleep(Duration::from_millis(10));
        }
        Ok(redis)
    }

    /// Whether this very server answers: it tells the id of its process.
    fn answers(&self) -> bool {
        let ask = || -> Result<bool, Failure> {
            let mut stream = connect(self.address)?;
            stream.write_all(b"INFO server\r\nQUIT\r\n")?;
            let mut told = String::new();
            stream.read_to_string(&mut told)?;
            let process = format!("process_id:{}", self.process.id());
            Ok(told.lines().any(|line| line == process))
        };
        ask().unwrap_or(false)
    }

    /// The address that Redis listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The id of the process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// The address in the form that servers want.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://{}", self.address)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // Redis may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A thread that reads everything that is published until it has read a number of messages.
#[derive(Debug)]
pub(crate) struct Watch {
    count: u64,
    bytes: JoinHandle<Result<u64, Failure>>,
}

impl Watch {
    /// Subscribes, and reads the next `count` messages.
    pub(crate) fn start(address: SocketAddr, count: u64) -> Result<Self, Failure> {
        let mut stream = connect(address)?;
        stream.write_all(b"PSUBSCRIBE *\r\n")?;
        let mut replies = BufReader::new(stream);
        if array(&mut replies)? != 3 || bulk(&mut replies)? != b"psubscribe" {
            return Err(Failure::new("Redis lets nobody subscribe"));
        }
        bulk(&mut replies)?;
        line(&mut replies)?;
        let read = move || -> Result<u64, Failure> {
            let mut bytes = 0;
            for _ in 0..count {
                // `pmessage`, the pattern, the channel, the content.
                if array(&mut replies)? != 4 {
                    return Err(Failure::new("Redis sent something else than a message"));
                }
                for _ in 0..3 {
                    bulk(&mut replies)?;
                }
                bytes += bulk(&mut replies)?.len() as u64;
            }
            Ok(bytes)
        };
        Ok(Self {
            count,
            bytes: thread::spawn(read),
        })
    }

    /// How many bytes a message had, without the channel's name; waits for the last message.
    pub(crate) fn bytes_each(self) -> Result<f64, Failure> {
        let bytes = self.bytes.join();
        let bytes = bytes.map_err(|_| Failure::new("the watch of Redis has ended"))??;
        Ok(real(bytes) / real(self.count.max(1)))
    }
}

/// How often Redis has run each command since it was started, by their names.
pub(crate) fn commands(address: SocketAddr) -> Result<HashMap<String, u64>, Failure> {
    let mut stream = connect(address)?;
    stream.write_all(b"INFO commandstats\r\nQUIT\r\n")?;
    let mut told = String::new();
    stream.read_to_string(&mut told)?;
    Ok(told.lines().filter_map(command).collect())
}

/// A line such as `cmdstat_publish:calls=17,usec=34,..`.
fn command(line: &str) -> Option<(String, u64)> {
    let (name, statistics) = line.strip_prefix("cmdstat_")?.split_once(":calls=")?;
    let (calls, _) = statistics.split_once(',')?;
    Some((name.to_owned(), calls.parse().ok()?))
}

fn connect(address: SocketAddr) -> Result<TcpStream, Failure> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

fn line(replies: &mut BufReader<TcpStream>) -> Result<String, Failure> {
    let mut line = String::new();
    replies.read_line(&mut line)?;
    match line.strip_suffix("\r\n") {
        Some(line) => Ok(line.to_owned()),
        None => Err(Failure::new("Redis closed a connection")),
    }
}

/// How many elements the array has that comes next.
fn array(replies: &mut BufReader<TcpStream>) -> Result<usize, Failure> {
    length(replies, '*')
}

/// The string that comes next.
fn bulk(replies: &mut BufReader<TcpStream>) -> Result<Vec<u8>, Failure> {
    let mut content = vec![0; length(replies, '$')?];
    replies.read_exact(&mut content)?;
    line(replies)?;
    Ok(content)
}

fn length(replies: &mut BufReader<TcpStream>, kind: char) -> Result<usize, Failure> {
    let line = line(replies)?;
    let length = line.strip_prefix(kind);
    let length = length.and_then(|length| length.parse().ok());
    length.ok_or_else(|| Failure::new(format!("Redis answered {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_and_its_calls_are_read() {
        let line = "cmdstat_publish:calls=17,usec=34,usec_per_call=2.00,rejected_calls=0";
        assert_eq!(command(line), Some(("publish".to_owned(), 17)));
        assert_eq!(command("# Commandstats"), None);
    }
}
