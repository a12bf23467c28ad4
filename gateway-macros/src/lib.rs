//! `gateway-macros` has the attribute macros of `gateway-runtime`.
//!
//! Depend on `gateway-runtime`, which re-exports the macros. Their documentation is here, where
//! editors look for it; its links lead to the pages of `gateway-runtime`, where people read it.
//!
//! Each macro is a line here and a function over `proc_macro2` tokens, which unit tests can call.
//! `#[websocket_gateway]` on a struct is the folder `gateway`, on an `impl` block the folder
//! `block`; neither knows the other. In both the phases are folders: `syntax` parses, `understand`
//! makes the `model` and reports what is wrong to `errors`, `expand` prints the model. Printing
//! cannot fail: what is wrong was reported before and is not in the model.
//!
//! A function that is an enhancer is the folder `enhancer`, with the same phases; what it has in common with a method is
//! `callable`. What stands around methods is `enhancer_list`. `#[derive(WsError)]` is the folder `ws_error`.
//!
//! The other files are what the folders use: attributes and their `arguments`, the `values` that
//! may stand after an option's name, and the rules for names, paths, spans and types.

#![doc(html_root_url = "https://docs.rs/gateway-runtime/latest/")]

mod arguments;
mod attributes;
mod block;
mod bundle;
mod callable;
mod constant;
mod editor;
mod enhancer;
mod enhancer_list;
mod errors;
mod event_literal;
mod event_name;
mod fields;
mod gateway;
mod injectable;
mod misplaced_attribute;
mod namespace;
mod runtime_path;
mod server_event;
mod spans;
mod strip;
mod suggestion;
mod types;
mod values;
mod websocket_gateway;
mod ws_error;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Marks the struct of a gateway and each of its `impl` blocks. The options stand on the struct.
///
/// A gateway is in no list: every marked struct that is linked into the program is served. See
/// [Registering](../gateway_runtime/guide/registering/index.html).
///
/// # On the struct
///
/// | option | value | meaning |
/// |---|---|---|
/// | [`namespace`](../gateway_runtime/attributes/websocket_gateway/namespace/index.html) | `"payment"`, `"/payment"` or `"chat/{room}"`, or a constant with such a text: `names::PAYMENT` | the Socket.IO namespace. Default: the root namespace, `/`. [With parameters](#dynamic-namespaces), the gateway serves every namespace that matches |
/// | [`emits(..)`](../gateway_runtime/attributes/websocket_gateway/emits/index.html) | event types | the events that [`emit_event`](../gateway_runtime/struct.Server.html#method.emit_event) accepts on `Server<Self>` and `Socket<Self>`: see [`ServerEvent`](../gateway_runtime/derive.ServerEvent.html) |
/// | [`rename_all`](../gateway_runtime/attributes/websocket_gateway/rename_all/index.html) | `"kebab-case"`, `"camelCase"`, `"PascalCase"`, `"snake_case"`, `"SCREAMING_SNAKE_CASE"`, `"SCREAMING-KEBAB-CASE"`, `"lowercase"`, `"UPPERCASE"` | how a [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html) without a name turns the method's name into the event's. Default: unchanged |
/// | [`ordering`](../gateway_runtime/attributes/websocket_gateway/ordering/index.html) | `"start"`, `"sequential"` | when the handler of a client's next message starts: when the one before has ended or reached an `.await` that has to wait (`"start"`, the default), or when it has ended (`"sequential"`) |
/// | [`max_in_flight`](../gateway_runtime/attributes/websocket_gateway/max_in_flight/index.html) | a number, at least 1 | how many messages of one socket may be in work at a time. Default: 1,024 |
/// | [`ignore_unknown_events`](../gateway_runtime/attributes/websocket_gateway/ignore_unknown_events/index.html) | (no value), or `true`, `false` | an event that no method handles gets no acknowledgement and no error. Default: the error `not_found` |
/// | [`timeout`](../gateway_runtime/attributes/websocket_gateway/timeout/index.html) | `"250ms"`, `"5s"`, `"2m"` | how long a handler may take before its client gets a `timeout` error instead of the answer. Default: no limit. A `timeout` in [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html) overrides the gateway's. Neither covers hooks, streams, or an `Ack` that was moved into a task |
/// | [`validate`](../gateway_runtime/attributes/websocket_gateway/validate/index.html) | (no value) | all bodies of the gateway can be validated, as with `#[message_body(validate)]`: one without rules does not compile; numbers, text and the like are let through: see [`Validate`](../gateway_runtime/trait.Validate.html#where-bodies-are-validated) |
/// | `crate` | a path | the path of the runtime, for crates that re-export the runtime: `crate = ::my_facade::gateway_runtime` |
///
/// `ordering`, `max_in_flight` and `ignore_unknown_events` belong to the namespace: gateways that share one must not
/// contradict each other. The options of the gateway's server are listed
/// [below](#the-server-of-a-gateway).
///
/// | field attribute | the field is |
/// |---|---|
/// | [`#[websocket_server]`](../gateway_runtime/attr.websocket_server.html) | the handle to the gateway's namespace: `Server<ChatGateway>` with the gateway's own name, or `Server` |
/// | [`#[inject]`](../gateway_runtime/attr.inject.html) | the value of exactly this type that was given to [`provide`](../gateway_runtime/struct.GatewayAppBuilder.html#method.provide) |
/// | [`#[default = expression]`](../gateway_runtime/attributes/default/index.html) | the expression's value |
/// | (no attribute) | `Default::default()` |
///
/// The struct must not be generic: a gateway is one type, registered once. One instance serves all
/// sockets, so its methods take `&self`.
///
/// # On an `impl` block
///
/// | method attribute | the method |
/// |---|---|
/// | [`#[subscribe_message("event")]`](../gateway_runtime/attr.subscribe_message.html) | handles messages |
/// | [`#[on_gateway_init]`](../gateway_runtime/attr.on_gateway_init.html) | runs once, before anybody can connect |
/// | [`#[on_gateway_connection]`](../gateway_runtime/attr.on_gateway_connection.html) | runs when a client has connected |
/// | [`#[on_gateway_disconnect]`](../gateway_runtime/attr.on_gateway_disconnect.html) | runs when a client has left |
/// | [`#[on_server_event("event")]`](../gateway_runtime/attr.on_server_event.html) | runs when another server has emitted the event |
/// | [`#[on_gateway_shutdown]`](../gateway_runtime/attr.on_gateway_shutdown.html) | runs once at the end of the app, after the last disconnect hook |
/// | [`#[interval("1s")]`](../gateway_runtime/attr.interval.html) | runs again and again, as long as the app |
/// | [`#[on_event]`](../gateway_runtime/attr.on_event.html) | listens for events of the app |
///
/// All of them take `&self`, and may be `async` or not. A method that is not `async` runs where its
/// message arrived, on a thread of the async runtime, so the method must not block. The macro leaves other
/// methods as they are, and reads no method's body. A `#[cfg]` on a method also applies to the method's
/// registration. A helper attribute inside `cfg_attr` is refused, since the macro cannot see whether the
/// attribute is there.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use gateway_runtime::prelude::*;
///
/// struct Greeter;
///
/// impl Greeter {
///     fn greet(&self, name: &str) -> String {
///         format!("Hello {name}")
///     }
/// }
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("greeted")]
/// struct Greeted {
///     count: u64,
/// }
///
/// #[websocket_gateway(namespace = "greetings", rename_all = "kebab-case", emits(Greeted))]
/// struct Greetings {
///     #[websocket_server]
///     server: Server<Greetings>,
///     #[inject]
///     greeter: Arc<Greeter>,
///     #[default = String::from("world")]
///     fallback_name: String,
///     greeted: AtomicU64,
/// }
///
/// #[websocket_gateway]
/// impl Greetings {
///     #[subscribe_message] // "say-hello"
///     async fn say_hello(&self, #[message_body] name: Option<String>) -> Result<String, WsError> {
///         let count = self.greeted.fetch_add(1, Ordering::Relaxed) + 1;
///         self.server.emit_event(&Greeted { count }).await?;
///         Ok(self.greeter.greet(name.as_deref().unwrap_or(&self.fallback_name)))
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), AppError> {
/// let app = GatewayApp::builder()
///     .only::<(Greetings,)>()
///     .provide(Arc::new(Greeter))
///     .build()
///     .await?;
/// assert!(app.try_gateway::<Greetings>().is_some());
/// # Ok(()) }
/// ```
///
/// A mistake is a compile error that points at the mistake, for example an event that the gateway does not
/// declare:
///
/// ```compile_fail
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("tick")]
/// struct Tick;
///
/// #[websocket_gateway] // `emits(Tick)` is missing
/// struct Clock {
///     #[websocket_server]
///     server: Server<Clock>,
/// }
///
/// impl Clock {
///     async fn tick(&self) -> Result<(), WsError> {
///         self.server.emit_event(&Tick).await?;
///         Ok(())
///     }
/// }
/// ```
///
/// # The server of a gateway
///
/// | option | value | meaning |
/// |---|---|---|
/// | [`port`](../gateway_runtime/attributes/websocket_gateway/port/index.html) | a number up to 65535 | the port of a listener beside the app's own; with 0 the system chooses a port. Default: the gateway is served where the app listens |
/// | [`path`](../gateway_runtime/attributes/websocket_gateway/path/index.html) | `"/socket.io"` | what clients give as `path` in `io(url, { path })`, percent-encoded as they send it. Default: `/socket.io` |
/// | [`transports(..)`](../gateway_runtime/attributes/websocket_gateway/transports/index.html) | `websocket`, `polling` | how clients may connect. Default: both |
/// | [`cors(..)`](../gateway_runtime/attributes/websocket_gateway/cors/index.html) | `origin = "https://example.com"` or `origin = ["..", ".."]`, optionally with `credentials` | the origins whose pages may connect, by polling and by WebSocket, written as browsers send them; `"https://*.example.com"` stands for all subdomains, the `*` being one label, and `"*"` is any origin. Default: the server's own origin alone. With `credentials`, browsers send cookies along, which they refuse to do for `"*"`; NestJS's `origin: true` with credentials, which lets every page act as its visitor, is not offered. See [`Cors`](../gateway_runtime/options/struct.Cors.html) |
/// | [`ping_interval`](../gateway_runtime/attributes/websocket_gateway/ping_interval/index.html) | `"25s"` | how often the server pings a client to see whether the client is still there. Default: 25 seconds |
/// | [`ping_timeout`](../gateway_runtime/attributes/websocket_gateway/ping_timeout/index.html) | `"20s"` | how long the server waits for the answer to a ping. Default: 20 seconds |
/// | [`connect_timeout`](../gateway_runtime/attributes/websocket_gateway/connect_timeout/index.html) | `"45s"` | how long a client may be connected to no namespace. Default: 45 seconds |
/// | [`max_payload`](../gateway_runtime/attributes/websocket_gateway/max_payload/index.html) | a number of bytes, at least 1 | the length of the longest message that a client may send. Default: 1,000,000 |
/// | [`max_attachments`](../gateway_runtime/attributes/websocket_gateway/max_attachments/index.html) | a number of attachments, at least 1 | how many pieces of binary data a message of a client may have. Default: 100 |
/// | [`max_buffer_size`](../gateway_runtime/attributes/websocket_gateway/max_buffer_size/index.html) | a number of packets, at least 1 | how many packets may wait to be sent to one client. Default: 4,096 |
///
/// Gateways with the same port and path share a server. Each of them may set some of its options, but two
/// that contradict each other are an error at start-up, which names both.
///
/// Options that depend on where the app runs can be set at run time. If several places set the same option,
/// the later one in this list wins:
///
/// 1. the defaults,
/// 2. the attribute on the struct,
/// 3. the app's adapter: [`WebSocketAdapter::configure`](../gateway_runtime/trait.WebSocketAdapter.html#method.configure),
/// 4. the builder, for all gateways: [`options`](../gateway_runtime/struct.GatewayAppBuilder.html#method.options), or
///    [`ping_interval`](../gateway_runtime/struct.GatewayAppBuilder.html#method.ping_interval) and the like,
/// 5. the builder, for one gateway:
///    [`gateway_options`](../gateway_runtime/struct.GatewayAppBuilder.html#method.gateway_options).
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(
///     namespace = "chat",
///     port = 8081,
///     path = "/ws",
///     transports(websocket),
///     cors(origin = ["https://example.com", "http://localhost:3000"], credentials),
///     ping_interval = "10s",
///     max_payload = 64_000,
/// )]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("say")]
///     fn say(&self, #[message_body] text: String) -> String {
///         text
///     }
/// }
///
/// // On the same server, for the same pages.
/// #[websocket_gateway(namespace = "news", port = 8081, path = "/ws")]
/// struct News;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), AppError> {
/// let app = GatewayApp::builder().only::<(Chat, News)>().build().await?;
/// assert!(app.try_gateway::<Chat>().is_some());
/// # Ok(()) }
/// ```
///
/// # Dynamic namespaces
///
/// A namespace may have parameters, with names in snake case. A segment may have one parameter, with or
/// without text around it. A last segment `{*name}` stands for all segments that follow.
///
/// | namespace | matches | with |
/// |---|---|---|
/// | `"chat/{room}"` | `/chat/lobby` | `room` is `lobby` |
/// | `"shop/order-{id}.v1"` | `/shop/order-7.v1` | `id` is `7` |
/// | `"files/{*path}"` | `/files/a/b` | `path` is `a/b` |
///
/// Handlers, connection hooks and disconnect hooks take parameters with `#[param]`:
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(namespace = "chat/{room}", timeout = "5s")]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_connection]
///     fn joined(&self, #[param] room: String) {
///         println!("somebody is in {room}");
///     }
///
///     #[subscribe_message("room-number", timeout = "250ms")]
///     fn room_number(&self, #[param("room")] number: u64) -> u64 {
///         number
///     }
/// }
/// ```
///
/// # What it expands to
///
/// The struct gets an implementation of [`Gateway`](../gateway_runtime/trait.Gateway.html) and one record. Each marked method gets
/// an implementation of a hidden trait, a few lines that take the method's parameters and answer with its
/// value, and one record. At start-up the runtime collects the records of all linked crates through
/// `inventory`.
#[proc_macro_attribute]
pub fn websocket_gateway(arguments: TokenStream, item: TokenStream) -> TokenStream {
    websocket_gateway::expand(arguments.into(), item.into()).into()
}

