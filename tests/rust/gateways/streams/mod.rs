//! A method that returns a stream answers with many events, as with NestJS's Observable of `WsResponse`s
//! (docs/guarantees.md, 4, 5, 7, 10 and 11). `Streams` has such methods.

mod ends;
mod items;
mod work;

use std::{
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering::SeqCst},
    time::Duration,
};

use futures_util::{Stream, StreamExt as _, stream};
use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};
use tokio::time::sleep;

use crate::{journal::Journal, way::Way};

/// Says when it is dropped: cancelled, or at its end.
struct Dropped(Journal);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.note("dropped");
    }
}

fn ticks(to: u32) -> impl Stream<Item = WsResponse<u32>> {
    stream::iter(1..=to).map(|number| WsResponse::new("tick", number))
}

fn slow_ticks(to: u32) -> impl Stream<Item = WsResponse<u32>> {
    ticks(to).then(|tick| async {
        sleep(Duration::from_millis(5)).await;
        tick
    })
}

#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("stock-changed")]
struct StockChanged {
    left: u32,
}

#[websocket_gateway(namespace = "streams", max_in_flight = 4)]
struct Streams {
    #[inject]
    notes: Journal,
    /// How many items of a torrent were taken.
    poured: Arc<AtomicU32>,
}

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
        slow_ticks(to)
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
    fn endless(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        let dropped = Dropped(self.notes.clone());
        stream::unfold(0, |number| async move {
            sleep(Duration::from_millis(2)).await;
            Some((number + 1, number + 1))
        })
        .map(move |number| {
            let _ = &dropped;
            WsResponse::new("tick", number)
        })
    }

    /// Has no end, and its items are large: for a client that does not read.
    #[subscribe_message("torrent")]
    fn torrent(&self) -> impl Stream<Item = WsResponse<String>> + use<> {
        let water = "water".repeat(1_000);
        let poured = Arc::clone(&self.poured);
        stream::repeat(()).map(move |()| {
            poured.fetch_add(1, SeqCst);
            WsResponse::new("water", water.clone())
        })
    }

    /// Ends the socket in its middle.
    #[subscribe_message("kicks")]
    fn kicks(&self, socket: Socket) -> impl Stream<Item = WsResponse<u32>> + use<> {
        let dropped = Dropped(self.notes.clone());
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
        slow_ticks(to)
    }
}

fn builder(notes: &Journal) -> GatewayAppBuilder {
    let builder = GatewayApp::builder().provide(notes.clone());
    builder.only::<(Streams, StreamsInTurn)>()
}

async fn join(way: Way) -> (TestApp, Client, Journal) {
    let notes = Journal::<String>::default();
    let app = way.start(builder(&notes)).await;
    let client = way.join::<Streams>(&app).await;
    (app, client, notes)
}

/// The client has got these ticks, and nothing more.
async fn assert_ticks(client: &Client, to: u32) {
    assert_eq!(client.waiting_events(), to as usize);
    for number in 1..=to {
        assert_eq!(client.event_named::<u32>("tick").await, number);
    }
}

async fn is_alive(client: &Client) {
    assert_eq!(client.ask::<bool>("alive", &()).await, Ok(true));
}
