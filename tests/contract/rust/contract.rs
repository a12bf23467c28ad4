//! What a builder reads of gateways: everything that a client has to know, without making or starting anything.
#![allow(
    dead_code,
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the methods are there for their signatures"
)]

use std::time::Duration;

use futures_util::{Stream, stream};
use gateway_runtime::{
    Args, Bytes, Drain, ErrorCause, ErrorDelivery, FromText, GatewayAppBuilder, Throttle,
    ThrottleBy,
    contract::{Contract, Message, Namespace, OtherCodes},
    prelude::*,
};
use schemars::JsonSchema;
use serde_json::{Value, json};

/// What nobody provides: the contract needs no provider.
struct Database;

#[derive(Serialize, Deserialize, JsonSchema)]
struct Item {
    id: u64,
    #[serde(default)]
    loud: bool,
}

#[derive(Deserialize)]
struct Opaque;

#[derive(Deserialize, JsonSchema, garde::Validate)]
struct Named {
    #[garde(length(min = 1))]
    name: String,
}

/// The stock has changed.
#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("stock-changed")]
struct StockChanged {
    left: u32,
}

#[derive(Deserialize, JsonSchema)]
struct Login {
    token: String,
}

#[derive(WsError)]
enum BuyError {
    /// There are too few.
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: u32 },
    #[ws_error(internal)]
    Database(std::io::Error),
}

#[derive(WsError)]
#[ws_error(message = "pay first")]
struct Unpaid;

#[guard]
fn open(#[handshake_auth] login: Login) -> bool {
    !login.token.is_empty()
}

#[guard(message)]
async fn paid(#[inject] database: Arc<Database>) -> Result<(), Unpaid> {
    drop(database);
    Err(Unpaid)
}

#[guard(message)]
fn moody() -> Result<(), WsError> {
    Err(WsError::forbidden("not today"))
}

#[injectable]
struct HasPlan {
    #[inject]
    database: Arc<Database>,
}

impl Guard for HasPlan {
    type Value = ();

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        Ok(())
    }
}

#[pipe]
fn doubled(value: u8) -> Result<u16, WsError> {
    Ok(u16::from(value) * 2)
}

#[filter]
fn everything(failure: Failure) -> WsError {
    failure.into_error()
}

/// The shop.
#[websocket_gateway(
    namespace = "/shop/{room}",
    timeout = "3s",
    emits(StockChanged, "tick" = u8, "said" = Args<(String, Option<String>)>)
)]
#[use_guards(open)]
#[throttle(limit = 5, per = "1m", burst = 9, name = "all", by = "ip")]
struct Shop {
    #[inject]
    database: Arc<Database>,
}

#[websocket_gateway]
impl Shop {
    /// Buys one item.
    ///
    /// Twice.
    #[subscribe_message("buy")]
    #[use_guards(paid)]
    async fn buy(
        &self,
        #[message_body] item: Item,
        #[message_body] gift: Option<bool>,
        #[param] room: u32,
    ) -> Result<Item, BuyError> {
        let _ = (gift, room);
        Ok(item)
    }

    #[subscribe_message("keys", timeout = "250ms")]
    #[throttle(skip = "all")]
    fn keys(
        &self,
        #[message_body("a")] a: u8,
        #[message_body("b")] b: Option<String>,
    ) -> Args<(u8, Option<u8>)> {
        drop(b);
        Args((a, None))
    }

    #[subscribe_message("key-and-whole")]
    fn key_and_whole(&self, #[message_body] item: Item, #[message_body("a")] a: u8) {
        let _ = (item, a);
    }

    #[subscribe_message("named")]
    #[use_guards(moody)]
    fn named(&self, #[message_body] named: Named) -> Result<String, BuyError> {
        Ok(named.name)
    }

    #[subscribe_message("unchecked")]
    #[use_filters(everything)]
    fn unchecked(&self, #[message_body(unchecked)] named: Named) -> Result<String, BuyError> {
        Ok(named.name)
    }