/// Marks a method of a gateway that handles messages: NestJS's `@SubscribeMessage`.
///
/// | form | the method handles |
/// |---|---|
/// | `#[subscribe_message("a")]` | the event `a` |
/// | `#[subscribe_message("a", "b")]` | both; an [`EventName`](../gateway_runtime/extract/struct.EventName.html) parameter tells which |
/// | `#[subscribe_message(events::SEND)]` | the event with the name that the constant holds, beside strings too |
/// | `#[subscribe_message]` | the event with the method's name, cased by the gateway's `rename_all` |
/// | `#[subscribe_message(fallback)]` | every event of the namespace that no other method handles |
/// | `#[subscribe_message("a", timeout = "5s")]` | `a`, with a timeout of its own: `"250ms"`, `"5s"`, `"2m"`. The other forms may have a `timeout` too. Where `timeout` stands alone, the event has the method's name |
/// | `#[subscribe_message("a", blocking)]` | `a`, on a thread where the method [may block](../gateway_runtime/attributes/subscribe_message/blocking/index.html): a plain `fn` that computes for long, or waits for a file or for a library without `async`. The other forms may be `blocking` too |
///
/// The name of an event may be a constant of the type `&'static str`, by its path. NestJS's
/// `@SubscribeMessage(Events.SEND)` of an enum is a module of constants, or an `impl` with them:
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// mod names {
///     pub const CHAT: &str = "chat";
/// }
///
/// struct Events;
///
/// impl Events {
///     const SEND: &'static str = "send-message";
///     const SENT: &'static str = "receive-message";
/// }
///
/// #[derive(Serialize, ServerEvent)]
/// #[event(Events::SENT)]
/// struct Sent {
///     text: String,
/// }
///
/// #[websocket_gateway(namespace = names::CHAT, emits(Sent))]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message(Events::SEND, "say")]
///     fn send(&self, #[message_body] text: String) -> WsResponse<Sent> {
///         WsResponse::event(Sent { text })
///     }
/// }
/// ```
///
/// A constant is checked while it is compiled, as a string is. It may be an associated constant, also of
/// the gateway (`Self::SEND`) or of a trait (`<Sent as ServerEvent>::NAME`). A single word has to begin
/// with a capital letter: `SEND`.
///
/// Each event of a namespace has one handler. Some names cannot be used: socket.io's own (`connect`,
/// `connect_error`, `disconnect`, `disconnecting`, `newListener`, `removeListener`); `exception`, which
/// carries errors; and names with characters that JSON escapes, at which the protocol library closes the
/// connection.
///
/// # Parameters
///
/// | parameter | what it gets |
/// |---|---|
/// | [`#[message_body] body: T`](../gateway_runtime/attr.message_body.html) | the first argument that the client emitted. Several such parameters take the first, the second, … argument; one parameter of type [`Args<(A, B)>`](../gateway_runtime/struct.Args.html) takes several arguments at once |
/// | `#[message_body("key")] value: T` | a member of the first argument |
/// | `#[message_body(validate)] body: T`, `#[message_body("key", validate)] value: T` | the same, once its `garde::Validate` has accepted the value; a type without rules does not compile. With the feature `validation`, a type that has rules is validated without the word as well: see [`Validate`](../gateway_runtime/trait.Validate.html) |
/// | `#[message_body(unchecked)] body: T`, `#[message_body("key", unchecked)] value: T` | the same, without validation, although the type has rules |
/// | [`#[connected_socket] socket: Socket`](../gateway_runtime/attr.connected_socket.html) | the calling client: [`Socket`](../gateway_runtime/struct.Socket.html), or `Socket<Self>` for typed events |
/// | [`#[ack] ack: Ack<T>`](../gateway_runtime/attr.ack.html) | the acknowledgement, which the method then gives itself: [`Ack`](../gateway_runtime/extract/struct.Ack.html) |
/// | [`#[handshake_auth] auth: T`](../gateway_runtime/attr.handshake_auth.html) | what the client passed as `auth` when it connected |
/// | [`#[param] room: T`](../gateway_runtime/attr.param.html), `#[param("room")] id: T` | a parameter of the [dynamic namespace](../gateway_runtime/attr.websocket_gateway.html#dynamic-namespaces), as text or read as a number, `bool`, newtype or enum. Its name is that of the method's parameter, unless the attribute names another |
/// | [`#[guarded] user: T`](../gateway_runtime/attr.guarded.html) | what a guard in front of the method gave |
/// | [`#[inject] greeter: T`](../gateway_runtime/attr.inject.html) | the value of exactly this type that was given to [`provide`](../gateway_runtime/struct.GatewayAppBuilder.html#method.provide) |
/// | [`#[per_connection] cart: Arc<T>`](../gateway_runtime/attr.per_connection.html) | the `T` of this socket, which is made at the first use and kept until the socket has left |
/// | `name: T`, without attribute | any type that implements [`FromMessage`](../gateway_runtime/extract/trait.FromMessage.html), among them those of [`extract`](../gateway_runtime/extract/index.html) |
///
/// The first parameter is `&self`, or `self: Arc<Self>` for a method that spawns a task which uses the gateway: a task
/// outlives the call, so it cannot borrow `self` (the compiler says "borrowed data escapes outside of method", E0521).
/// The same holds for hooks.
///
/// A body is any type that implements `DeserializeOwned` (see [`Body`](../gateway_runtime/trait.Body.html)). One value is one
/// argument; this holds for tuples, arrays and newtypes too. An argument that was not sent is `None` for an
/// `Option`, and an error for every type that needs a value; surplus arguments are ignored. Binary data is
/// [`Bytes`](../gateway_runtime/struct.Bytes.html), alone or inside another type. A body that does not decode is answered with
/// `bad_request` and the path to the fault. Bodies are taken after all other parameters, wherever they stand, so
/// that a client which an extractor refuses does not learn what a body should look like.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize, garde::Validate)]
/// struct SignUp {
///     #[garde(length(min = 3))]
///     name: String,
/// }
///
/// #[derive(Deserialize)]
/// struct Credentials {
///     token: String,
/// }
///
/// struct Greeter;
///
/// impl Greeter {
///     fn greet(&self, name: &str) -> String {
///         format!("Hello {name}")
///     }
/// }
///
/// #[websocket_gateway(namespace = "accounts")]
/// struct Accounts;
///
/// #[websocket_gateway]
/// impl Accounts {
///     #[subscribe_message("sign-up")]
///     fn sign_up(
///         &self,
///         #[message_body(validate)] body: SignUp,
///         #[handshake_auth] auth: Option<Credentials>,
///         #[inject] greeter: Arc<Greeter>,
///     ) -> Result<String, WsError> {
///         match auth {
///             Some(Credentials { token }) if token == "secret" => Ok(greeter.greet(&body.name)),
///             _ => Err(WsError::unauthorized("who are you?")),
///         }
///     }
/// }
/// ```
///
/// # Answers
///
/// | the method returns | the client gets |
/// |---|---|
/// | `()` | an empty acknowledgement |
/// | `T: Serialize` | an acknowledgement with one argument; `None` is `null`, `Arc<T>` is `T` |
/// | [`Args((a, b))`](../gateway_runtime/struct.Args.html) | an acknowledgement with several arguments |
/// | [`WsResponse<T>`](../gateway_runtime/struct.WsResponse.html) | the event, then an empty acknowledgement |
/// | `Option<WsResponse<T>>` | the event if there is one, then an empty acknowledgement |
/// | `impl Stream` of `WsResponse<T>`, or of `Result<WsResponse<T>, E>` | each event as it comes, then an empty acknowledgement |
/// | `Result<_, E>` of these | the same; or the error, if `E` converts into [`WsError`](../gateway_runtime/struct.WsError.html) |
///
/// A client that requests no acknowledgement gets no answer; an error reaches it as the event `exception`.
///
/// An answer must own its data, because the answer is sent after the method has returned, and so must an error, which
/// filters see first. A returned
/// `impl Stream` borrows `self` unless its type has `+ use<>`:
///
/// ```
/// use futures_util::stream::{self, Stream, StreamExt};
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Countdown {
///     #[default = 3]
///     start: u8,
/// }
///
/// #[websocket_gateway]
/// impl Countdown {
///     #[subscribe_message("count")]
///     fn count(&self) -> impl Stream<Item = WsResponse<u8>> + use<> {
///         stream::iter((1..=self.start).rev()).map(|number| WsResponse::new("tick", number))
///     }
/// }
/// ```
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(namespace = "calculator")]
/// struct Calculator;
///
/// #[websocket_gateway]
/// impl Calculator {
///     // emit("divide", 6, 3, callback)
///     #[subscribe_message("divide")]
///     fn divide(&self, #[message_body] dividend: i64, #[message_body] divisor: i64) -> Result<i64, WsError> {
///         dividend.checked_div(divisor).or_bad_request("cannot divide by zero")
///     }
///
///     // emit("split", { text: "a,b", separator: "," }, callback)
///     #[subscribe_message("split")]
///     fn split(&self, #[message_body("text")] text: String, #[message_body("separator")] separator: Option<char>) -> Vec<String> {
///         text.split(separator.unwrap_or(' ')).map(str::to_owned).collect()
///     }
///
///     #[subscribe_message(fallback)]
///     fn unknown(&self, event: EventName) -> Result<(), WsError> {
///         Err(WsError::not_found(format!("the calculator cannot `{}`", &*event)))
///     }
/// }
/// ```
///
/// Outside of a block marked [`#[websocket_gateway]`](../gateway_runtime/attr.websocket_gateway.html), the attribute is an error:
///
/// ```compile_fail
/// use gateway_runtime::prelude::*;
///
/// struct NotAGateway;
///
/// impl NotAGateway {
///     #[subscribe_message("event")]
///     fn event(&self) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn subscribe_message(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(
        attributes::SUBSCRIBE_MESSAGE,
        &arguments.into(),
        item.into(),
    )
    .into()
}

