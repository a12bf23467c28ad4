//! A TCP listener that goes on accepting when the system has nothing left to accept with.

use std::{io, net::SocketAddr, time::Duration};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

/// How long nothing is accepted after the system could not.
const PAUSE: Duration = Duration::from_millis(100);
/// How often the log is told.
const SAY_AGAIN: Duration = Duration::from_mins(1);

/// The listener within an [`AppListener`](super::AppListener).
///
/// When the process has no file descriptor left, say, those who are connected are served on, and accepting
/// is tried again ten times a second, with one line in the log a minute.
#[derive(Debug)]
pub struct Acceptor {
    listener: TcpListener,
    /// When the log was told last.
    said: Option<Instant>,
}

impl Acceptor {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self {
            listener,
            said: None,
        }
    }

    fn report(&mut self, error: &io::Error) {
        if self.said.is_some_and(|said| said.elapsed() < SAY_AGAIN) {
            return;
        }
        self.said = Some(Instant::now());
        tracing::error!(
            %error,
            "no connection can be accepted; those that are open are served, and accepting is tried again"
        );
    }
}

impl Listener for Acceptor {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(accepted) => return accepted,
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    self.report(&error);
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Whether the next connection may be accepted at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
