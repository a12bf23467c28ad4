//! `Ghosts` fills the connections of clients that have stopped reading.

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::{Bytes, RemoteSocket};
use gateway_tests::journal;

/// How often a packet has to be refused, with pauses in between, before a connection counts as full:
/// the connection's own buffer and the system's.
const REFUSALS: usize = 5;

/// An attachment, which is not copied on its way to the connection.
fn noise(size: usize) -> Bytes {
    vec![0; size].into()
}

#[websocket_gateway(namespace = "ghosts", rename_all = "kebab-case")]
struct Ghosts {
    #[websocket_server]
    server: Server<Ghosts>,
}

#[websocket_gateway]
impl Ghosts {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("crowd");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Ghosts", &socket, reason);
    }

    /// Shouts at a room, `size` bytes at a time, until nothing more fits into one of its connections.
    #[subscribe_message]
    async fn fill(
        &self,
        #[message_body] room: String,
        #[message_body] size: usize,
    ) -> Result<usize, WsError> {
        let (noise, mut shouted, mut refused) = (noise(size), 0, 0);
        while refused < REFUSALS {
            let missed = self
                .server
                .to(room.clone())
                .emit("heard", &noise)
                .await?
                .missed;
            shouted += 1;
            if missed > 0 {
                refused += 1;
                tokio::time::sleep(Duration::from_millis(10)).await;
            } else {
                refused = 0;
                tokio::task::yield_now().await;
            }
        }
        Ok(shouted)
    }

    /// Shouts once.
    #[subscribe_message]
    async fn shout(
        &self,
        #[message_body] room: String,
        #[message_body] size: usize,
    ) -> Result<usize, WsError> {
        Ok(self
            .server
            .to(room)
            .emit("heard", &noise(size))
            .await?
            .missed)
    }

    #[subscribe_message]
    async fn members(&self, #[message_body] room: String) -> Result<Vec<SocketId>, WsError> {
        let sockets = self.server.to(room).fetch_sockets().await?;
        Ok(sockets.iter().map(RemoteSocket::id).collect())
    }
}