/// Marks the method of a gateway that runs once at start-up, before anybody can connect: NestJS's
/// `OnGatewayInit`, but awaited.
///
/// The namespace exists by then, so handles to it work. A parameter is a [`Server`](../gateway_runtime/struct.Server.html),
/// another type that implements [`FromInit`](../gateway_runtime/extract/trait.FromInit.html), or marked `#[inject]`. The hook
/// returns `()`, or `Result<(), E>` of any error type; an error stops the start-up. Init hooks run one after another, in the
/// order of their gateways' names.
///
/// What runs again and again is better marked [`#[interval("1s")]`](../gateway_runtime/attr.interval.html). A task that the
/// hook spawns cannot borrow `self` (E0521): clone the handle that it needs first, as here, or
/// take `self: Arc<Self>` in place of `&self`.
///
/// ```
/// use gateway_runtime::prelude::*;
/// # async fn next_price() -> u64 { std::future::pending().await }
///
/// #[websocket_gateway]
/// struct Prices;
///
/// #[websocket_gateway]
/// impl Prices {
///     #[on_gateway_init]
///     fn start(&self, server: Server<Prices>) {
///         tokio::spawn(async move {
///             loop {
///                 let price = tokio::select! {
///                     () = server.closed() => break,        // the app ends
///                     price = next_price() => price,
///                 };
///                 if let Err(error) = server.emit("price", &price).await {
///                     eprintln!("{error}");
///                 }
///             }
///         });
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_gateway_init(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_INIT, &arguments.into(), item.into()).into()
}

/// Marks the method of a gateway that runs when a client has connected: NestJS's
/// `OnGatewayConnection`, but awaited.
///
/// The hook completes before the first message of the socket is handled; messages that arrive meanwhile
/// wait. A parameter is a [`Socket`](../gateway_runtime/struct.Socket.html), another type that implements
/// [`FromSocket`](../gateway_runtime/extract/trait.FromSocket.html), or marked `#[handshake_auth]`, `#[param]` or `#[inject]` as in
/// [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html#parameters). The hook returns `()`, or `Result<(), E>`
/// where `E` converts into [`WsError`](../gateway_runtime/struct.WsError.html). An error refuses the client.
/// The client has already seen `connect`; it gets the event `exception` and is disconnected. Messages that wait are
/// answered with the error. See [Refusing clients](../gateway_runtime/guide/refusing_clients/index.html).
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Lobby;
///
/// #[websocket_gateway]
/// impl Lobby {
///     #[on_gateway_connection]
///     async fn joined(&self, #[connected_socket] socket: Socket) -> Result<(), WsError> {
///         if socket.broadcast().sockets()?.len() >= 100 {
///             return Err(WsError::forbidden("the lobby is full"));
///         }
///         socket.join("lobby");
///         socket.to("lobby").emit("joined", &socket.id()).await?;
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_gateway_connection(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(
        attributes::ON_GATEWAY_CONNECTION,
        &arguments.into(),
        item.into(),
    )
    .into()
}

