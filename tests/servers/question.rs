//! Waiting for the test: the client decides when a handler or a hook goes on, so that no test
//! depends on how long something takes.

use std::time::Duration;

use gateway_runtime::prelude::*;

/// Longer than any test waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// Suspends until the client of `socket` has acknowledged the event `go-on?`.
pub(crate) async fn wait_for_client(socket: &Socket) -> Result<(), EmitError> {
    let socket = socket.timeout(PATIENCE);
    socket
        .emit_with_ack::<_, Option<bool>>("go-on?", &())
        .await
        .map(drop)
}
