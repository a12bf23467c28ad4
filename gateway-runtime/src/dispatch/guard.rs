//! `admit` asks the guards of a namespace about a client that wants to connect.

use std::{sync::Arc, time::Duration};

use super::Inbox;
use crate::{
    enhance::ConnectionGuards,
    error::WsError,
    handles::Socket,
    protocol::{ConnectError, RawSocket},
    session::Session,
    spawn::spawn,
};

/// How long a client that was let in may take to its CONNECT. It is sent at once, so this is more than enough.
const UNTIL_CONNECT: Duration = Duration::from_secs(1);

/// Asks the guards.
///
/// # Errors
/// What the client is told, which is a message without a code: Socket.IO carries no more in `CONNECT_ERROR`. Nothing
/// of the socket is kept then.
pub(super) async fn admit(
    guards: &ConnectionGuards,
    session: &Arc<Session>,
    socket: &RawSocket,
) -> Result<(), ConnectError> {
    if guards.is_empty() {
        return Ok(());
    }
    let handle = Socket::new(socket.clone(), Arc::clone(session));
    // A guard that waits must not keep an app alive that has ended.
    let lifecycle = &session.context().lifecycle;
    let admitted = tokio::select! {
        biased;
        admitted = guards.admit(&handle) => admitted,
        () = lifecycle.until_shutdown_begins() => {
            Err(WsError::unavailable("the server is shutting down"))
        }
    };
    let Err(error) = admitted else {
        return Ok(());
    };
    // A value may hold a handle to the socket.
    session.clear_user_data();
    let error = session
        .context()
        .errors
        .mapped(error, None, socket, session);
    if error.is_internal()
        && let Some(chain) = error.chain()
    {
        tracing::error!(socket = %socket.id(), error = %chain, "a guard failed when a client wanted to connect");
    } else {
        tracing::debug!(socket = %socket.id(), code = error.code(), %error, source = error.chain(), "a client may not connect");
    }
    Err(Box::new(error.message().to_owned()))
}

/// Drops what guards gave, if no CONNECT follows: the protocol library forgets a client that leaves while its guards
/// run, and tells nobody. A value that holds a handle to the socket would keep itself alive.
pub(super) fn forget_unless_connected(inbox: &Arc<Inbox>) {
    if inbox.session.user_data().is_empty() {
        return;
    }
    let inbox = Arc::downgrade(inbox);
    spawn(Box::pin(async move {
        tokio::time::sleep(UNTIL_CONNECT).await;
        if let Some(inbox) = inbox.upgrade()
            && !inbox.lane.is_connected()
        {
            inbox.session.clear_user_data();
        }
    }));
}
