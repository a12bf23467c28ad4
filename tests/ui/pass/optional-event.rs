//! A method may answer with an event or with none.

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("a")]
    fn plain(&self) -> Option<WsResponse<u8>> {
        None
    }

    #[subscribe_message("b")]
    async fn in_result(&self) -> Result<Option<WsResponse<String>>, WsError> {
        Ok(Some(WsResponse::new("b", "text".to_owned())))
    }
}

fn main() {}
