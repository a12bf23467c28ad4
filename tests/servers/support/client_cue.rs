//! `wait_for_client` suspends a handler or a hook until its client gives the cue, so that no test depends
//! on how long something takes.

use std::time::Duration;

use gateway_runtime::prelude::*;

/// Longer than any test waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// Suspends until the client of `socket` has acknowledged the event `go-on?`.
///
/// # Errors
///
/// If the client has left, or does not answer.
pub async fn wait_for_client(socket: &Socket) -> Result<(), EmitError> {
    let socket = socket.timeout(PATIENCE);
    socket
        .emit_with_ack::<_, Option<bool>>("go-on?", &())
        .await
        .map(drop)
}
