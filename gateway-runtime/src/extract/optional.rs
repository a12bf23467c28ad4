//! Extractors whose failure is for the method to judge.

use super::{FromSocket, Requirements};
use crate::{error::WsError, handles::Socket};

/// `None` where the extractor fails, for example `Option<SocketData<User>>`.
impl<T: FromSocket> FromSocket for Option<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(T::from_socket(socket).ok())
    }
}

/// The extractor's error for the method itself, for example `Result<NamespaceParams<u64>, WsError>`.
impl<T: FromSocket> FromSocket for Result<T, WsError> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(T::from_socket(socket))
    }

    fn require(requirements: &mut Requirements<'_>) {
        T::require(requirements);
    }
}
