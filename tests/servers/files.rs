//! Binary payloads, alone and inside others.

use gateway_runtime::prelude::*;

/// Its fields are not in the order in which JavaScript sends them, and one of them is not read.
#[derive(Serialize, Deserialize)]
struct File {
    name: String,
    data: Bytes,
    parts: Vec<Bytes>,
}

#[websocket_gateway(namespace = "files")]
struct Files {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Files {
    #[subscribe_message("bytes")]
    fn bytes(&self, #[message_body] bytes: Bytes) -> Bytes {
        bytes
    }

    #[subscribe_message("file")]
    async fn file(&self, #[message_body] file: File) -> File {
        file
    }

    #[subscribe_message("positional")]
    fn positional(
        &self,
        #[message_body] first: Bytes,
        #[message_body] text: String,
        #[message_body] second: Bytes,
    ) -> Args<(Bytes, String, Bytes)> {
        Args((second, text, first))
    }

    #[subscribe_message("key")]
    fn key(&self, #[message_body("data")] data: Bytes) -> usize {
        data.len()
    }

    #[subscribe_message("json")]
    fn json(&self, #[message_body] value: serde_json::Value) -> serde_json::Value {
        value
    }

    #[subscribe_message("emit")]
    async fn emit(&self, socket: Socket, #[message_body] file: File) -> Result<(), WsError> {
        socket.emit("file", &file)?;
        self.server.to(socket.id()).emit("file", &file).await?;
        Ok(())
    }

    /// The name and the lengths of what the client answers.
    #[subscribe_message("ask-file")]
    async fn ask_file(&self, socket: Socket) -> Result<(String, usize, Vec<usize>), WsError> {
        let file: File = socket.emit_with_ack("file?", &()).await?;
        let parts = file.parts.iter().map(Bytes::len).collect();
        Ok((file.name, file.data.len(), parts))
    }
}
