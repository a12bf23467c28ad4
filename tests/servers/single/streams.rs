//! `Streams` answers with many events.

use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _, stream};
use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;

/// Says when it is dropped: cancelled, or at its end.
struct Dropped(Socket);

impl Drop for Dropped {
    fn drop(&mut self) {
        journal::note(&json!({ "gateway": "Streams", "what": "dropped", "id": self.0.id() }));
    }
}

fn ticks(to: u32) -> impl Stream<Item = WsResponse<u32>> {
    stream::iter(1..=to).map(|number| WsResponse::new("tick", number))
}

#[derive(Serialize, ServerEvent)]
#[event("stock-changed")]
struct StockChanged {
    left: u32,
}

#[websocket_gateway(namespace = "streams", max_in_flight = 4)]
struct Streams;

#[websocket_gateway]
impl Streams {
    /// Always ready.
    #[subscribe_message("count")]
    fn count(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<u32>> + use<> {
        ticks(to)
    }

    /// Waits between its items.
    #[subscribe_message("count-slowly")]
    async fn count_slowly(
        &self,
        #[message_body] to: u32,
    ) -> impl Stream<Item = WsResponse<u32>> + use<> {
        tokio::task::yield_now().await;
        ticks(to).then(|tick| async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            tick
        })
    }

    #[subscribe_message("nothing")]
    fn nothing(&self) -> stream::Empty<WsResponse<u32>> {
        stream::empty()
    }

    #[subscribe_message("declared")]
    fn declared(&self) -> impl Stream<Item = WsResponse<StockChanged>> + use<> {
        stream::iter([2, 1]).map(|left| WsResponse::event(StockChanged { left }))
    }

    #[subscribe_message("boxed")]
    fn boxed(&self) -> Pin<Box<dyn Stream<Item = WsResponse<u32>> + Send>> {
        Box::pin(ticks(2))
    }

    #[subscribe_message("fails-in-between")]
    fn fails_in_between(&self) -> impl Stream<Item = Result<WsResponse<u32>, WsError>> + use<> {
        stream::iter([
            Ok(WsResponse::new("tick", 1)),
            Err(WsError::conflict("no more")),
            Ok(WsResponse::new("tick", 3)),
        ])
    }

    /// The stream itself is refused.
    #[subscribe_message("refused")]
    async fn refused(&self) -> Result<impl Stream<Item = WsResponse<u32>> + use<>, WsError> {
        if true {
            return Err(WsError::forbidden("not for you"));
        }
        Ok(ticks(1))
    }

    #[subscribe_message("panics")]
    fn panics(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter(1..=2).map(|number| {
            assert_ne!(number, 2, "boom in a stream");
            WsResponse::new("tick", number)
        })
    }

    /// Has no end; says so when it is dropped.
    #[subscribe_message("endless")]
    fn endless(&self, socket: Socket) -> impl Stream<Item = WsResponse<u32>> + use<> {
        let dropped = Dropped(socket);
        stream::unfold(0, |number| async move {
            tokio::time::sleep(Duration::from_millis(2)).await;
            Some((number + 1, number + 1))
        })
        .map(move |number| {
            let _ = &dropped;
            WsResponse::new("tick", number)
        })
    }

    /// Has no end, and its items are large: for a client that does not read.
    #[subscribe_message("torrent")]
    fn torrent(&self, socket: Socket) -> impl Stream<Item = WsResponse<String>> + use<> {
        let dropped = Dropped(socket);
        let water = "water".repeat(20_000);
        let mut emitted = 0_u32;
        stream::repeat(()).map(move |()| {
            emitted += 1;
            if emitted.is_multiple_of(100) {
                let id = dropped.0.id();
                journal::note(
                    &json!({ "gateway": "Streams", "what": "poured", "id": id, "count": emitted }),
                );
            }
            WsResponse::new("water", water.clone())
        })
    }

    /// Ends the socket in its middle.
    #[subscribe_message("kicks")]
    fn kicks(&self, socket: Socket) -> impl Stream<Item = WsResponse<u32>> + use<> {
        let dropped = Dropped(socket.clone());
        stream::iter(1..=u32::MAX).then(move |number| {
            let _ = &dropped;
            let socket = socket.clone();
            async move {
                if number == 3 {
                    socket.disconnect();
                }
                tokio::task::yield_now().await;
                WsResponse::new("tick", number)
            }
        })
    }

    #[subscribe_message("alive")]
    fn alive(&self) -> bool {
        true
    }
}

/// One message after another, streams included.
#[websocket_gateway(namespace = "streams-in-turn", ordering = "sequential")]
struct StreamsInTurn;

#[websocket_gateway]
impl StreamsInTurn {
    #[subscribe_message("count-slowly")]
    fn count_slowly(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<u32>> + use<> {
        ticks(to).then(|tick| async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            tick
        })
    }
}
