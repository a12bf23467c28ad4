//! Where socketioxide calls us: its three handler traits, implemented by types of ours, so that one
//! handler serves all events of a socket and is installed before the client is told that it is
//! connected.

use std::{
    fmt::Display,
    pin::{Pin, pin},
    sync::{Arc, Weak},
    task::{Context, Waker},
};

use socketioxide::handler::{ConnectHandler, DisconnectHandler, MessageHandler};
use socketioxide_core::Value;
use tokio::task::coop;

use super::{Inbox, NamespaceRuntime};
use crate::{
    adapter::{AnyAdapter, RawSocket},
    session::{Served, Session},
    spawn::spawn,
};

/// Tells our implementations of socketioxide's traits from its own for closures.
pub(crate) struct Ours;

/// The one handler of a namespace. It holds the runtime weakly: socketioxide keeps it for as long as
/// anything of the server lives, and the gateways hold handles to the server.
#[derive(Clone)]
pub(crate) struct NamespaceHandler {
    runtime: Weak<NamespaceRuntime>,
}

impl NamespaceHandler {
    pub(crate) fn new(runtime: &Arc<NamespaceRuntime>) -> Self {
        Self {
            runtime: Arc::downgrade(runtime),
        }
    }
}

type Refusal = Box<dyn Display + Send>;

impl ConnectHandler<AnyAdapter, Ours> for NamespaceHandler {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<RawSocket>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>> {
        Box::pin(async move {
            let runtime = self
                .runtime
                .upgrade()
                .filter(|runtime| !runtime.context.lifecycle.is_closing());
            let Some(runtime) = runtime else {
                return Err(Box::new("the server is shutting down") as Refusal);
            };
            // As on Node, so that `to(id)` reaches a socket.
            socket.join(socket.id);
            let (namespace, stay) = match runtime.context.served.get() {
                Some(Served::Namespace(namespace)) => (Arc::clone(namespace), None),
                Some(Served::Pattern(children)) => match children.enter(&socket) {
                    Ok(stay) => (Arc::clone(stay.namespace()), Some(stay)),
                    Err(refused) => return Err(Box::new(refused) as Refusal),
                },
                None => return Err(Box::new("the server is starting") as Refusal),
            };
            let context = Arc::clone(&runtime.context);
            let session = Arc::new(Session::new(context, namespace, &socket, auth.as_ref()));
            let inbox = Arc::new(Inbox::new(Arc::clone(&session), runtime, stay));
            // Registered here, before CONNECT is sent: later would lose what a client emits at once.
            socket.on_fallback(Receiver(Arc::clone(&inbox)));
            socket.on_disconnect(Farewell(Arc::clone(&inbox)));
            socket.extensions.insert(session);
            socket.extensions.insert(inbox);
            Ok(())
        })
    }

    fn call(&self, socket: Arc<RawSocket>, _auth: Option<Value>) {
        if let Some(inbox) = socket.extensions.get::<Arc<Inbox>>() {
            inbox.begin(&socket);
            let is_hooked = inbox.runtime.has_connection_hooks();
            let mut connect = Box::pin(inbox.connect(socket));
            // Without a hook there is nothing to wait for, so that it hardly ever takes a task.
            if is_hooked || !is_ready(connect.as_mut()) {
                spawn(connect);
            }
        }
    }
}

/// Polls once, here. No wake-up is lost: whoever takes what is pending polls it again with a waker of its
/// own.
fn is_ready(future: Pin<&mut impl Future<Output = ()>>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    pin!(coop::unconstrained(future))
        .poll(&mut context)
        .is_ready()
}

/// Every event of a socket.
struct Receiver(Arc<Inbox>);

impl MessageHandler<AnyAdapter, Ours> for Receiver {
    #[inline]
    fn call(&self, socket: Arc<RawSocket>, value: Value, acknowledgement: Option<i64>) {
        self.0.receive(socket, value, acknowledgement);
    }
}

/// The end of a socket.
struct Farewell(Arc<Inbox>);

impl DisconnectHandler<AnyAdapter, Ours> for Farewell {
    fn call_with_defer(
        &self,
        socket: Arc<RawSocket>,
        reason: socketioxide::socket::DisconnectReason,
        defer: fn(Arc<RawSocket>),
    ) {
        let rooms = socket.rooms();
        // At once: as long as the socket is in the namespace, the client cannot come back to it.
        defer(Arc::clone(&socket));
        self.0.leave(socket, reason.into(), rooms);
    }
}
