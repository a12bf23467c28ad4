//! `Ack` is the acknowledgement of a message, as a parameter with which the method answers by hand.

use std::{fmt, marker::PhantomData, sync::Arc};

use super::FromMessage;
use crate::{
    error::{IntoWsError, WsError},
    message::Message,
    reply::AckReply,
    wire::Payload,
};

/// The acknowledgement of a message, sent by hand instead of returned: NestJS's `@Ack()`. Sending consumes the
/// `Ack`, so a message is answered at most once. An `Ack` may be moved into a task and outlive the method. If
/// an `Ack` is dropped unused, a client that waits for the acknowledgement gets an internal error.
///
/// A method that takes an `Ack` returns `()` or `Result<(), E>`. The method's error is the answer if the `Ack`
/// was not used; otherwise the error is sent as the event `exception`.
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

impl<T> Ack<T> {
    /// Answers with `value`, or with several values if `value` is an [`Args`](crate::Args). Nothing happens if
    /// the client does not wait for an acknowledgement.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the caller hands the answer over, although it is only read here"
    )]
    // The bound stands on the method: on the block, a type that cannot be sent would be a method that is missing.
    pub fn send(self, value: T)
    where
        T: Payload + Send + 'static,
    {
        self.reply.send(&value);
    }
}

#[diagnostic::do_not_recommend]
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
pub trait AckHandle: Sized {
    /// Takes a parameter marked `#[ack]`.
    ///
    /// # Errors
    /// The method has another parameter that takes the acknowledgement.
    #[doc(hidden)]
    fn take(message: &mut Message) -> Result<Self, WsError>;
}

#[diagnostic::do_not_recommend]
impl<T> AckHandle for Ack<T> {
    fn take(message: &mut Message) -> Result<Self, WsError> {
        Self::from_message(message)
    }
}
