//! `Namespace` is the name of the socket's namespace, as a parameter.

use std::ops::Deref;

use super::FromSocket;
use crate::{error::WsError, handles::Socket};

/// The name of the namespace that the socket is in, with its leading slash. If the gateway's namespace is
/// dynamic, the value is the name that the client connected to, such as `/chat/7`, and not the pattern.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(namespace = "chat/{room}")]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("where-am-i")]
///     fn where_am_i(&self, namespace: Namespace) -> String {
///         namespace.0
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Namespace(pub String);

impl Deref for Namespace {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl FromSocket for Namespace {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(Self(socket.namespace().to_owned()))
    }
}