    #[subscribe_message("piped")]
    fn piped(&self, #[message_body(pipe = doubled)] _value: u16) {}

    #[subscribe_message("opaque")]
    fn opaque(&self, #[message_body] _opaque: Opaque) -> Result<(), WsError> {
        Ok(())
    }

    #[subscribe_message("ticks", "more-ticks")]
    fn ticks(
        &self,
        #[message_body] from: FromText<u32>,
    ) -> Result<impl Stream<Item = Result<WsResponse<u8>, BuyError>> + use<>, Unpaid> {
        let _ = from;
        Ok(stream::iter([Ok(WsResponse::new("tick", 1_u8))]))
    }

    #[subscribe_message("stock")]
    async fn stock(self: Arc<Self>) -> Option<WsResponse<StockChanged>> {
        None
    }

    #[subscribe_message("ack")]
    fn ack(
        &self,
        #[message_body] Args((a, b)): Args<(u8, Option<String>)>,
        #[ack] ack: Ack<Option<Bytes>>,
    ) {
        drop((a, b));
        ack.send(None);
    }

    #[subscribe_message("unnamed")]
    fn unnamed(&self) -> Vec<WsResponse<u16>> {
        Vec::new()
    }

    #[subscribe_message("nothing")]
    fn nothing(&self, #[message_body] (): ()) {}

    /// Everything else.
    #[subscribe_message(fallback)]
    fn rest(&self, #[message_body] bytes: Bytes) -> impl Serialize + use<> {
        bytes
    }

    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] more: Option<Value>) {
        drop(more);
    }
}

#[websocket_gateway(namespace = "plans", rename_all = "kebab-case", port = 81, path = "ws")]
#[use_guards(HasPlan)]
struct Plans;

#[websocket_gateway]
impl Plans {
    #[subscribe_message]
    fn change_plan(&self) {}
}

#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("clash")]
struct Number {
    number: u8,
}

#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("clash")]
struct Word {
    word: String,
}

#[websocket_gateway(namespace = "clashes", emits(Number))]
struct Numbers;

#[websocket_gateway(namespace = "clashes", emits(Word))]
struct Words;

#[websocket_gateway]
impl Words {
    #[subscribe_message("shifted")]
    fn shifted(&self, #[message_body] (): (), #[message_body] count: u8, #[message_body] (): ()) {
        let _ = count;
    }

    #[subscribe_message("map")]
    fn map(&self) -> std::collections::BTreeMap<String, String> {
        std::collections::BTreeMap::new()
    }
}

#[derive(Serialize, JsonSchema)]
struct State {
    status: String,
}

#[websocket_gateway]
struct Status;

#[websocket_gateway]
impl Status {
    #[subscribe_message("state")]
    fn state(&self) -> Option<State> {
        None
    }
}

fn shop(builder: &GatewayAppBuilder) -> Namespace {
    let contract = builder.contract();
    contract.endpoints["main"].namespaces["/shop/{room}"].clone()
}

fn message(event: &str) -> Message {
    shop(&GatewayApp::builder().only::<(Shop,)>()).messages[event].clone()
}

fn schemas(message: &Message) -> Vec<(&str, &Value, bool)> {
    let arguments = message.body.iter();
    arguments
        .map(|argument| (&*argument.name, &argument.schema, argument.optional))
        .collect()
}

fn codes(message: &Message) -> Vec<&str> {
    message.errors.codes.keys().map(String::as_str).collect()
}

#[test]
fn nothing_is_made_and_the_builder_can_still_be_built() {
    // There is no runtime, and no provider.
    let builder = GatewayApp::builder().only::<(Shop, Plans)>();
    let contract = builder.contract();
    assert_eq!(contract, builder.contract());
    assert_eq!(contract.endpoints.len(), 2);
    let plans = &contract.endpoints["81/ws"];
    assert_eq!((plans.port, &*plans.path), (Some(81), "/ws"));
    assert!(
        plans.namespaces["/plans"]
            .messages
            .contains_key("change-plan")
    );
}

#[test]
fn documentation_is_that_of_methods_gateways_and_events() {
    assert_eq!(message("buy").docs, "Buys one item.\n\nTwice.");
    let shop = shop(&GatewayApp::builder().only::<(Shop,)>());
    assert_eq!(shop.docs, "The shop.");
    assert_eq!(shop.events["stock-changed"].docs, "The stock has changed.");
    let fallback = shop.fallback.expect("is there");
    assert_eq!(fallback.docs, "Everything else.");
}