/// Marks the method of a gateway that runs when a client has left: NestJS's `OnGatewayDisconnect`.
///
/// The hook runs exactly once for each socket that the gateway accepted, also on shutdown. The handlers of the socket's
/// earlier messages have started by then and may still be running (with `ordering = "sequential"` they have ended). A
/// parameter is a [`Socket`](../gateway_runtime/struct.Socket.html), whose
/// [`rooms`](../gateway_runtime/struct.Socket.html#method.rooms) are those that the client left, a
/// [`DisconnectReason`](../gateway_runtime/enum.DisconnectReason.html), another type that implements
/// [`FromDisconnect`](../gateway_runtime/extract/trait.FromDisconnect.html), or marked `#[handshake_auth]`, `#[param]` or
/// `#[inject]`. The hook returns `()` or `Result<(), E>`; an error is logged.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Lobby {
///     #[websocket_server]
///     server: Server<Lobby>,
/// }
///
/// #[websocket_gateway]
/// impl Lobby {
///     #[on_gateway_disconnect]
///     async fn left(&self, #[connected_socket] socket: Socket, reason: DisconnectReason) -> Result<(), WsError> {
///         self.server.to(socket.rooms()).emit("left", &reason.to_string()).await?;
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_gateway_disconnect(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(
        attributes::ON_GATEWAY_DISCONNECT,
        &arguments.into(),
        item.into(),
    )
    .into()
}

/// Marks the method that runs when another server has emitted an event for servers: socket.io's
/// `namespace.on(event, ..)` for `serverSideEmit`.
///
/// [`server.servers().emit("event", &payload)`](../gateway_runtime/struct.OtherServers.html) calls the method on all
/// servers but the one that emits, once on each, if the servers share their rooms through an adapter. It reaches the
/// gateways of the same namespace. Clients cannot cause the call: what they send goes to `#[subscribe_message]`.
///
/// The method takes what an init hook takes: `Server`, and providers marked `#[inject]`; and the payload as a parameter
/// marked `#[message_body]`, of any type that implements `DeserializeOwned`. A payload that does not decode is logged as
/// an error, and the method is not called. The method returns `()` or a `Result<(), E>`; errors and panics are logged.
///
/// Events of one server come in the order in which they were emitted: each method is called before the next event is looked
/// at, and a method that waits then goes on in a task of its own. No method is called before all init hooks have run, and
/// none once the app shuts down, which waits for one that runs as for a message in work. A gateway has one method for each
/// event; several gateways of a namespace may listen to the same event.
///
/// ```
/// use std::sync::Mutex;
///
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, Deserialize)]
/// struct Banned { user: u64 }
///
/// #[websocket_gateway]
/// struct Moderation {
///     #[websocket_server]
///     server: Server,
///     banned: Mutex<Vec<u64>>,
/// }
///
/// impl Moderation {
///     fn remember(&self, banned: Banned) {
///         self.banned.lock().unwrap().push(banned.user);
///     }
/// }
///
/// #[websocket_gateway]
/// impl Moderation {
///     #[subscribe_message("ban")]
///     async fn ban(&self, #[message_body] banned: Banned) -> Result<(), WsError> {
///         self.server.servers().emit("banned", &banned).await?;
///         self.remember(banned);
///         Ok(())
///     }
///
///     #[on_server_event("banned")]
///     fn banned_elsewhere(&self, #[message_body] banned: Banned) {
///         self.remember(banned);
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_server_event(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_SERVER_EVENT, &arguments.into(), item.into()).into()
}

/// Marks the method of a gateway that runs once at the end of the app: NestJS's `onApplicationShutdown`.
///
/// By then the messages in work have ended, and the last disconnect hook has returned. Nothing that a client sends is handled
/// any more, but the connections are closed after the hooks, so an event that a hook emits still arrives: a word of goodbye.
/// The hooks run one after another, in the order of their gateways' names, then what was given to
/// [`on_shutdown`](../gateway_runtime/struct.GatewayAppBuilder.html#method.on_shutdown) for services. From then on handles
/// return `NotRunning`. See [Shutdown](../gateway_runtime/guide/shutdown/index.html).
///
/// A parameter is [`Shutdown`](../gateway_runtime/enum.Shutdown.html), which says why the app ends, a
/// [`Server`](../gateway_runtime/struct.Server.html), another type that implements
/// [`FromInit`](../gateway_runtime/extract/trait.FromInit.html), or marked `#[inject]`. The hook returns `()`, or
/// `Result<(), E>` of any error type. An error or a panic is logged with the name of the method, and the next hook runs.
///
/// All hooks have to be done within the
/// [`shutdown_deadline`](../gateway_runtime/struct.GatewayAppBuilder.html#method.shutdown_deadline); the log names those that
/// are cut off. No hook runs if the app does not start, or is dropped without a
/// [`shutdown`](../gateway_runtime/struct.GatewayApp.html#method.shutdown): what has to be done even then belongs into a
/// `Drop`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// # struct Store;
/// # impl Store { async fn flush(&self) -> std::io::Result<()> { Ok(()) } }
/// #[websocket_gateway]
/// struct Scores {
///     #[inject]
///     store: Arc<Store>,
/// }
///
/// #[websocket_gateway]
/// impl Scores {
///     #[on_gateway_shutdown]
///     async fn bye(&self, why: Shutdown, server: Server<Scores>) -> std::io::Result<()> {
///         println!("the end, because of {why}");          // SIGTERM
///         let _ = server.emit("maintenance", &"back in a minute").await;
///         self.store.flush().await
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_gateway_shutdown(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(
        attributes::ON_GATEWAY_SHUTDOWN,
        &arguments.into(),
        item.into(),
    )
    .into()
}

/// Marks the method of a gateway that runs again and again: NestJS's `@Interval`.
///
/// The period is a whole number with `ms`, `s`, `m` or `h`: `#[interval("250ms")]`. The timer starts when the app runs, after
/// all init hooks, with its first call after one period. A call never overlaps with the one before: if a call takes longer
/// than the period, the next one begins when it has ended, and the period is counted from there. At the end of the app no
/// call begins any more, and the end waits for one that runs, as for a message in work.
///
/// A parameter is a [`Server`](../gateway_runtime/struct.Server.html), another type that implements
/// [`FromInit`](../gateway_runtime/extract/trait.FromInit.html), or marked `#[inject]`. The method returns `()`, or
/// `Result<(), E>` of any error type. An error or a panic is logged with the name of the method, and the timer goes on.
/// A gateway may have several timers.
///
/// For times of the day, such as every night at three, see the example `examples/cron` in the repository.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Statistics;
///
/// #[websocket_gateway]
/// impl Statistics {
///     #[interval("1s")]
///     async fn online(&self, server: Server<Statistics>) -> Result<(), EmitError> {
///         let count = server.sockets()?.len();
///         server.emit("online", &count).await?;
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn interval(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::INTERVAL, &arguments.into(), item.into()).into()
}

