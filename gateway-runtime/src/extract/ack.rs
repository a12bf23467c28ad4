//! Answering by hand.

use std::{fmt, marker::PhantomData, sync::Arc};

use super::FromMessage;
use crate::{
    error::{IntoWsError, WsError},
    message::Message,
    reply::AckReply,
    wire::Payload,
};

/// The acknowledgement, given by hand instead of returned: NestJS's `@Ack()`. It is consumed when it
/// is used, so a message is answered at most once; and it may outlive the method, moved into a task.
/// A client that asked is told of an internal error if it is dropped unused.
///
/// A method that takes it returns `()` or `Result<(), E>`. Its error is the answer if the `Ack` was
/// not used, else it is sent as `exception`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Orders;
///
/// #[websocket_gateway]
/// impl Orders {
///     #[subscribe_message("order")]
///     async fn order(&self, #[message_body] item: String, #[ack] ack: Ack<String>) {
///         ack.send(format!("{item}: accepted"));
///         // … and the work goes on
///     }
/// }
/// ```
pub struct Ack<T> {
    reply: Arc<AckReply>,
    is_asked_for: bool,
    value: PhantomData<fn(T)>,
}

impl<T> Ack<T> {
    /// Whether the client waits for an acknowledgement.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        self.is_asked_for
    }

    /// Answers with an error.
    pub fn fail(self, error: impl IntoWsError) {
        self.reply.refuse(error.into_ws_error());
    }
}

impl<T: Payload + Send + 'static> Ack<T> {
    /// Answers with `value`; with [`Args`](crate::Args) of several values. Nothing happens if the
    /// client did not ask.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an answer is given away, also if it is only read here"
    )]
    pub fn send(self, value: T) {
        self.reply.send(&value);
    }
}

impl<T> FromMessage for Ack<T> {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        let is_asked_for = message.wants_acknowledgement();
        match message.share_reply() {
            Some(reply) => Ok(Self {
                reply,
                is_asked_for,
                value: PhantomData,
            }),
            None => Err(WsError::internal("a method takes two `Ack` parameters")),
        }
    }
}

impl<T> fmt::Debug for Ack<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ack")
            .field("is_asked_for", &self.is_asked_for)
            .finish_non_exhaustive()
    }
}

/// What a parameter marked `#[ack]` can be.
#[diagnostic::on_unimplemented(
    message = "`#[ack]` marks a parameter of type `Ack<T>`, not `{Self}`",
    label = "not an `Ack<T>`",
    note = "`T` is what the method acknowledges with, for example `Ack<String>`"
)]
pub trait AckHandle: FromMessage {}

impl<T> AckHandle for Ack<T> {}
