//! The gateway of the page "Emitting".

use std::time::Duration;

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(Barrier, GameGateway)>()
}

#[websocket_gateway(namespace = "game")]
struct GameGateway {
    #[websocket_server]
    server: Server<GameGateway>,
}

#[websocket_gateway]
impl GameGateway {
    #[subscribe_message("enter")]
    fn enter(&self, client: Socket, #[message_body] room: String) -> bool {
        client.join(&room);
        client.rooms().contains(&room)
    }

    #[subscribe_message("to-all")]
    async fn to_all(&self) -> Result<bool, WsError> {
        self.server.emit("news", &"for all").await?;
        self.server.emit("score", &Args((3, 1))).await?;
        Ok(true)
    }

    #[subscribe_message("to-room")]
    async fn to_room(&self, #[message_body] room: String) -> Result<bool, WsError> {
        self.server.to(room).emit("news", &"for the room").await?;
        Ok(true)
    }

    #[subscribe_message("to-others")]
    async fn to_others(
        &self,
        client: Socket,
        #[message_body] room: String,
    ) -> Result<bool, WsError> {
        client.to(room).emit("news", &"for the others").await?;
        Ok(true)
    }

    #[subscribe_message("to-those-outside")]
    async fn to_those_outside(&self, #[message_body] room: String) -> Result<bool, WsError> {
        let outside = self.server.except(room);
        outside.emit("news", &"for those outside").await?;
        Ok(true)
    }

    #[subscribe_message("sure")]
    async fn sure(&self, client: Socket) -> Result<bool, WsError> {
        let patient = client.timeout(Duration::from_secs(1));
        Ok(patient.emit_with_ack("are you sure?", &7).await?)
    }

    #[subscribe_message("count")]
    async fn count(&self, #[message_body] room: String) -> Result<usize, WsError> {
        Ok(self.server.to(room).count().await?)
    }

    #[subscribe_message("move-all")]
    async fn move_all(&self, #[message_body] room: String) -> Result<bool, WsError> {
        self.server.join(room).await?;
        Ok(true)
    }

    #[subscribe_message("call-me")]
    fn call_me(&self, client: Socket, #[message_body] name: String) -> Result<bool, WsError> {
        client.share_data(&name)?;
        Ok(true)
    }

    #[subscribe_message("names")]
    async fn names(&self) -> Result<Vec<String>, WsError> {
        let mut names = Vec::new();
        for socket in self.server.fetch_sockets().await? {
            names.extend(socket.data::<String>()?);
        }
        names.sort();
        Ok(names)
    }

    #[subscribe_message("end")]
    fn end(&self, client: Socket) {
        client.close();
    }

    #[subscribe_message("kick")]
    async fn kick(&self, #[message_body] room: String) -> Result<bool, WsError> {
        self.server.to(room).disconnect().await?;
        Ok(true)
    }
}
