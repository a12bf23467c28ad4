//! A method marked `blocking` takes and answers what any other method does.

use std::rc::Rc;

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use crate::{
    told::told,
    way::{Way, over_each_way},
};

/// An error that stays on its thread.
struct OfOneThread(Rc<str>);

impl From<OfOneThread> for WsError {
    fn from(OfOneThread(what): OfOneThread) -> Self {
        Self::conflict(what.to_string())
    }
}

#[derive(Deserialize, garde::Validate)]
struct Image {
    #[garde(range(min = 1))]
    width: u32,
}

#[pipe]
fn doubled(width: u32) -> u32 {
    width * 2
}

#[websocket_gateway(namespace = "forms", rename_all = "kebab-case")]
struct Forms;

#[websocket_gateway]
impl Forms {
    #[subscribe_message(blocking)]
    fn nothing(&self) {}

    #[subscribe_message(blocking, "two-names", "second-name")]
    fn names(&self, name: EventName) -> String {
        name.to_string()
    }

    #[subscribe_message(blocking)]
    fn several(
        self: Arc<Self>,
        socket: Socket,
        #[message_body] a: u32,
        #[message_body] b: String,
    ) -> Args<(u32, String, SocketId)> {
        Args((a, b, socket.id()))
    }

    #[subscribe_message(blocking)]
    fn checked(&self, #[message_body(validate)] image: Image) -> u32 {
        image.width
    }

    #[subscribe_message(blocking)]
    fn piped(&self, #[message_body(pipe = doubled)] width: u32) -> u32 {
        width
    }

    #[subscribe_message(blocking)]
    fn refused(&self) -> Result<u32, OfOneThread> {
        Err(OfOneThread("no such file".into()))
    }

    #[subscribe_message(blocking)]
    fn by_hand(&self, #[ack] ack: Ack<u32>) {
        ack.send(7);
    }

    #[subscribe_message(blocking)]
    fn list(&self) -> Vec<WsResponse<u32>> {
        (1..=3)
            .map(|number| WsResponse::new("number", number))
            .collect()
    }

    #[subscribe_message(blocking)]
    fn counted(&self) -> Result<impl Stream<Item = WsResponse<u32>> + use<>, WsError> {
        Ok(stream::iter(
            (1..=3).map(|number| WsResponse::new("number", number)),
        ))
    }

    #[subscribe_message(fallback, blocking)]
    fn any(&self, name: EventName) -> String {
        format!("any: {}", &*name)
    }
}

over_each_way!(every_form_of_a_method_may_block);

async fn every_form_of_a_method_may_block(way: Way) {
    let app = way.start(GatewayApp::builder().only::<(Forms,)>()).await;
    let client = way.join::<Forms>(&app).await;
    client.ask::<()>("nothing", &()).await.unwrap();
    for name in ["two-names", "second-name"] {
        assert_eq!(client.ask::<String>(name, &()).await, Ok(name.to_owned()));
    }
    let several = client.ask::<Args<(u32, String, SocketId)>>("several", &Args((1, "b")));
    assert_eq!(several.await.unwrap().0, (1, "b".to_owned(), client.id()));
    let checked = |width: u32| client.ask::<u32>("checked", &json!({ "width": width }));
    assert_eq!(checked(3).await, Ok(3));
    assert_eq!(checked(0).await.unwrap_err().code(), "bad_request");
    assert_eq!(client.ask::<u32>("piped", &4).await, Ok(8));
    assert_eq!(
        client.ask::<u32>("refused", &()).await,
        Err(told("conflict", "no such file", "refused"))
    );
    assert_eq!(client.ask::<u32>("by-hand", &()).await, Ok(7));
    for name in ["list", "counted"] {
        client.ask::<()>(name, &()).await.unwrap();
        for number in 1..=3 {
            assert_eq!(client.event_named::<u32>("number").await, number);
        }
    }
    let any = client.ask::<Value>("something", &()).await;
    assert_eq!(any, Ok(json!("any: something")));
    client.no_event().await;
}
