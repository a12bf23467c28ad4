//! `SendError` is why something was not sent to a client, and `AnswerError` why a client has not answered.

use socketioxide::{AckError, SocketError};

use crate::error::{BoxError, EmitError};

/// Why something was not sent.
#[derive(Debug)]
pub(crate) enum SendError {
    /// The connection's buffer has no room at the moment.
    Full,
    /// The socket has left.
    Closed,
    /// The payload cannot be written.
    Serialize(BoxError),
}

impl From<SocketError> for SendError {
    fn from(error: SocketError) -> Self {
        match error {
            SocketError::InternalChannelFull => Self::Full,
            SocketError::Closed => Self::Closed,
        }
    }
}

impl From<socketioxide::SendError> for SendError {
    fn from(error: socketioxide::SendError) -> Self {
        match error {
            socketioxide::SendError::Serialize(error) => Self::Serialize(error.into()),
            socketioxide::SendError::Socket(error) => error.into(),
        }
    }
}

impl From<SendError> for EmitError {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Serialize(error) => Self::Serialize(error),
            // What finds the buffer full waits in the outbox wherever we send, so only a closed connection is
            // left here.
            SendError::Full | SendError::Closed => Self::Disconnected,
        }
    }
}

/// Why a client has not answered.
#[derive(Debug)]
pub(crate) enum AnswerError {
    /// Nothing was sent: the connection's buffer has no room at the moment.
    Full,
    /// The socket has left.
    Closed,
    /// The time for the answer is over.
    Timeout,
    /// The answer cannot be read.
    Undecodable(BoxError),
}

impl From<AckError> for AnswerError {
    fn from(error: AckError) -> Self {
        match error {
            AckError::Decode(error) => Self::Undecodable(error.into()),
            AckError::Timeout => Self::Timeout,
            AckError::Socket(SocketError::InternalChannelFull) => Self::Full,
            AckError::Socket(SocketError::Closed) => Self::Closed,
        }
    }
}

impl From<AnswerError> for EmitError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Undecodable(error) => Self::Acknowledgement(error),
            AnswerError::Timeout => Self::Timeout,
            AnswerError::Full | AnswerError::Closed => Self::Disconnected,
        }
    }
}
