//! `Handshake` as a parameter of methods and hooks.

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
