//! `DeadlineStream` is a connection with a write deadline.

use std::{
    any::Any,
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

use super::{read_ahead::ReadAhead, wire::Wire};

/// A connection that fails when its client does not take a single byte for some time: see
/// [the module](super).
///
/// A write, flush or shutdown that has waited for the deadline without any progress is a
/// [`TimedOut`](io::ErrorKind::TimedOut) error. From then on every operation fails with the same error,
/// reading included, and a task that waits to read is woken to see the error. A connection that nothing is
/// written to has no deadline.
///
/// While more arrives than the reader asks for at once, the stream reads in larger pieces: the buffers of
/// WebSockets are small, since every connection has one.
#[derive(Debug)]
pub struct DeadlineStream<S> {
    stream: S,
    ahead: ReadAhead,
    deadline: Duration,
    /// The end of the deadline, made only while a write waits: connections are many, and most are idle.
    timer: Option<Pin<Box<Sleep>>>,
    reader: Option<Waker>,
    is_over: bool,
    /// The handle to end the connection, if somebody has asked for it.
    wire: Option<Wire>,
}

impl<S> DeadlineStream<S> {
    /// Gives `stream` a write deadline.
    #[must_use]
    pub fn new(stream: S, deadline: Duration) -> Self {
        Self {
            stream,
            ahead: ReadAhead::default(),
            deadline,
            timer: None,
            reader: None,
            is_over: false,
            wire: None,
        }
    }

    /// A handle to end the connection. A stream without one pays nothing for it.
    pub(crate) fn wire(&mut self) -> Wire {
        self.wire.get_or_insert_with(Wire::new).clone()
    }

    /// The connection itself, for example to set an option of it.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }
}

impl<S: Unpin + 'static> DeadlineStream<S> {
    /// Attempts something that may have to wait for the client to read, and ends the connection once that
    /// wait is too long.
    fn in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        attempt: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if self.is_over {
            return Poll::Ready(Err(too_late()));
        }
        let outcome = attempt(Pin::new(&mut self.stream), context);
        if outcome.is_ready() {
            self.timer = None;
            return outcome;
        }
        let deadline = self.deadline;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(deadline)));
        ready!(timer.as_mut().poll(context));
        self.end();
        Poll::Ready(Err(too_late()))
    }

    fn end(&mut self) {
        tracing::debug!(after = ?self.deadline, "a client takes no bytes and is cut off");
        self.is_over = true;
        self.timer = None;
        discard_unsent(&self.stream);
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

/// Lets the system discard what it has buffered for the client when the connection is dropped. Otherwise the
/// system would offer those bytes to the client for minutes, and keep their memory.
fn discard_unsent(stream: &dyn Any) {
    if let Some(stream) = stream.downcast_ref::<TcpStream>()
        && let Err(error) = stream.set_zero_linger()
    {
        tracing::debug!(%error, "SO_LINGER cannot be set");
    }
}

fn too_late() -> io::Error {
    io::Error::new(
        io::ErrorKind::TimedOut,
        "the client has not taken a byte before the write deadline",
    )
}

impl<S: AsyncRead + Unpin> AsyncRead for DeadlineStream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.is_over {
            return Poll::Ready(Err(too_late()));
        }
        if this.wire.as_ref().is_some_and(Wire::is_over) {
            return Poll::Ready(Ok(()));
        }
        // In one place, with or without a wire, so that the compiler inlines it.
        let outcome = this.ahead.poll_read(&mut this.stream, context, buffer);
        if let Some(wire) = &this.wire
            && wire.ends_after_read(outcome.is_ready(), context)
        {
            return Poll::Ready(Ok(()));
        }
        if outcome.is_pending() {
            match &mut this.reader {
                Some(reader) => reader.clone_from(context.waker()),
                absent => *absent = Some(context.waker().clone()),
            }
        }
        outcome
    }
}

impl<S: AsyncWrite + Unpin + 'static> AsyncWrite for DeadlineStream<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.get_mut()
            .in_time(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.get_mut().in_time(context, |stream, context| {
            stream.poll_write_vectored(context, bytes)
        })
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().in_time(context, S::poll_flush)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().in_time(context, S::poll_shutdown)
    }
}