#[test]
fn bodies_are_the_arguments_that_a_client_sends() {
    let buy = message("buy");
    let [item, gift] = &schemas(&buy)[..] else {
        unreachable!("two bodies are two arguments");
    };
    assert_eq!(
        *item,
        ("item", &json!({ "$ref": "#/types/ItemInput" }), false)
    );
    assert_eq!((gift.0, gift.2), ("gift", true));
    let keys = message("keys");
    assert_eq!(keys.body.len(), 1);
    assert_eq!(keys.body[0].schema["required"], json!(["a"]));
    assert_eq!(
        keys.body[0].schema["properties"]["b"]["type"],
        json!(["string", "null"])
    );
    let both = message("key-and-whole");
    let parts = both.body[0].schema["allOf"].as_array().expect("is a list");
    assert_eq!(parts[0], json!({ "$ref": "#/types/ItemInput" }));
    assert_eq!(parts[1]["required"], json!(["a"]));
    let ack = message("ack");
    let names: Vec<_> = schemas(&ack)
        .iter()
        .map(|(name, _, optional)| (*name, *optional))
        .collect();
    assert_eq!(names, [("body1", false), ("body2", true)]);
    assert_eq!(message("piped").body[0].schema["maximum"], 255);
    assert_eq!(message("nothing").body, []);
    assert_eq!(
        message("ticks").body[0].schema["anyOf"][1]["type"],
        "string"
    );
}

#[test]
fn what_a_method_returns_is_the_answer() {
    let acknowledged = |event: &str| {
        let arguments = message(event).answer.acknowledgement.into_iter();
        let arguments =
            arguments.map(|argument| (argument.name, argument.schema, argument.optional));
        arguments.collect::<Vec<_>>()
    };
    assert_eq!(acknowledged("buy")[0].1, json!({ "$ref": "#/types/Item" }));
    let keys = acknowledged("keys");
    assert_eq!((&*keys[0].0, &*keys[1].0), ("answer1", "answer2"));
    assert!(!keys[1].2, "what is sent is always there");
    assert_eq!(acknowledged("key-and-whole"), []);
    let ack = acknowledged("ack");
    assert_eq!(ack[0].1["x-binary"], true);
    assert_eq!(ack[0].1["type"], json!(["string", "null"]));
    assert_eq!(message("ticks").answer.events, ["tick"]);
    assert_eq!(message("more-ticks").answer, message("ticks").answer);
    assert_eq!(message("stock").answer.events, ["stock-changed"]);
}

#[test]
fn events_are_declared_by_types_by_names_and_by_answers() {
    let shop = shop(&GatewayApp::builder().only::<(Shop,)>());
    let events: Vec<_> = shop.events.keys().collect();
    assert_eq!(events, ["said", "stock-changed", "tick"]);
    let said = &shop.events["said"].arguments;
    assert_eq!((said.len(), said[1].optional), (2, false));
}

#[test]
fn errors_are_those_of_the_method_and_of_the_guards_before_it() {
    let buy = message("buy");
    assert_eq!(codes(&buy), ["forbidden", "out_of_stock", "unpaid"]);
    assert_eq!(buy.errors.other, OtherCodes::None);
    assert_eq!(buy.guards, ["open", "paid"]);
    let out_of_stock = &buy.errors.codes["out_of_stock"];
    assert_eq!(out_of_stock.docs, "There are too few.");
    assert_eq!(out_of_stock.message.as_deref(), Some("only {left} left"));
    let details = out_of_stock.details.as_ref().expect("there are details");
    assert_eq!(details["properties"]["left"]["format"], "uint32");
    // Of the stream itself, and of its items.
    assert_eq!(
        codes(&message("ticks")),
        ["forbidden", "out_of_stock", "unpaid"]
    );
    for (event, other) in [
        ("named", OtherCodes::Around),
        ("unchecked", OtherCodes::Around),
        ("piped", OtherCodes::Around),
        ("opaque", OtherCodes::Any),
        ("ack", OtherCodes::Any),
        ("keys", OtherCodes::None),
    ] {
        assert_eq!(message(event).errors.other, other, "{event}");
    }
    let mapped = GatewayApp::builder()
        .only::<(Shop,)>()
        .on_error(|error, _| error);
    assert_eq!(
        shop(&mapped).messages["keys"].errors.other,
        OtherCodes::Around
    );
}

