//! `Option<T>` and `Result<T, WsError>` are extractors that leave the failure of the extractor `T` to the
//! method.

use super::{FromSocket, Requirements};
use crate::{error::WsError, handles::Socket};

/// `Option<SocketData<User>>`, for example, is `None` if the extractor fails.
impl<T: FromSocket> FromSocket for Option<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(T::from_socket(socket).ok())
    }
}

/// `Result<NamespaceParams<u64>, WsError>`, for example, gives the extractor's error to the method.
impl<T: FromSocket> FromSocket for Result<T, WsError> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(T::from_socket(socket))
    }

    fn require(requirements: &mut Requirements<'_>) {
        T::require(requirements);
    }
}