/// Marks the method of a gateway that listens for events of the app: NestJS's `@OnEvent`, by the type of the event instead
/// of a name.
///
/// The event is the parameter without an attribute. Each listener gets a clone of it, so its type is `Clone`, `Send` and
/// `Sync`; what is large is emitted in an `Arc`, and listened for as that: `event: Arc<Report>`. The other parameters are a
/// [`Server`](../gateway_runtime/struct.Server.html), an [`Inject`](../gateway_runtime/extract/struct.Inject.html), or marked
/// `#[inject]`. The method returns `()`, or `Result<(), E>` of any error type. An error or a panic is logged with the name of
/// the method, and is not the emitter's.
///
/// Events are emitted by [`Events`](../gateway_runtime/struct.Events.html), which says in which order the listeners of an event run and
/// when the app has events at all. Services listen with
/// [`on_event`](../gateway_runtime/struct.GatewayAppBuilder.html#method.on_event) of the builder. A gateway may have several listeners,
/// for one type or for many.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct OrderCreated { id: u64 }
///
/// #[websocket_gateway(namespace = "shop")]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("order")]
///     async fn order(&self, #[message_body] id: u64, #[inject] events: Events) -> Result<(), WsError> {
///         events.emit(OrderCreated { id }).await?;
///         Ok(())
///     }
/// }
///
/// #[websocket_gateway(namespace = "kitchen")]
/// struct Kitchen;
///
/// #[websocket_gateway]
/// impl Kitchen {
///     #[on_event]
///     async fn created(&self, order: OrderCreated, server: Server<Kitchen>) -> Result<(), EmitError> {
///         server.emit("cook", &order.id).await?;
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_event(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_EVENT, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes what the client sent: NestJS's `@MessageBody`.
///
/// | form | what the parameter gets |
/// |---|---|
/// | `#[message_body] body: T` | the first argument that the client emitted; several such parameters take the first, the second, … argument |
/// | `#[message_body("key")] value: T` | a member of the first argument |
/// | `#[message_body(validate)] body: T` | the same as without the word, once its `garde::Validate` has accepted the value; also with a key: `#[message_body("key", validate)]`. With the feature `validation`, a type that has rules is validated without the word as well |
/// | `#[message_body(unchecked)] body: T` | the value as it decodes, although its type has rules; also with a key |
/// | `#[message_body(pipe = order)] order: T` | what the [pipe](../gateway_runtime/attr.pipe.html) `order` makes of it; also with a key |
///
/// The type is any that implements `DeserializeOwned` (see [`Body`](../gateway_runtime/trait.Body.html)), and `Option` for
/// what may be missing. To take the members of one object as several parameters, name each of them with a key: without keys,
/// the second parameter is the second argument. A message whose body does not decode, or is not valid, does not reach the
/// method: the client gets the error `bad_request`, which names the fault and its place in what the client sent.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Move { x: i32, y: i32 }
///
/// #[websocket_gateway]
/// struct Board;
///
/// #[websocket_gateway]
/// impl Board {
///     #[subscribe_message("move")]                     // emit("move", { x: 1, y: 2 })
///     fn move_by(&self, #[message_body] by: Move) -> i32 { by.x + by.y }
///
///     #[subscribe_message("add")]                      // emit("add", 1, 2), or emit("add", 1)
///     fn add(&self, #[message_body] a: i32, #[message_body] b: Option<i32>) -> i32 { a + b.unwrap_or(0) }
///
///     #[subscribe_message("rename")]                   // emit("rename", { name: "An" })
///     fn rename(&self, #[message_body("name")] name: String) -> String { name }
/// }
/// ```
#[proc_macro_attribute]
pub fn message_body(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::MESSAGE_BODY, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes the calling client: NestJS's `@ConnectedSocket`.
///
/// The type is [`Socket`](../gateway_runtime/struct.Socket.html), which emits any event, or
/// `Socket<ChatGateway>` with the gateway's own name: then the compiler checks that `emit_event` emits only
/// events that the gateway declares in `emits(..)`. The attribute may be left out, since the type says the
/// same.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Rooms;
///
/// #[websocket_gateway]
/// impl Rooms {
///     #[subscribe_message("enter")]
///     fn enter(&self, #[message_body] room: String, #[connected_socket] socket: Socket) {
///         socket.join(room);
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn connected_socket(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::CONNECTED_SOCKET, &arguments.into(), item.into()).into()
}

/// Marks the parameter with which a method acknowledges a message itself: NestJS's `@Ack`.
///
/// The type is [`Ack<T>`](../gateway_runtime/extract/struct.Ack.html). The method then returns `()` or
/// `Result<(), E>`, since what it returns is not the acknowledgement. The attribute may be left out, since the
/// type says the same.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Orders;
///
/// #[websocket_gateway]
/// impl Orders {
///     #[subscribe_message("order")]
///     fn order(&self, #[message_body] item: String, #[ack] ack: Ack<String>) {
///         tokio::spawn(async move { ack.send(format!("ordered: {item}")) });   // the method has returned
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn ack(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ACK, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes what the client passed as `auth` when it connected.
///
/// The type is any that implements `DeserializeOwned`, and `Option` for clients that pass nothing. What does
/// not decode refuses the message, or in a connection hook the client, with the error `bad_request`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Login { token: String }
///
/// #[websocket_gateway]
/// struct Accounts;
///
/// #[websocket_gateway]
/// impl Accounts {
///     #[on_gateway_connection]                         // io(url, { auth: { token: ".." } })
///     fn joined(&self, #[handshake_auth] login: Login) -> Result<(), WsError> {
///         if login.token.is_empty() { Err(WsError::unauthorized("log in first")) } else { Ok(()) }
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn handshake_auth(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::HANDSHAKE_AUTH, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes a part of the name of a
/// [dynamic namespace](../gateway_runtime/attr.websocket_gateway.html#dynamic-namespaces).
///
/// `#[param] room: T` takes the part `{room}` of `namespace = "chat/{room}"`; `#[param("room")] id: T` does too,
/// under a name of the method's own. The type is `String`, a number, `bool`, a newtype of these or an enum
/// without data. Text that does not give such a value refuses the message, or in a connection hook the client,
/// with the error `bad_request`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(namespace = "chat/{room}")]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("where")]
///     fn whereabouts(&self, #[param] room: String) -> String { room }
/// }
/// ```
#[proc_macro_attribute]
pub fn param(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::PARAM, &arguments.into(), item.into()).into()
}

/// Marks the field or parameter that takes a value of the app: NestJS's constructor injection.
///
/// The value is the one of exactly this type that was given to
/// [`provide`](../gateway_runtime/struct.GatewayAppBuilder.html#method.provide). Without such a value the app
/// does not start; the error names the place.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Greeter;
///
/// #[websocket_gateway]
/// struct Greetings {
///     #[inject]
///     greeter: Arc<Greeter>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), AppError> {
/// let app = GatewayApp::builder().only::<(Greetings,)>().provide(Arc::new(Greeter)).build().await?;
/// # let _ = app.gateway::<Greetings>().greeter; Ok(()) }
/// ```
#[proc_macro_attribute]
pub fn inject(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::INJECT, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes a value of its connection: what NestJS makes for each connection of a provider with
/// `scope: Scope.REQUEST`.
///
/// | form | what the parameter gets |
/// |---|---|
/// | `#[per_connection] cart: Arc<Cart>` | the socket's `Cart` |
/// | `#[per_connection] cart: Cart` | a clone of it, if `Cart` is `Clone`: for a struct of `Arc`s |
///
/// `Cart` is a struct marked [`#[injectable]`](../gateway_runtime/attr.injectable.html). The app makes it where a socket needs it for
/// the first time, keeps it with the socket, and gives the same value to whatever takes it in this socket: methods, connection
/// and disconnect hooks, and the functions of guards, interceptors, filters and pipes. The app drops it when the last
/// disconnect hook of the socket has returned; a task that has kept the `Arc` keeps the value alive. A provider that is missing is
/// a start-up error, which names the field and a parameter.
///
/// - It is a parameter and no field: one gateway serves all clients, so what is in its fields is the same for all of them.
/// - A socket is a client in one namespace. A client that connects to two namespaces, or twice, has two values.
/// - Messages of one client run at the same time, so state that changes stands in a lock or an atomic.
/// - Nothing is made in advance: a client whose messages never need a `Cart` costs nothing. If the disconnect hook is the first
///   to take it, it is made there. A hook that should not make one takes `socket: Socket` and calls
///   [`socket.per_connection::<Cart>()`](../gateway_runtime/struct.Socket.html#method.per_connection), which is `None` then, and
///   finds the values of other sockets too.
/// - If a default of a field panics, the message is answered with an internal error, and the next use tries again. If two
///   messages make the first value at the same moment, both get the one that is kept first, and the other is dropped at once.
/// - A message that is still at work when the last disconnect hook has returned, and only then takes the value, is refused:
///   nobody would drop the value.
///
/// ```
/// use std::sync::Mutex;
/// use gateway_runtime::prelude::*;
///
/// struct Prices;
///
/// impl Prices {
///     fn of(&self, _article: &str) -> u64 { 5 }
/// }
///
/// #[injectable]
/// struct Cart {
///     #[inject]
///     prices: Arc<Prices>,
///     articles: Mutex<Vec<String>>,
/// }
///
/// impl Cart {
///     fn add(&self, article: String) -> u64 {
///         let mut articles = self.articles.lock().expect("not poisoned");
///         articles.push(article);
///         articles.iter().map(|article| self.prices.of(article)).sum()
///     }
/// }
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("add")]                      // emit("add", "tea") is acknowledged with the sum so far
///     fn add(&self, #[message_body] article: String, #[per_connection] cart: Arc<Cart>) -> u64 { cart.add(article) }
/// }
/// ```
///
/// A struct that is not `#[injectable]` is a compile error:
///
/// ```compile_fail
/// use gateway_runtime::prelude::*;
///
/// struct Cart;
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("add")]
///     fn add(&self, #[per_connection] cart: Arc<Cart>) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn per_connection(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::PER_CONNECTION, &arguments.into(), item.into()).into()
}

/// Marks the field that holds the handle to everyone in the gateway's namespace: NestJS's `@WebSocketServer`.
///
/// The type is [`Server<ChatGateway>`](../gateway_runtime/struct.Server.html) with the gateway's own name, whose
/// `emit_event` accepts only events that the gateway declares in `emits(..)`, or `Server`, which accepts all.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct News {
///     #[websocket_server]
///     server: Server<News>,
/// }
///
/// #[websocket_gateway]
/// impl News {
///     #[subscribe_message("publish")]
///     async fn publish(&self, #[message_body] text: String) -> Result<(), WsError> {
///         self.server.emit("published", &text).await?;
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn websocket_server(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::WEBSOCKET_SERVER, &arguments.into(), item.into()).into()
}