#[test]
fn guards_refuse_connections() {
    let shop = shop(&GatewayApp::builder().only::<(Shop,)>());
    let refusals: Vec<_> = shop.refusals.codes.keys().collect();
    assert_eq!(refusals, ["forbidden"], "`paid` runs before messages alone");
    let contract = GatewayApp::builder().only::<(Plans,)>().contract();
    let plans = &contract.endpoints["81/ws"].namespaces["/plans"];
    assert_eq!(plans.refusals.other, OtherCodes::Around);
    assert_eq!(plans.messages["change-plan"].guards, ["HasPlan"]);
}

#[test]
fn auth_is_what_every_reader_needs_and_params_are_those_of_the_pattern() {
    let shop = shop(&GatewayApp::builder().only::<(Shop,)>());
    let auth = shop.auth.expect("is read");
    assert_eq!(auth.schema, json!({ "$ref": "#/types/Login" }));
    assert!(!auth.optional);
    assert_eq!(shop.params["room"]["format"], "uint32");
}

#[test]
fn limits_timeouts_and_rules_are_said() {
    let buy = message("buy");
    let [limit] = &buy.limits[..] else {
        unreachable!("the gateway has one");
    };
    assert_eq!(limit.name.as_deref(), Some("all"));
    assert_eq!(
        (limit.limit, limit.per_ms, limit.burst),
        (5, 60_000, Some(9))
    );
    assert_eq!((&*limit.by, &*limit.scope), ("ip", "gateway"));
    assert_eq!(message("keys").limits, []);
    assert_eq!(
        (buy.timeout_ms, message("keys").timeout_ms),
        (Some(3_000), Some(250))
    );
    assert!(message("named").validated);
    assert!(!message("unchecked").validated && !buy.validated);
}

#[test]
fn what_stands_around_all_gateways_counts_too() {
    let builder = GatewayApp::builder()
        .only::<(Shop,)>()
        .guard::<HasPlan>()
        .filter::<everything>()
        .throttle(Throttle::new(7, Duration::from_secs(1)).by(ThrottleBy::key(|_| String::new())));
    let keys = &shop(&builder).messages["keys"];
    assert_eq!(keys.guards, ["HasPlan", "open"]);
    assert_eq!(keys.errors.other, OtherCodes::Around);
    assert_eq!(
        (
            keys.limits[0].limit,
            &*keys.limits[0].by,
            &*keys.limits[0].scope
        ),
        (7, "key", "app")
    );
}

#[test]
fn the_form_of_errors_is_that_of_the_app() {
    let contract = GatewayApp::builder()
        .only::<(Shop,)>()
        .error_delivery(ErrorDelivery::Exception)
        .error_cause(ErrorCause::None)
        .contract();
    assert_eq!(contract.errors.delivery, ErrorDelivery::Exception);
    assert_eq!(contract.errors.cause, ErrorCause::None);
}

#[test]
fn what_the_contract_cannot_say_is_a_problem_with_its_place() {
    let contract = GatewayApp::builder().only::<(Shop, Status)>().contract();
    let problems = contract.problems();
    let of = |method: &str| {
        let found = problems.iter().filter(|problem| problem.contains(method));
        found.cloned().collect::<Vec<_>>()
    };
    for (method, word) in [
        ("Shop::opaque", "`Opaque` does not implement `JsonSchema`"),
        ("Shop::rest", "`Bytes`"),
        ("Shop::unnamed", "emits(\"name\" = u16)"),
        ("Status::state", "`status`"),
    ] {
        let [problem] = &of(method)[..] else {
            unreachable!("one problem of `{method}`: {problems:?}");
        };
        assert!(problem.contains(word), "{problem}");
        assert!(problem.contains("contract.rs:"), "{problem}");
    }
    assert_eq!(problems.len(), 4, "{problems:?}");
    let strict = contract.strict().expect_err("has problems");
    assert_eq!(strict.lines().len(), 4);
    assert!(strict.to_string().contains("\n- `Shop::opaque`"));
}

