//! The namespace `/` of an app that has no gateway there, for clients of Engine.IO 3: they are in it
//! before they can enter another, and the protocol server closes their connections if it is missing.

use std::{fmt::Display, pin::Pin, sync::Arc};

use socketioxide::{ProtocolVersion, handler::ConnectHandler};
use socketioxide_core::Value;

use crate::{
    adapter::{AnyAdapter, RawSocket},
    dispatch::NamespaceHandler,
};

/// The namespace's handler. Newer clients are refused, as they are without these.
#[derive(Clone)]
pub(super) struct OldRoot(pub(super) NamespaceHandler);

/// Tells this implementation of socketioxide's trait from its own for closures.
pub(super) struct Ours;

type Refusal = Box<dyn Display + Send>;

impl ConnectHandler<AnyAdapter, Ours> for OldRoot {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<RawSocket>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>> {
        if socket.protocol() == ProtocolVersion::V5 {
            // The protocol library's own words.
            return Box::pin(async { Err(Box::new("Invalid namespace") as Refusal) });
        }
        self.0.call_middleware(socket, auth)
    }

    fn call(&self, socket: Arc<RawSocket>, auth: Option<Value>) {
        self.0.call(socket, auth);
    }
}
