//! `SharedDataError` is why what a socket has shared cannot be read.

/// What a socket has shared does not decode as the type that [`RemoteSocket::data`](crate::RemoteSocket::data) was asked
/// for. In a method, `?` makes an internal error of it, since both ends are the app's own.
#[derive(Debug, thiserror::Error)]
#[error("what the socket has shared cannot be read: {0}")]
pub struct SharedDataError(#[source] serde_json::Error);

impl SharedDataError {
    pub(crate) fn new(error: serde_json::Error) -> Self {
        Self(error)
    }
}
