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
struct Files;

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

    #[subscribe_message("emit")]
    fn emit(&self, socket: Socket, #[message_body] file: File) -> Result<(), WsError> {
        socket.emit("file", &file)?;
        Ok(())
    }
}