/// Makes a guard of a function: NestJS's `CanActivate`. A guard decides whether a client may connect, and whether a
/// message reaches its method.
///
/// | form | the guard runs |
/// |---|---|
/// | `#[guard]` | when a client connects, before its CONNECT, and again before each message: so an expired token is noticed |
/// | [`#[guard(connection)]`](../gateway_runtime/attributes/guard/connection/index.html) | when a client connects |
/// | [`#[guard(message)]`](../gateway_runtime/attributes/guard/message/index.html) | before each message |
///
/// | the function returns | and the guard |
/// |---|---|
/// | `bool` | lets pass, or refuses with `forbidden`: "Forbidden resource" |
/// | `Result<(), E>` | lets pass, or refuses with the error, if `E` converts into [`WsError`](../gateway_runtime/struct.WsError.html) |
/// | `Result<T, E>` | also gives the `T` to whatever is behind it, which takes it by [`#[guarded]`](../gateway_runtime/attr.guarded.html) |
///
/// The function stays as it is, so that a test can call it. Beside it stands a type of its name, which lists name:
/// [`#[use_guards(authenticated)]`](../gateway_runtime/attr.use_guards.html) on a gateway or on a method, and
/// [`.guard::<authenticated>()`](../gateway_runtime/struct.GatewayAppBuilder.html#method.guard) on the app's builder for all gateways.
/// One `use` imports both.
///
/// # Parameters
///
/// The parameters are taken like those of a method, before the function is called. All of them are taken in the order in
/// which they are written, and the first that cannot be taken refuses.
///
/// | parameter | what it gets |
/// |---|---|
/// | `#[handshake_auth]`, `#[param]`, `#[inject]`, `#[per_connection]` | as in [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html#parameters) |
/// | [`#[guarded] user: T`](../gateway_runtime/attr.guarded.html) | what an earlier guard gave |
/// | `metadata: `[`Metadata<T>`](../gateway_runtime/struct.Metadata.html) | what the method, or else its gateway, declares by [`#[set_metadata(..)]`](../gateway_runtime/attr.set_metadata.html) |
/// | `call: `[`Call`](../gateway_runtime/struct.Call.html) | NestJS's `ExecutionContext`: gateway, method, event, socket, metadata |
/// | `name: T` | any type that implements [`FromSocket`](../gateway_runtime/extract/trait.FromSocket.html), among them `Socket` and `Handshake` |
/// | in `#[guard(message)]` also `#[message_body]` and `name: T` | as in a method: any type that implements [`FromMessage`](../gateway_runtime/extract/trait.FromMessage.html) |
///
/// A guard with state is a struct that implements [`Guard`](../gateway_runtime/trait.Guard.html).
///
/// A module that holds the guard has another name than the guard, `mod authentication` for `authenticated`: a module is in
/// the way of a type of its name.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize)]
/// struct Login { token: String }
///
/// #[derive(Clone)]
/// struct User { name: String }
///
/// struct Users;
///
/// impl Users {
///     async fn of_token(&self, token: &str) -> Option<User> {
///         (token == "secret").then(|| User { name: "An".to_owned() })
///     }
/// }
///
/// /// Lets in who has a valid token, and gives the user to whatever stands behind it.
/// #[guard]
/// async fn authenticated(#[handshake_auth] login: Login, #[inject] users: Arc<Users>) -> Result<User, WsError> {
///     users.of_token(&login.token).await.ok_or_else(|| WsError::unauthorized("log in first"))
/// }
///
/// #[websocket_gateway]
/// #[use_guards(authenticated)]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("whoami")]
///     fn whoami(&self, #[guarded] user: User) -> String { user.name }
/// }
/// ```
#[proc_macro_attribute]
pub fn guard(arguments: TokenStream, item: TokenStream) -> TokenStream {
    enhancer::expand(enhancer::Kind::Guard, arguments.into(), item.into()).into()
}

/// Makes an interceptor of a function: NestJS's `NestInterceptor`. An interceptor runs around a method: it sees the call
/// before, and the outcome after.
///
/// The function takes a [`Next`](../gateway_runtime/struct.Next.html), NestJS's `CallHandler`, and returns
/// `Result<`[`Outcome`](../gateway_runtime/struct.Outcome.html)`, `[`Failure`](../gateway_runtime/struct.Failure.html)`>`.
/// `next.run().await` runs what is behind the interceptor: the next interceptor, and at last the method. An interceptor that
/// does not call `run` answers in place of the method, whose body is then not decoded. `?` makes a failure of every error that a
/// method may return.
///
/// Its other parameters are those of a [guard](../gateway_runtime/attr.guard.html#parameters). Interceptors stand in
/// [`#[use_interceptors(..)]`](../gateway_runtime/attr.use_interceptors.html) on a gateway or on a method, and in
/// [`.interceptor::<timed>()`](../gateway_runtime/struct.GatewayAppBuilder.html#method.interceptor) on the app's builder. They run
/// around methods, not around hooks. An interceptor with state is a struct that implements
/// [`Interceptor`](../gateway_runtime/trait.Interceptor.html).
///
/// ```
/// use std::time::Instant;
/// use gateway_runtime::prelude::*;
///
/// #[interceptor]
/// async fn timed(call: Call, next: Next) -> Result<Outcome, Failure> {
///     let start = Instant::now();
///     let outcome = next.run().await;
///     println!("{:?}: {:?}, ok: {}", call.event(), start.elapsed(), outcome.is_ok());
///     outcome
/// }
///
/// #[websocket_gateway]
/// #[use_interceptors(timed)]
/// struct Shop;
/// ```
#[proc_macro_attribute]
pub fn interceptor(arguments: TokenStream, item: TokenStream) -> TokenStream {
    enhancer::expand(enhancer::Kind::Interceptor, arguments.into(), item.into()).into()
}

/// Makes a filter of a function: NestJS's `ExceptionFilter`. A filter turns an error into what the client is told.
///
/// The type of the first parameter says what the filter catches, as `@Catch(..)` does:
///
/// | the first parameter | catches |
/// |---|---|
/// | `error: MyError` | the errors of this type that methods return: a type that converts into `WsError` and is `Send` |
/// | `error: WsError` | every error that is a [`WsError`](../gateway_runtime/struct.WsError.html) |
/// | `failure: Failure` | everything, with [where it comes from](../gateway_runtime/struct.Failure.html#method.kind) |
///
/// The function returns a [`WsError`](../gateway_runtime/struct.WsError.html), or
/// `Result<`[`Outcome`](../gateway_runtime/struct.Outcome.html)`, WsError>` to answer after all. Its other parameters are
/// those of a [guard](../gateway_runtime/attr.guard.html#parameters).
///
/// Filters stand in [`#[use_filters(..)]`](../gateway_runtime/attr.use_filters.html) on a gateway or on a method, and in
/// [`.filter::<everything>()`](../gateway_runtime/struct.GatewayAppBuilder.html#method.filter) on the app's builder. One filter runs
/// for an error: the method's first that catches it, else the gateway's, else one of the app. A filter with state is a struct
/// that implements [`Filter`](../gateway_runtime/trait.Filter.html).
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct OutOfStock { sku: String }
///
/// impl From<OutOfStock> for WsError {
///     fn from(_: OutOfStock) -> Self { Self::internal("stock") }
/// }
///
/// #[filter]
/// fn out_of_stock(error: OutOfStock) -> WsError {
///     WsError::conflict("out of stock").with_details(error.sku)
/// }
///
/// #[websocket_gateway]
/// #[use_filters(out_of_stock)]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("buy")]
///     fn buy(&self, #[message_body] sku: String) -> Result<(), OutOfStock> { Err(OutOfStock { sku }) }
/// }
/// ```
#[proc_macro_attribute]
pub fn filter(arguments: TokenStream, item: TokenStream) -> TokenStream {
    enhancer::expand(enhancer::Kind::Filter, arguments.into(), item.into()).into()
}

/// Makes a pipe of a function: NestJS's `PipeTransform`. A pipe changes what a client sent into what a method takes.
///
/// Most pipes of NestJS are types here: a body decodes into any type that implements `Deserialize`, and
/// is validated if its type implements `garde::Validate`. A pipe is for what has to ask something, such as a database. It stands at a
/// parameter: [`#[message_body("id", pipe = order)]`](../gateway_runtime/attributes/message_body/pipe/index.html).
///
/// The first parameter is what is decoded; the others are taken like those of a method: `#[inject]`, `#[guarded]`,
/// `#[handshake_auth]`, `#[param]`, `#[per_connection]`, and types that implement
/// [`FromMessage`](../gateway_runtime/extract/trait.FromMessage.html). The function returns the value, or `Result<T, E>`
/// where `E` converts into [`WsError`](../gateway_runtime/struct.WsError.html); an error refuses the message. Pipes run after
/// all bodies of the method are decoded, in the order of the parameters.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Order { id: u64 }
///
/// struct Orders;
///
/// impl Orders {
///     async fn find(&self, id: u64) -> Option<Order> { (id > 0).then_some(Order { id }) }
/// }
///
/// #[pipe]
/// async fn order(id: u64, #[inject] orders: Arc<Orders>) -> Result<Order, WsError> {
///     orders.find(id).await.ok_or_else(|| WsError::not_found("no such order"))
/// }
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("cancel")]                   // emit("cancel", { id: 7 })
///     fn cancel(&self, #[message_body("id", pipe = order)] order: Order) -> u64 { order.id }
/// }
/// ```
#[proc_macro_attribute]
pub fn pipe(arguments: TokenStream, item: TokenStream) -> TokenStream {
    enhancer::expand(enhancer::Kind::Pipe, arguments.into(), item.into()).into()
}

