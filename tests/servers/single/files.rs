//! `Files` takes and gives binary payloads, alone and inside others.

use std::collections::BTreeMap;

use gateway_runtime::prelude::*;

/// Its fields are not in the order in which JavaScript sends them, and one of them is not read.
#[derive(Serialize, Deserialize)]
struct File {
    name: String,
    data: Bytes,
    parts: Vec<Bytes>,
}

#[derive(Serialize, Deserialize)]
struct Blob(Bytes);

#[derive(Serialize, Deserialize)]
enum Part {
    Blob(Bytes),
    File(File),
    Named { blob: Option<Blob> },
}

#[websocket_gateway(namespace = "files", rename_all = "kebab-case")]
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

    /// How many there are, and how many bytes they have together.
    #[subscribe_message]
    fn weigh(&self, #[message_body] list: Vec<Bytes>) -> (usize, usize) {
        (list.len(), list.iter().map(Bytes::len).sum())
    }

    #[subscribe_message("emit")]
    async fn emit(&self, socket: Socket, #[message_body] file: File) -> Result<(), WsError> {
        socket.emit("file", &file)?;
        self.server.to(socket.id()).emit("file", &file).await?;
        Ok(())
    }

    #[subscribe_message]
    fn optional(&self, #[message_body] bytes: Option<Bytes>) -> Option<Bytes> {
        bytes
    }

    #[subscribe_message]
    fn newtype(&self, #[message_body] blob: Blob) -> Blob {
        blob
    }

    #[subscribe_message]
    fn list(&self, #[message_body] list: Vec<Option<Bytes>>) -> Vec<Option<Bytes>> {
        list
    }

    #[subscribe_message]
    fn map(&self, #[message_body] map: BTreeMap<String, Blob>) -> BTreeMap<String, Blob> {
        map
    }

    #[subscribe_message]
    fn part(&self, #[message_body] part: Part) -> Part {
        part
    }

    #[subscribe_message]
    fn event(&self, #[message_body] part: Part) -> WsResponse<Option<Part>> {
        WsResponse::new("part", Some(part))
    }

    /// The name and the lengths of what the client answers.
    #[subscribe_message("ask-file")]
    async fn ask_file(&self, socket: Socket) -> Result<(String, usize, Vec<usize>), WsError> {
        let file: File = socket.emit_with_ack("file?", &()).await?;
        let parts = file.parts.iter().map(Bytes::len).collect();
        Ok((file.name, file.data.len(), parts))
    }

    /// What the client answers in several arguments: bytes as numbers, which any client can read.
    #[subscribe_message("ask-parts")]
    async fn ask_parts(
        &self,
        socket: Socket,
    ) -> Result<(Vec<u8>, String, Option<Vec<u8>>), WsError> {
        let Args((first, name, second)): Args<(Bytes, String, Option<Bytes>)> =
            socket.emit_with_ack("parts?", &()).await?;
        Ok((first.into(), name, second.map(Vec::from)))
    }
}
