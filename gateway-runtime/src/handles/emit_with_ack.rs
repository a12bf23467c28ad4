//! `Socket` emits to its client and waits for the acknowledgement; `SocketWithTimeout` waits for a time.

use std::{pin::pin, time::Duration};

use super::socket::Socket;
#[cfg(feature = "admin-ui")]
use crate::protocol::Recipients;
use crate::{
    error::EmitError,
    protocol::AnswerError,
    wire::{Acknowledgement, Borrowed, Payload, acknowledged},
};

/// How long an emit that waits for its acknowledgement waits for room in a full buffer before it
/// looks again.
const FULL_BUFFER_PAUSE: Duration = Duration::from_millis(4);
/// How often an emit that waits for its acknowledgement looks whether the client is still there.
const LEFT_PAUSE: Duration = Duration::from_millis(100);

impl<G: ?Sized> Socket<G> {
    /// Emits `event` and waits for the client's acknowledgement: the first argument that the client calls its
    /// callback with, or several as [`Args`](crate::Args) of a tuple. See [`Acknowledgement`].
    ///
    /// # Errors
    /// As [`emit`](Self::emit); [`EmitError::Timeout`] after the server's acknowledgement timeout (5 s),
    /// [`EmitError::Acknowledgement`] if the client answers something else than `R`.
    pub async fn emit_with_ack<T: Payload + ?Sized, R: Acknowledgement>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<R, EmitError> {
        self.emit_with_ack_within(None, event, payload).await
    }

    /// Sets how long the acknowledgement of the next emit may take: `socket.timeout(time).emit_with_ack(..)`.
    #[must_use]
    pub fn timeout(&self, timeout: Duration) -> SocketWithTimeout<'_, G> {
        SocketWithTimeout {
            socket: self,
            timeout,
        }
    }

    async fn emit_with_ack_within<T: Payload + ?Sized, R: Acknowledgement>(
        &self,
        timeout: Option<Duration>,
        event: &str,
        payload: &T,
    ) -> Result<R, EmitError> {
        self.check()?;
        let namespace = self.session.namespace();
        let event = namespace.encode(event, &Borrowed(payload))?;
        #[cfg(feature = "admin-ui")]
        namespace.note_sent(&event, &Recipients::of_socket(self.id()));
        loop {
            let answer = namespace.protocol().ask(self.id(), event.clone(), timeout);
            match self.while_connected(answer).await? {
                Err(AnswerError::Full) => {
                    tokio::time::sleep(FULL_BUFFER_PAUSE).await;
                }
                answer => return acknowledged(&answer?).map_err(EmitError::from),
            }
        }
    }

    /// Waits for an answer, until the client has left: the protocol library would let it run into the
    /// timeout.
    async fn while_connected<F: Future>(&self, answer: F) -> Result<F::Output, EmitError> {
        let mut answer = pin!(answer);
        loop {
            self.check()?;
            if let Ok(answer) = tokio::time::timeout(LEFT_PAUSE, answer.as_mut()).await {
                return Ok(answer);
            }
        }
    }
}

/// A socket with a timeout for acknowledgements: see [`Socket::timeout`].
pub struct SocketWithTimeout<'a, G: ?Sized = ()> {
    socket: &'a Socket<G>,
    timeout: Duration,
}

impl<G: ?Sized> SocketWithTimeout<'_, G> {
    /// As [`Socket::emit_with_ack`].
    ///
    /// # Errors
    /// As [`Socket::emit_with_ack`].
    pub async fn emit_with_ack<T: Payload + ?Sized, R: Acknowledgement>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<R, EmitError> {
        self.socket
            .emit_with_ack_within(Some(self.timeout), event, payload)
            .await
    }
}
