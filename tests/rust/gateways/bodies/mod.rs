//! The parameters of a method get what a client sends; the client is answered with an error about what they cannot get.
//! `Bodies` has a method for everything that a method can take.

mod malformed;
mod refused;
mod taken;

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use serde_json::{Value, json};

use crate::way::Way;

#[derive(Serialize, Deserialize)]
struct User {
    name: String,
    age: u8,
}

#[derive(Serialize, Deserialize)]
struct Name(String);

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Shape {
    Circle { radius: u32 },
    Square { side: u32 },
}

/// A custom parameter of messages: what comes after the dot in the event's name.
struct Suffix(String);

impl FromMessage for Suffix {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        match message.event().split_once('.') {
            Some((_, suffix)) => Ok(Self(suffix.to_owned())),
            None => Err(WsError::bad_request("the event has no suffix")),
        }
    }
}

/// A custom parameter of everything that has a socket.
struct Address {
    namespace: String,
}

impl FromSocket for Address {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(Self {
            namespace: socket.namespace().to_owned(),
        })
    }
}

#[websocket_gateway(namespace = "bodies")]
struct Bodies;

#[websocket_gateway]
impl Bodies {
    #[subscribe_message("typed")]
    fn typed(&self, #[message_body] user: User) -> User {
        user
    }

    #[subscribe_message("typed-async")]
    async fn typed_async(&self, #[message_body] user: User) -> User {
        tokio::task::yield_now().await;
        user
    }

    #[subscribe_message("optional")]
    fn optional(&self, #[message_body] user: Option<User>) -> Value {
        json!({ "user": user })
    }

    #[subscribe_message("nothing")]
    fn nothing(&self, #[message_body] (): ()) -> &'static str {
        "nothing"
    }

    #[subscribe_message("positional")]
    fn positional(
        &self,
        #[message_body] first: String,
        #[message_body] second: User,
        #[message_body] third: Option<bool>,
    ) -> Value {
        json!([first, second, third])
    }

    #[subscribe_message("args")]
    fn args(
        &self,
        #[message_body] Args((first, second, third)): Args<(String, User, Option<bool>)>,
    ) -> Value {
        json!([first, second, third])
    }

    /// Two, then one more.
    #[subscribe_message("args-and-more")]
    fn args_and_more(
        &self,
        #[message_body] Args((first, second)): Args<(u8, u8)>,
        #[message_body] third: Option<u8>,
    ) -> Value {
        json!([first, second, third])
    }

    #[subscribe_message("keys")]
    fn keys(
        &self,
        #[message_body("name")] name: String,
        #[message_body("age")] age: Option<u8>,
    ) -> Value {
        json!({ "name": name, "age": age })
    }

    #[subscribe_message("newtype")]
    fn newtype(&self, #[message_body] name: Name) -> Name {
        name
    }

    #[subscribe_message("tuple")]
    fn tuple(&self, #[message_body] pair: (u8, String)) -> (u8, String) {
        pair
    }

    #[subscribe_message("list")]
    fn list(&self, #[message_body] users: Vec<User>) -> usize {
        users.len()
    }

    #[subscribe_message("shape")]
    fn shape(&self, #[message_body] shape: Shape) -> u32 {
        match shape {
            Shape::Circle { radius } => 3 * radius * radius,
            Shape::Square { side } => side * side,
        }
    }

    #[subscribe_message("text")]
    fn text(&self, #[message_body] text: String) -> String {
        text
    }

    #[subscribe_message("any")]
    fn any(&self, #[message_body] value: Value) -> Value {
        value
    }

    #[subscribe_message("no-body")]
    fn no_body(&self) -> &'static str {
        "no body"
    }

    /// Bodies, handles and custom parameters in any order.
    #[subscribe_message("mixed.left", "mixed.right", "mixed")]
    async fn mixed(
        &self,
        address: Address,
        #[message_body] first: u8,
        #[connected_socket] socket: Socket<Bodies>,
        event: EventName,
        #[message_body] second: u8,
        suffix: Suffix,
    ) -> Value {
        json!({
            "namespace": address.namespace,
            "bodies": [first, second],
            "id": socket.id(),
            "event": event.0,
            "suffix": suffix.0,
        })
    }
}

async fn join(way: Way) -> (TestApp, Client) {
    let app = way.start(GatewayApp::builder().only::<(Bodies,)>()).await;
    let client = way.join::<Bodies>(&app).await;
    (app, client)
}

/// The connection, and the app, live on.
async fn is_alive(client: &Client) {
    let answer = client.ask::<String>("no-body", &()).await;
    assert_eq!(answer.unwrap(), "no body");
}