/// Marks a struct that the app makes of what was provided to it: NestJS's `@Injectable()`. It is for enhancers with state, and
/// for values of which each connection has its own.
///
/// The fields are those of a gateway: [`#[inject]`](../gateway_runtime/attr.inject.html),
/// [`#[default = expression]`](../gateway_runtime/attributes/default/index.html), and without an attribute `Default::default()`.
/// The app makes one value of each type, however many lists of enhancers name it, and one for each socket of a type that methods
/// take by [`#[per_connection]`](../gateway_runtime/attr.per_connection.html). A provider that is missing is a start-up error.
///
/// ```
/// use std::sync::Mutex;
/// use gateway_runtime::prelude::*;
///
/// #[injectable]
/// struct Audit {
///     #[inject]
///     log: Arc<Mutex<Vec<String>>>,
/// }
///
/// impl Interceptor for Audit {
///     async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
///         if let (Some(event), Ok(mut log)) = (call.event(), self.log.lock()) {
///             log.push(event.to_owned());
///         }
///         next.run().await
///     }
/// }
///
/// #[websocket_gateway]
/// #[use_interceptors(Audit)]
/// struct Shop;
/// ```
#[proc_macro_attribute]
pub fn injectable(arguments: TokenStream, item: TokenStream) -> TokenStream {
    injectable::expand(arguments.into(), item.into()).into()
}

/// Makes a bundle of enhancers of a struct, under whose name they are used together: NestJS's `applyDecorators`.
///
/// Between the attribute and the struct stand [`#[use_guards(..)]`](../gateway_runtime/attr.use_guards.html),
/// [`#[use_interceptors(..)]`](../gateway_runtime/attr.use_interceptors.html),
/// [`#[use_filters(..)]`](../gateway_runtime/attr.use_filters.html),
/// [`#[set_metadata(..)]`](../gateway_runtime/attr.set_metadata.html),
/// [`#[throttle(..)]`](../gateway_runtime/attr.throttle.html), or other bundles.
/// [`#[use_enhancers(AdminOnly)]`](../gateway_runtime/attr.use_enhancers.html) puts all of them around a method or a gateway.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Roles(&'static [&'static str]);
///
/// #[guard]
/// fn has_role(#[handshake_auth] role: String, Metadata(roles): Metadata<Roles>) -> bool {
///     roles.0.contains(&&*role)
/// }
///
/// #[enhancers]
/// #[use_guards(has_role)]
/// #[set_metadata(Roles(&["admin"]))]
/// #[throttle(limit = 5, per = "1m")]
/// struct AdminOnly;
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("close")]
///     #[use_enhancers(AdminOnly)]
///     fn close(&self) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn enhancers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    bundle::expand(arguments.into(), item.into()).into()
}

/// Puts [guards](../gateway_runtime/attr.guard.html) in front of a method, or of all methods and connections of a gateway:
/// NestJS's `@UseGuards`.
///
/// A path is a type, of which the app makes one value: a function's name, or a struct marked
/// [`#[injectable]`](../gateway_runtime/attr.injectable.html). Anything else is an expression, which is evaluated once when the app
/// starts: `HasPlan::new("pro")`. A constant stands in braces: `{ HAS_PLAN }`. Several such attributes on one item are put together.
///
/// Guards run in this order: those of the app, of the gateway, of the method; within a list in the order in which they are
/// written. The first refusal ends it. A message that is refused is not decoded. On a gateway, guards run when a client
/// connects as well: a refusal is the client's `connect_error`, no hook runs, and the client was never connected.
///
/// On the struct of a gateway the attribute stands below `#[websocket_gateway]`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[guard]
/// fn from_browser(handshake: Handshake) -> bool { handshake.header("origin").is_some() }
///
/// #[guard(message)]
/// fn in_lobby(socket: Socket) -> Result<(), WsError> {
///     if socket.rooms().iter().any(|room| room == "lobby") { Ok(()) } else { Err(WsError::forbidden("enter the lobby first")) }
/// }
///
/// #[websocket_gateway]
/// #[use_guards(from_browser)]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("say")]
///     #[use_guards(in_lobby)]
///     fn say(&self, #[message_body] text: String) -> String { text }
/// }
/// ```
#[proc_macro_attribute]
pub fn use_guards(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::USE_GUARDS, &arguments.into(), item.into()).into()
}

/// Puts [interceptors](../gateway_runtime/attr.interceptor.html) around a method, or around all methods of a gateway: NestJS's
/// `@UseInterceptors`.
///
/// A path is a type, of which the app makes one value: a function's name, or a struct marked
/// [`#[injectable]`](../gateway_runtime/attr.injectable.html). Anything else is an expression, which is evaluated once when the app
/// starts: `Audit::new("cancel")`. A constant stands in braces: `{ AUDIT }`. Several such attributes on one item are put together.
///
/// The first interceptor is the outermost: those of the app, of the gateway, of the method. What is behind an interceptor's
/// `next.run()` runs from the outside in, and what is after it from the inside out.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize)]
/// struct Counted { count: u64 }
///
/// /// Answers with an object in place of a number.
/// #[interceptor]
/// async fn wrapped(next: Next) -> Result<Outcome, Failure> {
///     let outcome = next.run().await?;
///     Ok(outcome.map(|count: u64| Counted { count })?)
/// }
///
/// #[websocket_gateway]
/// struct Counter;
///
/// #[websocket_gateway]
/// impl Counter {
///     #[subscribe_message("count")]
///     #[use_interceptors(wrapped)]
///     fn count(&self) -> u64 { 1 }
/// }
/// ```
#[proc_macro_attribute]
pub fn use_interceptors(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::USE_INTERCEPTORS, &arguments.into(), item.into()).into()
}

/// Lets [filters](../gateway_runtime/attr.filter.html) see the errors of a method, or of all methods and connections of a gateway:
/// NestJS's `@UseFilters`.
///
/// A path is a type, of which the app makes one value: a function's name, or a struct marked
/// [`#[injectable]`](../gateway_runtime/attr.injectable.html). Anything else is an expression, which is evaluated once when the app
/// starts: `Named { shop: "north" }`. A constant stands in braces: `{ NAMED }`. Several such attributes on one item are put together.
///
/// One filter runs for an error: the first that catches it of the method's, else of the gateway's, else of the app's. What no
/// filter catches is converted into a [`WsError`](../gateway_runtime/struct.WsError.html), as without filters. Filters of a gateway
/// see what its connection hook and its guards refuse, too.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// /// Tells clients nothing about errors that are not theirs.
/// #[filter]
/// fn everything(failure: Failure) -> WsError { failure.into_error() }
///
/// #[websocket_gateway]
/// #[use_filters(everything)]
/// struct Shop;
/// ```
#[proc_macro_attribute]
pub fn use_filters(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::USE_FILTERS, &arguments.into(), item.into()).into()
}

/// Puts [bundles of enhancers](../gateway_runtime/attr.enhancers.html) around a method, or around all methods of a gateway.
///
/// What stands in a bundle is used as if it stood here. A method takes what a guard of its bundle gives by
/// [`#[guarded]`](../gateway_runtime/attr.guarded.html), which the compiler checks; what a bundle of the gateway gives is checked when the
/// app starts.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[guard]
/// fn open(socket: Socket) -> bool { socket.connected() }
///
/// #[enhancers]
/// #[use_guards(open)]
/// #[throttle(limit = 5, per = "1s")]
/// struct Careful;
///
/// #[websocket_gateway]
/// #[use_enhancers(Careful)]
/// struct Shop;
/// ```
#[proc_macro_attribute]
pub fn use_enhancers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::USE_ENHANCERS, &arguments.into(), item.into()).into()
}

/// Declares something about a method, or about a gateway, for enhancers to read: NestJS's `@SetMetadata`.
///
/// The value is of any type that is `Send`, `Sync` and `'static`. Its type is its name, so use a type of your own. A guard, an
/// interceptor or a filter takes it as a parameter of type [`Metadata<T>`](../gateway_runtime/struct.Metadata.html): that of the
/// method, else that of its gateway. A method without it is a start-up error, unless the parameter is an `Option<Metadata<T>>`.
/// [`Call::metadata_all`](../gateway_runtime/struct.Call.html#method.metadata_all) gives both.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Roles(&'static [&'static str]);
///
/// #[guard(message)]
/// fn has_role(#[handshake_auth] role: String, Metadata(roles): Metadata<Roles>) -> bool {
///     roles.0.contains(&&*role)
/// }
///
/// #[websocket_gateway]
/// #[use_guards(has_role)]
/// #[set_metadata(Roles(&["user", "admin"]))]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("buy")]
///     fn buy(&self) {}
///
///     #[subscribe_message("close")]
///     #[set_metadata(Roles(&["admin"]))]
///     fn close(&self) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn set_metadata(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::SET_METADATA, &arguments.into(), item.into()).into()
}

