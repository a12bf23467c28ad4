//! `RequestBody` is the body of a request to the gateways, limited in time and in length.

use std::{
    collections::VecDeque,
    fmt, mem,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::{
    any_body::AnyBody,
    connects::{Connects, TooMuch},
    refusal::Refusal,
    text_v3,
};

/// A body that fails when it is not complete in time, is too long, or asks for more than any client needs.
/// The protocol library then ends the session.
///
/// Without the limit in time, a client that sends half a body could make the server keep that half for as
/// long as the client likes.
pub(crate) struct RequestBody {
    body: AnyBody,
    /// How long the whole body may take.
    time: Duration,
    /// The end of that time, made only if the body did not arrive together with its head.
    timer: Option<Pin<Box<Sleep>>>,
    /// How many more bytes the body may have.
    rest: usize,
    connects: Connects,
    form: Form,
    fault: Fault,
}

/// The form that packets have in a body.
#[derive(Debug)]
pub(super) enum Form {
    /// The form of Engine.IO 4, which is passed on piece by piece, as it arrives.
    AsItComes,
    /// Text of Engine.IO 3, which is passed on once it is complete.
    TextV3(TextV3),
}

impl Form {
    pub(super) fn text_v3() -> Self {
        Self::TextV3(TextV3::Arriving(Vec::new()))
    }
}

/// A body of Engine.IO 3.
#[derive(Debug)]
pub(super) enum TextV3 {
    /// The part that has arrived.
    Arriving(Vec<u8>),
    /// The packets that are still to be passed on.
    Complete(VecDeque<Bytes>),
}

/// What is wrong with a body, for the answer to its request: the protocol library's answer does not say it.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault(Arc<OnceLock<Refusal>>);

impl Fault {
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.0.get().copied()
    }
}

impl RequestBody {
    pub(super) fn new(body: AnyBody, form: Form, time: Duration, length: usize) -> Self {
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

    /// A handle that tells later what went wrong with the body.
    pub(super) fn fault(&self) -> Fault {
        self.fault.clone()
    }

    fn fail(&self, refusal: Refusal) -> Unreadable {
        // The client is told the first fault; later ones follow from it.
        let _ = self.fault.0.set(refusal);
        Unreadable
    }

    /// The next bytes that arrive, within the limits; `None` at the end.
    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Unreadable>> {
        let bytes = match self.body.poll_bytes(context) {
            Poll::Ready(Some(Ok(bytes))) => bytes,
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
            Poll::Ready(None) => return Poll::Ready(Ok(None)),
            Poll::Pending => {
                let time = self.time;
                let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(time)));
                ready!(timer.as_mut().poll(context));
                return Poll::Ready(Err(self.fail(Refusal::TooSlow)));
            }
        };
        let Some(rest) = self.rest.checked_sub(bytes.len()) else {
            return Poll::Ready(Err(self.fail(Refusal::TooLong)));
        };
        self.rest = rest;
        Poll::Ready(Ok(Some(bytes)))
    }

    /// The next bytes for the protocol library; `None` at the end.
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
                Form::TextV3(TextV3::Complete(packets)) => {
                    return Poll::Ready(Ok(packets.pop_front()));
                }
                Form::TextV3(TextV3::Arriving(_)) => {}
            }
            let bytes = ready!(self.poll_bytes(context))?;
            let Form::TextV3(TextV3::Arriving(text)) = &mut self.form else {
                continue;
            };
            if let Some(bytes) = bytes {
                text.extend_from_slice(&bytes);
                continue;
            }
            let text = Bytes::from(mem::take(text));
            let packets = self.complete(&text)?;
            self.form = Form::TextV3(TextV3::Complete(packets));
        }
    }

    fn complete(&mut self, text: &Bytes) -> Result<VecDeque<Bytes>, Unreadable> {
        let packets = text_v3::packets(text).ok_or_else(|| self.fail(Refusal::BadRequest))?;
        for (_, packet) in &packets {
            let read = self.connects.read_packet(packet);
            read.map_err(|TooMuch| self.fail(Refusal::BadRequest))?;
        }
        Ok(packets.into_iter().map(|(framed, _)| framed).collect())
    }
}

impl Body for RequestBody {
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

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}

/// The rest of a body cannot be read. If that is the client's fault and not the connection's, the [`Fault`] of
/// the body says why.
#[derive(Debug)]
pub(crate) struct Unreadable;
