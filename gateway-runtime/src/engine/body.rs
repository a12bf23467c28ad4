//! The body of a request to the gateways, for a time and up to a length.

use std::{
    fmt,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::Relaxed},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::Buf as _;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::refusal::Refusal;

/// A body that fails when it is not complete in time, or has more bytes than it may have. The protocol
/// library ends the session then.
///
/// Without a time a client that sends half a body holds the memory of that half for as long as it likes.
pub(crate) struct RequestBody<B> {
    body: B,
    /// How long it may take in all.
    time: Duration,
    /// There only once a body did not come together with its head.
    timer: Option<Pin<Box<Sleep>>>,
    /// How many bytes it may still have.
    rest: u64,
    fault: Fault,
}

/// What has gone wrong with a body: the protocol library does not say.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault(Arc<AtomicU8>);

const TOO_SLOW: u8 = 1;
const TOO_LONG: u8 = 2;

impl Fault {
    fn set(&self, fault: u8) {
        self.0.store(fault, Relaxed);
    }

    /// How the request is refused for it.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        match self.0.load(Relaxed) {
            TOO_SLOW => Some(Refusal::TooSlow),
            TOO_LONG => Some(Refusal::TooLong),
            _ => None,
        }
    }
}

impl<B> RequestBody<B> {
    pub(super) fn new(body: B, time: Duration, length: usize) -> Self {
        Self {
            body,
            time,
            timer: None,
            rest: u64::try_from(length).unwrap_or(u64::MAX),
            fault: Fault::default(),
        }
    }

    /// Tells later what has gone wrong.
    pub(super) fn fault(&self) -> Fault {
        self.fault.clone()
    }
}

impl<B: Body + Unpin> Body for RequestBody<B> {
    type Data = B::Data;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, Self::Error>>> {
        let this = self.get_mut();
        let frame = match Pin::new(&mut this.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => frame,
            Poll::Ready(Some(Err(_))) => return Poll::Ready(Some(Err(BodyError::Broken))),
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => {
                let time = this.time;
                let timer = this.timer.get_or_insert_with(|| Box::pin(sleep(time)));
                return timer.as_mut().poll(context).map(|()| {
                    this.fault.set(TOO_SLOW);
                    Some(Err(BodyError::TooSlow))
                });
            }
        };
        if let Some(data) = frame.data_ref() {
            let length = u64::try_from(data.remaining()).unwrap_or(u64::MAX);
            let Some(rest) = this.rest.checked_sub(length) else {
                this.fault.set(TOO_LONG);
                return Poll::Ready(Some(Err(BodyError::TooLong)));
            };
            this.rest = rest;
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> fmt::Debug for RequestBody<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}

/// Why there is no more of a body.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// The connection has ended, or what it sent is no body.
    Broken,
    TooSlow,
    TooLong,
}
