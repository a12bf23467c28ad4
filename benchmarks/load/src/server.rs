//! `Server` is a server in a process of its own.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::Failure;

/// How long a server may take to end, also one whose instructions are counted.
const TO_END: Duration = Duration::from_mins(2);

/// A server that was started and has printed where it listens, in the line `listening on IP:PORT`. Dropping
/// this kills the server.
#[derive(Debug)]
pub struct Server {
    process: Child,
    address: SocketAddr,
    /// Kept open: a server that prints more must not fail.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a server, and waits until the server listens.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("{command:?} cannot be started: {error}")))?;
        let Some(output) = process.stdout.take() else {
            return Err(Failure::new("the server has no output"));
        };
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let address = line.trim_end().strip_prefix("listening on ");
        let address = address.and_then(|address| address.parse().ok());
        let Some(address) = address else {
            // The process must not stay behind.
            let _ = process.kill();
            let _ = process.wait();
            return Err(Failure::new(format!(
                "{command:?} did not say where it listens: {line:?}"
            )));
        };
        Ok(Self {
            process,
            address,
            _output: output,
        })
    }

    /// The address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The id of the server's process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Ends the server with SIGTERM, and waits until its process is gone. One that does not go is killed, and that is
    /// a failure.
    pub fn stop(mut self) -> Result<(), Failure> {
        let process = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &process]).status()?;
        let begin = Instant::now();
        while self.process.try_wait()?.is_none() {
            if begin.elapsed() > TO_END {
                return Err(Failure::new(format!(
                    "the server has not ended {TO_END:?} after SIGTERM"
                )));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
