//! `NamespaceHandler` lets clients into a namespace: it makes the session and the inbox of each.

use std::{
    pin::{Pin, pin},
    sync::{Arc, Weak},
    task::{Context, Waker},
};

use tokio::task::coop;
use tracing::Instrument as _;

use super::{Connect, Inbox, NamespaceRuntime, guard, spans};
use crate::{
    admission::{KeptOut, Place},
    protocol::{self, ConnectError, DisconnectReason, Packet, RawSocket, Room},
    session::{Served, Session},
    spawn::spawn,
};

/// What a client is told that has sent more `auth` than is kept for a connection.
const TOO_MUCH_AUTH: &str =
    "this connection has sent too much `auth`; leave another namespace first";

/// What a client is told that wants to be in more namespaces than a connection may be in.
const TOO_MANY_NAMESPACES: &str =
    "this connection is in too many namespaces; leave another one first";

/// The one handler of a namespace. It holds the runtime weakly: the protocol library keeps it for as long as
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

impl protocol::NamespaceHandler for NamespaceHandler {
    type Socket = Arc<Inbox>;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<Arc<Inbox>, ConnectError> {
        let runtime = self
            .runtime
            .upgrade()
            .filter(|runtime| !runtime.context.lifecycle.is_shutting_down());
        let Some(runtime) = runtime else {
            return Err(Box::new("the server is shutting down"));
        };
        let admitted = enter(Arc::clone(&runtime), socket, auth).await;
        admitted.map_err(|(error, outcome)| {
            runtime.connected(outcome);
            error
        })
    }

    fn connected(&self, socket: RawSocket) {
        if let Some(inbox) = socket.attached::<Arc<Inbox>>() {
            inbox.connected(&socket);
            let session = inbox.session();
            let closed = session.context().lifecycle.closed_connections();
            if closed.contains(socket.id()) {
                session.disconnect(&socket);
            }
            let is_hooked = inbox.runtime.has_connection_hooks();
            let mut connect = Box::pin(inbox.run_connection_hooks(socket));
            // Without a hook there is nothing to wait for, so that a task is hardly ever needed.
            if is_hooked || !is_ready(connect.as_mut()) {
                spawn(connect);
            }
        }
    }
}

/// Lets a client into a namespace of an app that runs.
///
/// # Errors
/// What the client is told, and why, for the metrics.
async fn enter(
    runtime: Arc<NamespaceRuntime>,
    socket: &RawSocket,
    auth: Option<&Packet>,
) -> Result<Arc<Inbox>, (ConnectError, Connect)> {
    let closed = runtime.context.lifecycle.closed_connections();
    if closed.contains(socket.id()) {
        return Err((
            Box::new("the server has closed the connection"),
            Connect::Refused,
        ));
    }
    // As on Node, so that `to(id)` reaches a socket.
    socket.join(vec![socket.id().to_string().into()]);
    let (namespace, presence) = match runtime.context.served.get() {
        Some(Served::Namespace(namespace)) => (Arc::clone(namespace), None),
        Some(Served::Pattern(namespaces)) => match namespaces.enter(socket) {
            Ok(presence) => (Arc::clone(presence.namespace()), Some(presence)),
            Err(refused) => return Err((Box::new(refused), Connect::Refused)),
        },
        None => return Err((Box::new("the server is starting"), Connect::Refused)),
    };
    let place = Place::of(&socket.request().extensions);
    let stay = match place {
        Some(place) => {
            let bytes = auth.map_or(0, Packet::bytes);
            let stay = place.enter_namespace(&socket.id(), bytes, runtime.max_auth);
            // The presence that is dropped removes a namespace that was made for this socket alone.
            Some(stay.map_err(|why| {
                let text = match why {
                    KeptOut::Auth => TOO_MUCH_AUTH,
                    _ => TOO_MANY_NAMESPACES,
                };
                (Box::new(text) as ConnectError, Connect::Refused)
            })?)
        }
        None => None,
    };
    let context = Arc::clone(&runtime.context);
    let session = Arc::new(Session::new(context, namespace, socket, auth));
    spans::begin_connection(&runtime, &session, socket);
    let guards = guard::admit(&runtime.guards, &session, socket)
        .instrument(session.span())
        .await;
    guards.map_err(|error| (error, Connect::Guard))?;
    if let Some(place) = place {
        place.settle();
    }
    let inbox = Arc::new(Inbox::new(Arc::clone(&session), runtime, presence, stay));
    socket.attach(session);
    socket.attach(Arc::clone(&inbox));
    guard::forget_unless_connected(&inbox);
    Ok(inbox)
}

/// Polls a future once, in the caller's task. No wake-up is lost: the task that takes a pending future polls it
/// again, with a waker of its own.
pub(super) fn is_ready(future: Pin<&mut (impl Future<Output = ()> + ?Sized)>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    pin!(coop::unconstrained(future))
        .poll(&mut context)
        .is_ready()
}

impl protocol::SocketHandler for Arc<Inbox> {
    #[inline]
    fn receive(&self, socket: RawSocket, packet: Packet, acknowledgement: Option<i64>) {
        Inbox::receive(self, socket, packet, acknowledgement);
    }

    fn left(&self, socket: RawSocket, reason: DisconnectReason, rooms: Vec<Room>) {
        // Somebody may keep a handle to the socket, and its request with it, for as long as they like.
        if reason.ends_connection()
            && let Some(place) = Place::of(&socket.request().extensions)
        {
            place.leave();
        }
        self.leave(socket, reason, rooms);
    }

    fn close_connection(&self, socket: &RawSocket) {
        self.session().close_connection(socket);
    }
}
