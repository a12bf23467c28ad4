//! `Acknowledgements` are the clients' answers to a broadcast.

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use futures_util::StreamExt;

use crate::{
    error::{EmitError, SharingError},
    protocol::{AnswerError, Packet, SocketId},
    wire::{Acknowledgement, acknowledged},
};

type Answers = Pin<Box<dyn Stream<Item = (Option<SocketId>, Result<Packet, AnswerError>)> + Send>>;

/// The clients' answers to a broadcast, in the order of their arrival: a stream that ends when all clients have
/// answered or the timeout is over. Each answer comes with the id of the socket that has given it; the id is `None`
/// where the client is connected to a server of [Node](crate::RedisOptions::node_compatible), which does not tell.
#[must_use = "answers are received when the stream is polled"]
pub struct Acknowledgements<R> {
    answers: Option<Answers>,
    shared: Result<(), SharingError>,
    answer: PhantomData<fn() -> R>,
}

impl<R: Acknowledgement> Acknowledgements<R> {
    pub(super) fn new(
        answers: impl Stream<Item = (Option<SocketId>, Result<Packet, AnswerError>)> + Send + 'static,
        shared: Result<(), SharingError>,
    ) -> Self {
        Self {
            answers: Some(Box::pin(answers)),
            shared,
            answer: PhantomData,
        }
    }

    /// The answers to a broadcast that went to nobody.
    pub(super) fn none() -> Self {
        Self {
            answers: None,
            shared: Ok(()),
            answer: PhantomData,
        }
    }

    /// Whether the other servers got the broadcast too. Always `Ok` when there are no other servers.
    ///
    /// # Errors
    /// [`SharingError`] if only the clients of this server got the broadcast, because the backend could not be
    /// reached.
    pub fn shared(&self) -> Result<(), &SharingError> {
        self.shared.as_ref().copied()
    }

    /// Waits for the end of the stream and returns all answers.
    pub async fn all(self) -> Vec<(Option<SocketId>, Result<R, EmitError>)> {
        self.collect().await
    }
}

impl<R: Acknowledgement> Stream for Acknowledgements<R> {
    type Item = (Option<SocketId>, Result<R, EmitError>);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(answers) = &mut self.answers else {
            return Poll::Ready(None);
        };
        answers.as_mut().poll_next(context).map(|answer| {
            let (id, answer) = answer?;
            let answer = answer
                .map_err(EmitError::from)
                .and_then(|value| acknowledged(&value).map_err(EmitError::from));
            Some((id, answer))
        })
    }
}

impl<R> fmt::Debug for Acknowledgements<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgements")
            .field("shared", &self.shared)
            .finish_non_exhaustive()
    }
}
