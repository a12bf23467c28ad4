//! `Closing` ends whole connections; `ClosingToo` is another namespace that the same clients are in.

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "closing")]
struct Closing;

#[websocket_gateway]
impl Closing {
    /// Closes the connection behind two events, one of them in the other namespace.
    #[subscribe_message("close")]
    async fn close(
        &self,
        socket: Socket,
        #[inject] other: Server<ClosingToo>,
    ) -> Result<(), WsError> {
        socket.emit("last-words", "here")?;
        other.to(socket.id()).emit("last-words", "there").await?;
        socket.close();
        Ok(())
    }
}

#[websocket_gateway(namespace = "closing-too")]
struct ClosingToo;
