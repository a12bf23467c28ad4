//! `Handshake` is an extractor: methods and hooks can take it as a parameter.

use super::FromSocket;
use crate::{
    error::WsError,
    handles::{Handshake, Socket},
};

impl FromSocket for Handshake {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(socket.handshake())
    }
}