#[test]
fn a_contract_is_read_as_it_is_written() {
    let contract = GatewayApp::builder().only::<(Shop, Plans)>().contract();
    let read: Contract = serde_json::from_str(&contract.to_json()).expect("is a contract");
    assert_eq!(read.problems(), [""; 0]);
    assert_eq!(read.to_json(), contract.to_json());
    assert_eq!(read.typescript(), contract.typescript());
}

#[test]
fn an_event_with_two_types_is_either_of_them_and_a_problem() {
    let contract = GatewayApp::builder().only::<(Numbers, Words)>().contract();
    let namespace = &contract.endpoints["main"].namespaces["/clashes"];
    let schema = &namespace.events["clash"].arguments[0].schema;
    assert_eq!(
        *schema,
        json!({ "anyOf": [{ "$ref": "#/types/Number" }, { "$ref": "#/types/Word" }] })
    );
    let problems = contract.problems().join("\n");
    assert!(
        problems.contains("the event `clash` is declared with two types"),
        "{problems}"
    );
    assert!(
        problems.contains("`Words::map`"),
        "a map may have a `status`: {problems}"
    );
}

/// An app that announces its end with this event.
fn announcing(event: &str) -> GatewayAppBuilder {
    GatewayApp::builder().drain(Drain::over(Duration::from_secs(30)).announce(event))
}

#[test]
fn the_announcement_of_the_end_is_an_event_of_every_namespace() {
    let contract = announcing("server-draining")
        .only::<(Shop, Plans)>()
        .contract();
    for (endpoint, namespace) in [("main", "/shop/{room}"), ("81/ws", "/plans")] {
        let event = &contract.endpoints[endpoint].namespaces[namespace].events["server-draining"];
        let [argument] = &event.arguments[..] else {
            unreachable!("one argument: {event:?}");
        };
        assert_eq!((&*argument.name, argument.optional), ("data", false));
        assert_eq!(argument.schema["properties"]["in"]["type"], "integer");
        assert_eq!(argument.schema["required"], json!(["in"]));
        assert!(event.docs.contains("the server ends"), "{}", event.docs);
    }
    let types = contract.typescript();
    for events in ["ShopRoomServerToClientEvents", "PlansServerToClientEvents"] {
        let (_, of_namespace) = types
            .split_once(&format!("interface {events}"))
            .expect("is there");
        let (of_namespace, _) = of_namespace.split_once("\n}").expect("ends");
        assert!(
            of_namespace.contains("\"server-draining\""),
            "{of_namespace}"
        );
    }
    let asyncapi = contract.asyncapi("Shop", "1").to_json();
    assert!(asyncapi.contains("#server-draining"), "{asyncapi}");
}

#[test]
fn an_app_that_announces_nothing_has_no_such_event() {
    let silent = GatewayApp::builder()
        .only::<(Plans,)>()
        .drain(Drain::over(Duration::from_secs(30)));
    let contract = silent.contract();
    assert!(
        contract.endpoints["81/ws"].namespaces["/plans"]
            .events
            .is_empty()
    );
}

#[test]
fn an_announcement_that_a_gateway_declares_otherwise_is_a_problem_of_the_builder() {
    let contract = announcing("clash").only::<(Numbers,)>().contract();
    let events = &contract.endpoints["main"].namespaces["/clashes"].events;
    let schema = &events["clash"].arguments[0].schema;
    assert_eq!(schema["anyOf"][0], json!({ "$ref": "#/types/Number" }));
    assert_eq!(schema["anyOf"][1]["required"], json!(["in"]));
    let [problem] = contract.problems() else {
        unreachable!("one problem: {:?}", contract.problems());
    };
    for part in ["`drain`", "`clash`", "`/clashes`", "`emits(..)`"] {
        assert!(problem.contains(part), "{part}: {problem}");
    }
}

#[test]
fn a_body_that_is_nothing_takes_an_argument_all_the_same() {
    let contract = GatewayApp::builder().only::<(Words,)>().contract();
    let message = &contract.endpoints["main"].namespaces["/clashes"].messages["shifted"];
    let arguments: Vec<_> = schemas(message)
        .iter()
        .map(|one| (one.1["type"].clone(), one.2))
        .collect();
    assert_eq!(
        arguments,
        [(json!("null"), true), (json!("integer"), false)]
    );
}
