//! `Broken` breaks its contract in many ways, one for each message.

use std::borrow::Cow;

use gateway_runtime::{contract::Binary, prelude::*, testing::TestApp};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

/// A type whose schema is written by hand, and wrong: it says that the number is a text.
#[derive(Serialize)]
pub(crate) struct Liar {
    pub(crate) number: u8,
}

impl JsonSchema for Liar {
    fn schema_name() -> Cow<'static, str> {
        "Liar".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": { "number": { "type": "string" } },
            "required": ["number"],
        })
    }
}

/// A type that holds it deep inside.
#[derive(Serialize, JsonSchema)]
struct Deep {
    items: Vec<Option<Liar>>,
}

/// A type that holds it in one of several alternatives.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind")]
enum Tagged {
    Good { number: u8 },
    Bad { liars: Vec<Liar> },
}

/// The same, and nothing says which alternative is meant.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Untagged {
    Liar(Liar),
    Text(String),
}

#[derive(Serialize, JsonSchema)]
enum External {
    One(u8),
    Two { liar: Liar },
}

/// A schema that means something else than its author wanted.
#[derive(Serialize)]
struct Misspelt(u8);

impl JsonSchema for Misspelt {
    fn schema_name() -> Cow<'static, str> {
        "Misspelt".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "nubmer" })
    }
}

/// A schema that is elsewhere.
#[derive(Serialize)]
struct Elsewhere(u8);

impl JsonSchema for Elsewhere {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Elsewhere".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "$ref": "https://schemas.example/number" })
    }
}

/// A text that is no point in time.
#[derive(Serialize, JsonSchema)]
struct At(#[schemars(extend("format" = "date-time"))] String);

#[derive(Serialize, JsonSchema)]
struct File {
    #[schemars(with = "Option<Binary>")]
    content: Value,
}

#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("liar")]
struct LiarEvent(Liar);

#[derive(WsError)]
enum Fault {
    #[ws_error(message = "a lie")]
    Lie { liar: Liar },
    #[ws_error(message = "plain")]
    Plain,
}

/// Fails with a code that the method does not have.
#[interceptor]
async fn odd(_next: Next) -> Result<Outcome, Failure> {
    Err(WsError::new("odd", "an error of nobody").into())
}

/// Adds details to an error that has none.
#[interceptor]
async fn talkative(_next: Next) -> Result<Outcome, Failure> {
    Err(WsError::new("plain", "plain").with_details(json!(1)).into())
}

/// Leaves the details of an error out.
#[interceptor]
async fn silent(_next: Next) -> Result<Outcome, Failure> {
    Err(WsError::new("lie", "a lie").into())
}

/// Says that fields are wrong, of a body without rules.
#[interceptor]
async fn picky(_next: Next) -> Result<Outcome, Failure> {
    Err(WsError::invalid(vec![gateway_runtime::FieldError::new("name", "too short")]).into())
}

/// Answers with something else than the method.
#[interceptor]
async fn other(_next: Next) -> Result<Outcome, Failure> {
    Ok(Outcome::answer(json!({ "status": "fine" })))
}

/// What the connection hook does.
#[derive(Deserialize, JsonSchema)]
struct Join {
    kind: u8,
}

#[websocket_gateway(
    namespace = "broken",
    emits(
        LiarEvent, "number" = u8, "pair" = Args<(u8, String)>, "done" = (), "deep" = Deep, "tagged" = Tagged,
        "untagged" = Untagged, "external" = External, "misspelt" = Misspelt, "elsewhere" = Elsewhere, "at" = At,
        "file" = File, "raw" = Bytes, "text" = String, "map" = std::collections::BTreeMap<String, u8>,
    )
)]
pub(crate) struct Broken;

