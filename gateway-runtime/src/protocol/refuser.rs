//! `Refuser` refuses the clients of namespaces that are not served, as the protocol library does without it, and
//! tells of them: the library says nothing.

use std::{pin::Pin, sync::Arc};

use socketioxide::{
    SocketIo,
    handler::{ConnectHandler, FromConnectParts},
};
use socketioxide_core::Value;

use super::{
    adapter::AnyAdapter,
    handler::{ConnectError, Ours},
    socket::Inner,
};

/// What a client is told that wants to connect to a namespace that does not exist, in the words of socket.io.
pub(crate) const INVALID_NAMESPACE: &str = "Invalid namespace";

/// Is told the path of each namespace that a client asks for in vain.
pub(crate) type Refused = Arc<dyn Fn(&str) + Send + Sync>;

/// The handler of the namespaces that are not served. The library makes a namespace for each client before it
/// calls the handler, which removes the namespace.
#[derive(Clone)]
pub(super) struct Refuser(pub(super) Refused);

impl ConnectHandler<AnyAdapter, Ours> for Refuser {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<Inner>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), ConnectError>> + Send + 'a>> {
        Box::pin(async move {
            let path = socket.ns();
            // The namespace `/` was made at start-up, and the library cannot remove it.
            if path != "/" {
                match SocketIo::<AnyAdapter>::from_connect_parts(&socket, auth) {
                    Ok(io) => io.delete_ns(path),
                    Err(never) => match never {},
                }
            }
            (self.0)(path);
            Err(Box::new(INVALID_NAMESPACE) as ConnectError)
        })
    }

    fn call(&self, _: Arc<Inner>, _: Option<Value>) {}
}
