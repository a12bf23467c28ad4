//! `SlowLines` sends its clients much while they join, over whatever line they have.
//!
//! What they are sent is numbered from 0, each with a text as long as they wish; the event `last`, with
//! how many there were, comes behind all numbers.

use std::time::Duration;

use gateway_runtime::prelude::*;
use tokio::sync::Notify;
use tokio::time::interval;

/// What a client wishes to be sent.
#[derive(Deserialize)]
#[serde(tag = "send", rename_all = "lowercase")]
enum Wish {
    /// So many at once, to its socket.
    Burst { count: u32, length: usize },
    /// So many at once, to a room that it is in.
    Broadcasts { count: u32, length: usize },
    /// One every millisecond, until it says that it has enough.
    Chatter,
}

/// Ends the chatter of a socket.
#[derive(Clone, Default)]
struct Enough(Arc<Notify>);

#[websocket_gateway(namespace = "slow-lines", rename_all = "kebab-case")]
struct SlowLines {
    #[websocket_server]
    server: Server<SlowLines>,
}

#[websocket_gateway]
impl SlowLines {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket, #[handshake_auth] wish: Wish) -> Result<(), WsError> {
        match wish {
            Wish::Burst { count, length } => {
                let text = "x".repeat(length);
                for number in 0..count {
                    socket.emit("number", &Args((number, &text)))?;
                }
                socket.emit("last", &count)?;
            }
            Wish::Broadcasts { count, length } => {
                let text = "x".repeat(length);
                let room = format!("history of {}", socket.id());
                socket.join(room.clone());
                for number in 0..count {
                    let room = self.server.to(&*room);
                    room.emit("number", &Args((number, &text))).await?;
                }
                self.server.to(room).emit("last", &count).await?;
            }
            Wish::Chatter => {
                let enough = Enough::default();
                socket.set_data(enough.clone());
                tokio::spawn(async move { chatter(&socket, &enough).await });
            }
        }
        Ok(())
    }

    #[subscribe_message]
    fn enough(&self, SocketData(enough): SocketData<Enough>) {
        enough.0.notify_one();
    }

    /// An answer, behind all that was sent before.
    #[subscribe_message]
    fn echo(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

/// Counts until the client has enough, or is gone.
async fn chatter(socket: &Socket, enough: &Enough) -> Result<(), EmitError> {
    let mut ticks = interval(Duration::from_millis(1));
    for number in 0_u32.. {
        tokio::select! {
            () = enough.0.notified() => return socket.emit("last", &number),
            _ = ticks.tick() => socket.emit("number", &Args((number, "")))?,
        }
    }
    Ok(())
}
