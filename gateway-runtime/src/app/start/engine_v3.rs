//! `RootForEngineV3` is the namespace `/` of an endpoint that has no gateway there, for clients of Engine.IO 3.
//! These are in `/` before they can enter another namespace, and the protocol library closes their connections if
//! it is missing.

use std::{fmt::Display, pin::Pin, sync::Arc};

use socketioxide::{ProtocolVersion, handler::ConnectHandler};
use socketioxide_core::Value;

use crate::{
    adapter::{AnyAdapter, RawSocket},
    dispatch::NamespaceHandler,
};

/// The handler of the namespace. It refuses newer clients as the protocol library does without it.
#[derive(Clone)]
pub(super) struct RootForEngineV3(NamespaceHandler);

impl RootForEngineV3 {
    /// Hands clients of Engine.IO 3 over to `handler`.
    pub(super) fn new(handler: NamespaceHandler) -> Self {
        Self(handler)
    }
}

/// Tells this implementation of socketioxide's trait from its own for closures.
pub(super) struct Ours;

/// What a client is refused with.
type ConnectError = Box<dyn Display + Send>;

impl ConnectHandler<AnyAdapter, Ours> for RootForEngineV3 {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<RawSocket>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), ConnectError>> + Send + 'a>> {
        if socket.protocol() == ProtocolVersion::V5 {
            // In the words of the protocol library.
            return Box::pin(async { Err(Box::new("Invalid namespace") as ConnectError) });
        }
        self.0.call_middleware(socket, auth)
    }

    fn call(&self, socket: Arc<RawSocket>, auth: Option<Value>) {
        self.0.call(socket, auth);
    }
}