/// Limits how many messages a client may send in some time: NestJS's `@Throttle`.
///
/// | option | value | meaning |
/// |---|---|---|
/// | [`limit`](../gateway_runtime/attributes/throttle/limit/index.html) | a number, at least 1 | how many messages may come in each `per`, on average |
/// | [`per`](../gateway_runtime/attributes/throttle/per/index.html) | `"500ms"`, `"1s"`, `"1m"`, `"1h"` | the time |
/// | [`burst`](../gateway_runtime/attributes/throttle/burst/index.html) | a number, at least 1 | how many may come at once. Default: `limit` |
/// | [`by`](../gateway_runtime/attributes/throttle/by/index.html) | `"socket"`, `"ip"`, or a function from `&Call` to a `String` | what has a count of its own. Default: each socket |
/// | [`name`](../gateway_runtime/attributes/throttle/name/index.html) | `"login"` | a name, for `skip` |
/// | [`skip`](../gateway_runtime/attributes/throttle/skip/index.html) | alone, or `"login"` | takes a method out of all limits of its gateway and of the app, or out of the one with this name |
///
/// `limit` and `per` are needed, unless the attribute is `#[throttle(skip)]`. On a method the limit is the method's; on a
/// gateway the methods share it. Several of them on one item hold together. A message above a limit is not decoded: the client
/// gets the error `too_many_requests` with `details: { retryAfterMs }`. See [`Throttle`](../gateway_runtime/struct.Throttle.html), which
/// also has what the attribute does not have: a store that several servers share.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// fn of_tenant(call: &Call) -> String {
///     call.handshake().header("x-tenant").unwrap_or_default().to_owned()
/// }
///
/// #[websocket_gateway]
/// #[throttle(limit = 50, per = "1s")]
/// #[throttle(limit = 1_000, per = "1m", by = of_tenant, name = "tenant")]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("login")]
///     #[throttle(limit = 5, per = "1m", burst = 10, by = "ip")]
///     fn login(&self) {}
///
///     #[subscribe_message("heartbeat")]
///     #[throttle(skip = "tenant")]
///     fn heartbeat(&self) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn throttle(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::THROTTLE, &arguments.into(), item.into()).into()
}

/// Marks the parameter that takes what a guard gave: NestJS's `request.user`.
///
/// | form | what the parameter gets |
/// |---|---|
/// | `#[guarded] user: T` | the `T` of a guard that returns `Result<T, E>` and stands in front of the method or hook |
/// | [`#[guarded(global)] user: T`](../gateway_runtime/attributes/guarded/global/index.html) | the same of a guard of the whole app, [`.guard::<authenticated>()`](../gateway_runtime/struct.GatewayAppBuilder.html#method.guard), which the compiler cannot know |
///
/// Methods, hooks of connections and disconnects, and the functions of guards, interceptors, filters and pipes have such
/// parameters. The value is cloned, so `T` is `Clone`. In methods and hooks the compiler checks that there is such a guard; in
/// enhancers' functions, and for `global`, the start-up does. What a guard gave when the client connected stays with the socket;
/// what one gives before a message replaces it for that message. Hooks get what guards of the gateway gave when the client
/// connected.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct User { name: String }
///
/// #[guard]
/// fn authenticated(#[handshake_auth] name: String) -> Result<User, WsError> {
///     if name.is_empty() { Err(WsError::unauthorized("who are you?")) } else { Ok(User { name }) }
/// }
///
/// #[websocket_gateway]
/// #[use_guards(authenticated)]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_connection]
///     fn joined(&self, #[guarded] user: User) { println!("{} is here", user.name); }
///
///     #[subscribe_message("whoami")]
///     fn whoami(&self, #[guarded] user: User) -> String { user.name }
/// }
/// ```
///
/// A value that no guard gives is a compile error:
///
/// ```compile_fail
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct User;
///
/// #[websocket_gateway]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[subscribe_message("whoami")]
///     fn whoami(&self, #[guarded] user: User) {}
/// }
/// ```
#[proc_macro_attribute]
pub fn guarded(arguments: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::GUARDED, &arguments.into(), item.into()).into()
}

/// Declares an event that the server sends: a payload type with its event name.
///
/// Derive it together with `Serialize` and name the event with `#[event("name")]`. A gateway lists
/// its events in `emits(..)`; `emit_event` of the typed handles then accepts these and no others.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("status-payment")]
/// struct StatusPayment {
///     status: &'static str,
/// }
///
/// assert_eq!(StatusPayment::NAME, "status-payment");
/// ```
///
/// The name may be a constant of the type `&'static str`, by its path: `#[event(events::STATUS)]`. In
/// turn, `StatusPayment::NAME` is a constant that
/// [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html) takes.
///
/// Crates that re-export the runtime write its path as well: `#[event("name", crate = path)]`.
#[proc_macro_derive(ServerEvent, attributes(event))]
pub fn derive_server_event(item: TokenStream) -> TokenStream {
    server_event::derive(item.into()).into()
}

/// Makes a `WsError` of an error that your crate declares: each variant of an enum is a code that clients can rely on.
///
/// The derive implements `From<BuyError> for WsError`, so that the type is an error of methods, guards, pipes, filters and hooks,
/// and that `?` converts it. Describe an error with `#[ws_error(..)]`:
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(WsError)]
/// enum BuyError {
///     #[ws_error(message = "only {left} left")]
///     OutOfStock { left: u32 },
///     #[ws_error(code = "shop_closed", message = "the shop is closed")]
///     Closed,
///     #[ws_error(internal)]
///     Database(std::io::Error),
/// }
///
/// let error = WsError::from(BuyError::OutOfStock { left: 2 });
/// assert_eq!((error.code(), error.message()), ("out_of_stock", "only 2 left"));
/// assert_eq!(error.details().unwrap()["left"], 2);
/// assert_eq!(WsError::from(BuyError::Closed).code(), "shop_closed");
///
/// let error = WsError::from(BuyError::Database(std::io::Error::other("disk full")));
/// assert_eq!((error.code(), error.message()), ("internal", "Internal server error"));
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("buy")]
///     fn buy(&self, #[message_body] count: u32) -> Result<u32, BuyError> {
///         if count > 2 { Err(BuyError::OutOfStock { left: 2 }) } else { Ok(count) }
///     }
/// }
/// ```
///
/// | option of a variant | meaning |
/// |---|---|
/// | `code = "out_of_stock"` | the code. Default: the variant's name in snake case |
/// | `message = "only {left} left"` | the message for people, a format string in which fields stand by name, or by number in a tuple: `{0}`. Default: the type's `Display` |
/// | `internal` | a fault of the server, as [`WsError::internal`](../gateway_runtime/struct.WsError.html#method.internal): the client is told "Internal server error" and nothing else, and the log gets the error with its sources |
/// | `transparent` | the variant's only field is an error that derives `WsError` too; the client is told what that error says |
///
/// | option | stands on | meaning |
/// |---|---|---|
/// | `skip` | a field | the field is not in `details` |
/// | `crate = path` | the type | the path of the runtime, for crates that re-export the runtime |
///
/// A struct is an error too, with one code; the options of a variant stand above it.
///
/// # Details
///
/// The fields of a variant are the error's `details`: an object of the named fields, the value of an only unnamed field, and an
/// array of several. Each of them is `Serialize`; the error of a variant without fields has no details. A field whose serialization
/// fails costs the error its details, and the log has a record of it.
///
/// # Together with `thiserror`
///
/// Both derives may stand on one type. A variant without a `message` then says what `#[error("..")]` says. Fields marked
/// `#[source]` or `#[from]`, and a field called `source`, are not in `details`: they are the error's source, which the log has.
///
/// ```
/// # mod example {
/// use gateway_runtime::prelude::*;
///
/// #[derive(Debug, thiserror::Error, WsError)]
/// enum LoadError {
///     #[error("there is no user {id}")]
///     UnknownUser { id: u64 },
///     #[error("the table cannot be read")]
///     #[ws_error(internal)]
///     Table(#[from] std::io::Error),
/// }
///
/// # pub fn main() {
/// let error = WsError::from(LoadError::UnknownUser { id: 7 });
/// assert_eq!((error.code(), error.message()), ("unknown_user", "there is no user 7"));
/// # }
/// # }
/// # example::main();
/// ```
///
/// A mistake is a compile error that points at the mistake, such as a variant of which the client could not be told anything:
///
/// ```compile_fail
/// use gateway_runtime::prelude::*;
///
/// #[derive(WsError)]
/// enum BuyError {
///     Closed, // has no message, and the type no `Display`
/// }
/// ```
#[proc_macro_derive(WsError, attributes(ws_error))]
pub fn derive_ws_error(item: TokenStream) -> TokenStream {
    ws_error::derive(item.into()).into()
}