#[websocket_gateway]
impl Broken {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[handshake_auth] auth: Option<Join>) -> Result<(), WsError> {
        match auth.map(|join| join.kind) {
            Some(1) => socket.emit("undeclared", &1)?,
            Some(2) => return Err(WsError::new("hook", "of a hook").with_details(json!([1]))),
            _ => {}
        }
        Ok(())
    }

    /// Emits an event, whatever the contract says of it.
    #[subscribe_message("emit")]
    fn emit(
        &self,
        socket: Socket,
        #[message_body] event: String,
        #[message_body] value: Value,
    ) -> Result<(), WsError> {
        Ok(socket.emit(&event, &value)?)
    }

    #[subscribe_message("emit-kind")]
    fn emit_kind(&self, socket: Socket, #[message_body] kind: String) -> Result<(), WsError> {
        let liar = Liar { number: 7 };
        match kind.as_str() {
            "liar" => socket.emit_event(&LiarEvent(liar))?,
            "two" => socket.emit("number", &Args((1, 2)))?,
            "one" => socket.emit("pair", &1)?,
            "none" => socket.emit("number", &())?,
            "both" => socket.emit("pair", &Args(("a", 1)))?,
            "some" => socket.emit("done", &1)?,
            "deep" => socket.emit(
                "deep",
                &Deep {
                    items: vec![None, Some(liar)],
                },
            )?,
            "good" => socket.emit("tagged", &Tagged::Good { number: 1 })?,
            "bad" => socket.emit("tagged", &Tagged::Bad { liars: vec![liar] })?,
            "untagged" => socket.emit("untagged", &Untagged::Liar(liar))?,
            "untagged-text" => socket.emit("untagged", &Untagged::Text("a".to_owned()))?,
            "external" => socket.emit("external", &External::Two { liar })?,
            "external-one" => socket.emit("external", &External::One(1))?,
            "misspelt" => socket.emit("misspelt", &Misspelt(1))?,
            "elsewhere" => socket.emit("elsewhere", &Elsewhere(1))?,
            "at" => socket.emit("at", &At("noon".to_owned()))?,
            "file" => socket.emit(
                "file",
                &File {
                    content: json!("text"),
                },
            )?,
            "text" => socket.emit("text", &Bytes::from_static(b"abc"))?,
            "map" => socket.emit("map", &Bytes::from_static(b"abc"))?,
            "list" => socket.emit("raw", &vec![1_u8, 2])?,
            "placeholder" => socket.emit("raw", &json!({ "_placeholder": true, "num": 0 }))?,
            _ => {}
        }
        Ok(())
    }

    #[subscribe_message("ask")]
    async fn ask(&self, socket: Socket) -> Result<u8, WsError> {
        Ok(socket.emit_with_ack::<_, u8>("undeclared", &1).await?)
    }

    #[subscribe_message("answer")]
    fn answer(&self) -> Liar {
        Liar { number: 7 }
    }

    #[subscribe_message("event")]
    fn event(&self) -> WsResponse<u8> {
        WsResponse::new("undeclared", 1)
    }

    #[subscribe_message("lie")]
    fn lie(&self) -> Result<u8, Fault> {
        Err(Fault::Lie {
            liar: Liar { number: 7 },
        })
    }

    #[subscribe_message("odd")]
    #[use_interceptors(odd)]
    fn odd(&self) -> Result<u8, Fault> {
        Err(Fault::Plain)
    }

    #[subscribe_message("talkative")]
    #[use_interceptors(talkative)]
    fn talkative(&self) -> Result<u8, Fault> {
        Err(Fault::Plain)
    }

    #[subscribe_message("silent")]
    #[use_interceptors(silent)]
    fn silent(&self) -> Result<u8, Fault> {
        Err(Fault::Plain)
    }

    #[subscribe_message("picky")]
    #[use_interceptors(picky)]
    fn picky(&self) -> Result<u8, Fault> {
        Err(Fault::Plain)
    }

    #[subscribe_message("other")]
    #[use_interceptors(other)]
    fn other(&self) -> Result<u8, Fault> {
        Err(Fault::Plain)
    }

    #[subscribe_message("two")]
    fn two(&self, #[message_body] text: String, #[message_body] loud: Option<bool>) -> usize {
        text.len() + usize::from(loud.unwrap_or_default())
    }
}

/// A namespace in which something has to be passed.
#[websocket_gateway(namespace = "members/{group}")]
pub(crate) struct Members;

#[derive(Deserialize, JsonSchema)]
struct Login {
    name: String,
}

#[websocket_gateway]
impl Members {
    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] login: Login) -> Result<(), WsError> {
        match login.name.as_str() {
            "" => Err(WsError::unauthorized("who are you?")),
            _ => Ok(()),
        }
    }
}

pub(crate) async fn app() -> TestApp {
    let builder = GatewayApp::builder().only::<(Broken, Members)>();
    TestApp::start(builder).await.unwrap()
}
