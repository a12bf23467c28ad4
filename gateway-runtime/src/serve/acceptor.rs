//! `Acceptor` is a TCP listener that does not give up when the system cannot accept a connection.

use std::{io, net::SocketAddr, time::Duration};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};

use crate::seldom::Seldom;

/// How long the listener waits after the system could not accept a connection.
const PAUSE: Duration = Duration::from_millis(100);
/// The least time between two log lines.
const BETWEEN_ERRORS: Duration = Duration::from_mins(1);

/// The TCP listener within an [`AppListener`](super::AppListener).
///
/// When accepting fails, for example because the process has no file descriptor left, the connections that are
/// open are still served, and accepting is tried again ten times a second, with at most one line in the log a
/// minute.
#[derive(Debug)]
pub struct Acceptor {
    listener: TcpListener,
    errors: Seldom,
}

impl Acceptor {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self {
            listener,
            errors: Seldom::new(BETWEEN_ERRORS),
        }
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
                    if self.errors.is_due() {
                        tracing::error!(
                            %error,
                            "no connection can be accepted; those that are open are served, and accepting is \
                             tried again; this is logged once a minute at the most"
                        );
                    }
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Whether an error concerns one connection alone, so that the next can be accepted at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
