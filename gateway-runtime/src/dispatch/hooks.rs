//! `Inbox` runs the hooks of its socket: the connection hooks after CONNECT, the disconnect hooks last.

use std::sync::{Arc, atomic::Ordering::Relaxed};

use tracing::Instrument as _;

use super::{
    Connect, Inbox, lane,
    lane::Closed,
    namespace::{DisconnectHook, Member},
};
use crate::{
    enhance::CallContext,
    error::{Failure, FailureKind, WsError},
    extract::{ConnectionContext, DisconnectContext},
    handles::Socket,
    panics,
    protocol::DisconnectReason,
    protocol::RawSocket,
    reply,
    session::{GONE, Presence},
    spawn::spawn,
    sync::lock,
};

/// The pattern of an error that a connection hook returned: NestJS has no name for it.
pub(crate) const CONNECTION: &str = "connection";

impl Inbox {
    /// Notes that CONNECT is sent.
    pub(super) fn connected(&self, socket: &RawSocket) {
        self.session.context().lifecycle.session_began();
        lane::connected(self, socket);
    }

    /// Runs the connection hooks, then starts what has arrived meanwhile.
    pub(super) async fn run_connection_hooks(self: Arc<Self>, socket: RawSocket) {
        // The transport may have closed between CONNECT and this task.
        let accepted = if self.lane.has_ended() {
            Err((WsError::unavailable("the socket has left"), Connect::Left))
        } else if self.is_stray() {
            Err((WsError::unavailable(GONE), Connect::Refused))
        } else {
            let joined = self.join(&socket).await;
            joined.map_err(|error| (error, Connect::Hook))
        };
        match accepted {
            Ok(()) => {
                self.runtime.connected(Connect::Ok);
                if let Some(presence) = &*lock(&self.presence) {
                    presence.accept();
                }
                lane::drain_in_task(&self).await;
            }
            Err((error, outcome)) => {
                self.runtime.connected(outcome);
                self.reject(&socket, error);
            }
        }
    }

    /// Whether the name of the socket's namespace stands for another namespace by now.
    fn is_stray(&self) -> bool {
        let presence = lock(&self.presence);
        presence.as_ref().is_some_and(Presence::is_replaced)
    }

    /// Runs the connection hooks in name order; the first error refuses the socket.
    async fn join(self: &Arc<Self>, socket: &RawSocket) -> Result<(), WsError> {
        if self.session.context().lifecycle.is_shutting_down() {
            return Err(WsError::unavailable("the server is shutting down"));
        }
        for (index, member) in self.runtime.members.iter().enumerate() {
            if let Some(hook) = &member.connection {
                let _running = member.connecting.one();
                let context = ConnectionContext::new(self.handle(socket));
                match self.caught(async { hook(context).await }).await {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => return Err(self.filtered(member, error, socket).await),
                    Err(panic) => {
                        tracing::error!(gateway = member.name, %panic, "a connection hook panicked");
                        return Err(self.filtered(member, WsError::failure(), socket).await);
                    }
                }
            }
            self.joined.store(index + 1, Relaxed);
        }
        Ok(())
    }

    /// Runs a hook in the span of the socket. A panic is an error.
    async fn caught<T>(&self, hook: impl Future<Output = T>) -> Result<T, String> {
        panics::caught(hook).instrument(self.session.span()).await
    }

    fn handle(&self, socket: &RawSocket) -> Socket {
        Socket::new(socket.clone(), Arc::clone(&self.session))
    }

    /// What a filter makes of the failure of a connection hook.
    async fn filtered(&self, member: &Member, error: WsError, socket: &RawSocket) -> WsError {
        let socket = self.handle(socket);
        let mut context = CallContext::of_connection(&socket, &member.target);
        let failure = Failure::new(error, FailureKind::ConnectionHook);
        let filtered = member.filters.filter(failure, member.name, &mut context);
        let Err(error) = filtered.await else {
            tracing::error!(
                gateway = member.name,
                "a filter answered the failure of a connection hook, which has no answer"
            );
            return WsError::failure();
        };
        error
    }

    /// Refuses the socket (docs/guarantees.md, 3): error answers to what waits, `exception`, DISCONNECT. No
    /// handler ever runs.
    fn reject(self: &Arc<Self>, socket: &RawSocket, error: WsError) {
        let session = &self.session;
        let policy = &session.context().errors;
        let error = policy.mapped(error, None, socket, session);
        // A hook that fails because its client has left meanwhile is nobody's fault.
        if error.is_internal()
            && session.is_connected()
            && let Some(chain) = error.chain()
        {
            tracing::error!(socket = %socket.id(), error = %chain, "a connection hook failed");
        } else {
            tracing::debug!(socket = %socket.id(), code = error.code(), %error, source = error.chain(), "a connection was refused");
        }
        self.lane.refuse(Closed::Refused {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
        });
        lane::drain_here(self);
        let exception = reply::ErrorReply::new(policy, &error, CONNECTION, None, None);
        exception.send(session, socket);
        session.disconnect(socket);
    }

    /// Runs the disconnect hooks of the gateways that had accepted the socket, and ends the session.
    pub(super) fn run_last_hooks(self: &Arc<Self>, socket: RawSocket, reason: DisconnectReason) {
        self.runtime.disconnected(reason);
        if self.session.user_data().is_empty() && self.disconnect_hooks().next().is_none() {
            self.finish();
            self.session.clear_user_data();
            return;
        }
        // Never in the reader: a slow hook must not hold up the connection.
        let hooks = Arc::clone(self).run_disconnect_hooks(socket, reason);
        spawn(Box::pin(hooks));
    }

    fn disconnect_hooks(&self) -> impl Iterator<Item = (&Member, &DisconnectHook)> {
        let joined = self.joined.load(Relaxed);
        let members = self.runtime.members.iter().take(joined);
        members.filter_map(|member| Some((member, member.disconnect.as_ref()?)))
    }

    async fn run_disconnect_hooks(self: Arc<Self>, socket: RawSocket, reason: DisconnectReason) {
        for (member, hook) in self.disconnect_hooks() {
            let _running = member.leaving.one();
            let gateway = member.name;
            let context = DisconnectContext::new(self.handle(&socket), reason);
            match self.caught(async { hook(context).await }).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    let chain = error.chain();
                    tracing::error!(gateway, %error, chain, "a disconnect hook failed");
                }
                Err(panic) => {
                    tracing::error!(gateway, %panic, "a disconnect hook panicked");
                }
            }
        }
        self.finish();
        // A value may hold a handle to the socket. Last, since a user's code runs when a value is dropped.
        self.session.clear_user_data();
    }

    /// Ends the session: nothing of it is left to be done.
    fn finish(&self) {
        // The namespace may be removed while handles to the socket still exist.
        drop(lock(&self.presence).take());
        drop(lock(&self.stay).take());
        self.session.context().lifecycle.session_ended();
    }
}
