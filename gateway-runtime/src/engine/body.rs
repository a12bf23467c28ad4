//! The body of a request to the gateways, for a time and up to a length.

use std::{
    collections::VecDeque,
    fmt, mem,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Buf as _, Bytes};
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::{
    connects::{Connects, TooMuch},
    old_text,
    refusal::Refusal,
};

/// A body that fails when it is not complete in time, has more bytes than it may have, or asks for more than
/// any client needs. The protocol library ends the session then.
///
/// Without a time a client that sends half a body holds the memory of that half for as long as it likes.
pub(crate) struct RequestBody<B> {
    body: B,
    /// How long it may take in all.
    time: Duration,
    /// There only once a body did not come together with its head.
    timer: Option<Pin<Box<Sleep>>>,
    /// How many bytes it may still have.
    rest: usize,
    connects: Connects,
    form: Form,
    fault: Fault,
}

/// How packets are in a body.
#[derive(Debug)]
pub(super) enum Form {
    /// As the protocol library takes them, piece by piece.
    AsItComes,
    /// Text of Engine.IO 3, which is complete before it is passed on.
    OldText(OldText),
}

impl Form {
    pub(super) fn old_text() -> Self {
        Self::OldText(OldText::Arriving(Vec::new()))
    }
}

#[derive(Debug)]
pub(super) enum OldText {
    Arriving(Vec<u8>),
    Complete(VecDeque<Bytes>),
}

/// What has gone wrong with a body, as the request is refused for it: the protocol library does not say.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault(Arc<OnceLock<Refusal>>);

impl Fault {
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.0.get().copied()
    }
}

impl<B> RequestBody<B> {
    pub(super) fn new(body: B, form: Form, time: Duration, length: usize) -> Self {
        Self {
            body,
            time,
            timer: None,
            rest: length,
            connects: Connects::default(),
            form,
            fault: Fault::default(),
        }
    }

    /// Tells later what has gone wrong.
    pub(super) fn fault(&self) -> Fault {
        self.fault.clone()
    }

    fn fail(&self, refusal: Refusal) -> Unreadable {
        // What has gone wrong first is what the client is told.
        let _ = self.fault.0.set(refusal);
        Unreadable
    }
}

impl<B: Body + Unpin> RequestBody<B> {
    /// The next bytes that arrive, in time and within the length; nothing at the end.
    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Unreadable>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(_))) => return Poll::Ready(Err(Unreadable)),
                Poll::Ready(None) => return Poll::Ready(Ok(None)),
                Poll::Pending => {
                    let time = self.time;
                    let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(time)));
                    ready!(timer.as_mut().poll(context));
                    return Poll::Ready(Err(self.fail(Refusal::TooSlow)));
                }
            };
            // Trailers are nothing to the protocol.
            let Ok(mut data) = frame.into_data() else {
                continue;
            };
            let length = data.remaining();
            let Some(rest) = self.rest.checked_sub(length) else {
                return Poll::Ready(Err(self.fail(Refusal::TooLong)));
            };
            self.rest = rest;
            return Poll::Ready(Ok(Some(data.copy_to_bytes(length))));
        }
    }

    /// The next bytes for the protocol library.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Unreadable>> {
        loop {
            match &mut self.form {
                Form::AsItComes => {
                    let bytes = ready!(self.poll_bytes(context))?;
                    let read = bytes.as_ref().map(|bytes| self.connects.read(bytes));
                    read.transpose()
                        .map_err(|TooMuch| self.fail(Refusal::BadRequest))?;
                    return Poll::Ready(Ok(bytes));
                }
                Form::OldText(OldText::Complete(packets)) => {
                    return Poll::Ready(Ok(packets.pop_front()));
                }
                Form::OldText(OldText::Arriving(_)) => {}
            }
            let bytes = ready!(self.poll_bytes(context))?;
            let Form::OldText(OldText::Arriving(text)) = &mut self.form else {
                continue;
            };
            if let Some(bytes) = bytes {
                text.extend_from_slice(&bytes);
                continue;
            }
            let text = Bytes::from(mem::take(text));
            let packets = self.complete(&text)?;
            self.form = Form::OldText(OldText::Complete(packets));
        }
    }

    fn complete(&mut self, text: &Bytes) -> Result<VecDeque<Bytes>, Unreadable> {
        let packets = old_text::packets(text).ok_or_else(|| self.fail(Refusal::BadRequest))?;
        for (_, packet) in &packets {
            let read = self.connects.read_packet(packet);
            read.map_err(|TooMuch| self.fail(Refusal::BadRequest))?;
        }
        Ok(packets.into_iter().map(|(framed, _)| framed).collect())
    }
}

impl<B: Body + Unpin> Body for RequestBody<B> {
    type Data = Bytes;
    type Error = Unreadable;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Unreadable>>> {
        let next = self.get_mut().poll_next(context);
        next.map(|next| next.transpose().map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.form, Form::AsItComes) && self.body.is_end_stream()
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

/// There is no more of a body. If that is the client's fault and not the connection's, the [`Fault`] says why.
#[derive(Debug)]
pub(crate) struct Unreadable;
