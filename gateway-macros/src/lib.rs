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
//! The other files are what both folders use: attributes and their `arguments`, the `values` that
//! may stand after an option's name, and the rules for names, paths, spans and types.

#![doc(html_root_url = "https://docs.rs/gateway-runtime/latest/")]

mod arguments;
mod attributes;
mod block;
mod callable;
mod editor;
mod errors;
mod event_name;
mod fields;
mod gateway;
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
/// | [`namespace`](../gateway_runtime/attributes/websocket_gateway/namespace/index.html) | `"payment"`, `"/payment"` or `"chat/{room}"` | the Socket.IO namespace. Default: the root namespace, `/`. [With parameters](#dynamic-namespaces), the gateway serves every namespace that matches |
/// | [`emits(..)`](../gateway_runtime/attributes/websocket_gateway/emits/index.html) | event types | the events that [`emit_event`](../gateway_runtime/struct.Server.html#method.emit_event) accepts on `Server<Self>` and `Socket<Self>`: see [`ServerEvent`](../gateway_runtime/derive.ServerEvent.html) |
/// | [`rename_all`](../gateway_runtime/attributes/websocket_gateway/rename_all/index.html) | `"kebab-case"`, `"camelCase"`, `"PascalCase"`, `"snake_case"`, `"SCREAMING_SNAKE_CASE"`, `"SCREAMING-KEBAB-CASE"`, `"lowercase"`, `"UPPERCASE"` | how a [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html) without a name turns the method's name into the event's. Default: unchanged |
/// | [`ordering`](../gateway_runtime/attributes/websocket_gateway/ordering/index.html) | `"start"`, `"sequential"` | when the handler of a client's next message starts: when the one before has ended or reached an `.await` that has to wait (`"start"`, the default), or when it has ended (`"sequential"`) |
/// | [`max_in_flight`](../gateway_runtime/attributes/websocket_gateway/max_in_flight/index.html) | a number, at least 1 | how many messages of one socket may be in work at a time. Default: 1,024 |
/// | [`timeout`](../gateway_runtime/attributes/websocket_gateway/timeout/index.html) | `"250ms"`, `"5s"`, `"2m"` | how long a handler may take before its client gets a `timeout` error instead of the answer. Default: no limit. A `timeout` in [`subscribe_message`](../gateway_runtime/attr.subscribe_message.html) overrides the gateway's. Neither covers hooks, streams, or an `Ack` that was moved into a task |
/// | [`validate`](../gateway_runtime/attributes/websocket_gateway/validate/index.html) | (no value) | all bodies of the gateway are validated, as with `#[message_body(validate)]`; numbers, text and the like are let through: see [`Validate`](../gateway_runtime/trait.Validate.html#where-bodies-are-validated) |
/// | `crate` | a path | the path of the runtime, for crates that re-export the runtime: `crate = my_facade::gateway_runtime` |
///
/// `ordering` and `max_in_flight` belong to the namespace: gateways that share one must not
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
/// | [`cors(..)`](../gateway_runtime/attributes/websocket_gateway/cors/index.html) | `origin = "https://example.com"` or `origin = ["..", ".."]`, optionally with `credentials` | the origins whose pages may connect, by polling and by WebSocket, written as browsers send them; `"*"` is any origin. Default: the server's own origin alone. With `credentials`, browsers send cookies along, which they refuse to do for `"*"`; NestJS's `origin: true` with credentials, which lets every page act as its visitor, is not offered. See [`Cors`](../gateway_runtime/options/struct.Cors.html) |
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
/// | `#[subscribe_message]` | the event with the method's name, cased by the gateway's `rename_all` |
/// | `#[subscribe_message(fallback)]` | every event of the namespace that no other method handles |
/// | `#[subscribe_message("a", timeout = "5s")]` | `a`, with a timeout of its own: `"250ms"`, `"5s"`, `"2m"`. The other forms may have a `timeout` too. Where `timeout` stands alone, the event has the method's name |
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
/// | `#[message_body(validate)] body: T`, `#[message_body("key", validate)] value: T` | the same, once its `garde::Validate` has accepted the value: see [`Validate`](../gateway_runtime/trait.Validate.html) |
/// | `#[message_body(validate = false)] body: T`, `#[message_body("key", validate = false)] value: T` | the same, without validation, although the gateway is marked `validate` |
/// | [`#[connected_socket] socket: Socket`](../gateway_runtime/attr.connected_socket.html) | the calling client: [`Socket`](../gateway_runtime/struct.Socket.html), or `Socket<Self>` for typed events |
/// | [`#[ack] ack: Ack<T>`](../gateway_runtime/attr.ack.html) | the acknowledgement, which the method then gives itself: [`Ack`](../gateway_runtime/extract/struct.Ack.html) |
/// | [`#[handshake_auth] auth: T`](../gateway_runtime/attr.handshake_auth.html) | what the client passed as `auth` when it connected |
/// | [`#[param] room: T`](../gateway_runtime/attr.param.html), `#[param("room")] id: T` | a parameter of the [dynamic namespace](../gateway_runtime/attr.websocket_gateway.html#dynamic-namespaces), as text or read as a number, `bool`, newtype or enum. Its name is that of the method's parameter, unless the attribute names another |
/// | [`#[inject] greeter: T`](../gateway_runtime/attr.inject.html) | the value of exactly this type that was given to [`provide`](../gateway_runtime/struct.GatewayAppBuilder.html#method.provide) |
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
/// An answer must own its data, because the answer is sent after the method has returned. A returned
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
pub fn subscribe_message(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::SUBSCRIBE_MESSAGE, item.into()).into()
}

/// Marks the method of a gateway that runs once at start-up, before anybody can connect: NestJS's
/// `OnGatewayInit`, but awaited.
///
/// The namespace exists by then, so handles to it work. A parameter is a
/// [`Server`](../gateway_runtime/struct.Server.html), another type that implements [`FromInit`](../gateway_runtime/extract/trait.FromInit.html), or marked
/// `#[inject]`. The hook returns `()`, or `Result<(), E>` of any error type; an error stops the start-up.
/// Init hooks run one after another, in the order of their gateways' names.
///
/// A task that the hook spawns cannot borrow `self` (E0521): clone the handle that it needs first, as here, or
/// take `self: Arc<Self>` in place of `&self`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Clock;
///
/// #[websocket_gateway]
/// impl Clock {
///     #[on_gateway_init]
///     fn start(&self, server: Server<Clock>) {
///         tokio::spawn(async move {
///             let mut seconds = tokio::time::interval(std::time::Duration::from_secs(1));
///             for count in 0_u64.. {
///                 tokio::select! {
///                     () = server.closed() => break,        // the app ends
///                     _ = seconds.tick() => {}
///                 }
///                 if let Err(error) = server.emit("tick", &count).await {
///                     eprintln!("{error}");
///                 }
///             }
///         });
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn on_gateway_init(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_INIT, item.into()).into()
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
pub fn on_gateway_connection(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_CONNECTION, item.into()).into()
}

/// Marks the method of a gateway that runs when a client has left: NestJS's `OnGatewayDisconnect`.
///
/// The hook runs exactly once for each socket that the gateway accepted, also on shutdown. The handlers of the
/// socket's earlier messages have started by then and may still be running (with `ordering = "sequential"` they
/// have ended). A parameter is a
/// [`Socket`](../gateway_runtime/struct.Socket.html), whose [`rooms`](../gateway_runtime/struct.Socket.html#method.rooms) are those that the
/// client left, a [`DisconnectReason`](../gateway_runtime/enum.DisconnectReason.html), another type that implements
/// [`FromDisconnect`](../gateway_runtime/extract/trait.FromDisconnect.html), or marked `#[handshake_auth]`, `#[param]` or `#[inject]`. The
/// hook returns `()` or `Result<(), E>`; an error is logged.
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
pub fn on_gateway_disconnect(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_DISCONNECT, item.into()).into()
}

/// Marks the parameter that takes what the client sent: NestJS's `@MessageBody`.
///
/// | form | what the parameter gets |
/// |---|---|
/// | `#[message_body] body: T` | the first argument that the client emitted; several such parameters take the first, the second, … argument |
/// | `#[message_body("key")] value: T` | a member of the first argument |
/// | `#[message_body(validate)] body: T` | the same as without the word, once its `garde::Validate` has accepted the value; also with a key: `#[message_body("key", validate)]` |
/// | `#[message_body(validate = false)] body: T` | the same as without the word, although the gateway is marked `validate`; also with a key |
///
/// The type is any that implements `DeserializeOwned` (see [`Body`](../gateway_runtime/trait.Body.html)), and
/// `Option` for what may be missing. To take the members of one object as several parameters, name each of them
/// with a key: without keys, the second parameter is the second argument. A message whose body does not decode, or is not valid, does not reach the
/// method: the client gets the error `bad_request`, which names the fault and its place in what the client
/// sent.
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
pub fn message_body(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::MESSAGE_BODY, item.into()).into()
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
pub fn connected_socket(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::CONNECTED_SOCKET, item.into()).into()
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
pub fn ack(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ACK, item.into()).into()
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
pub fn handshake_auth(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::HANDSHAKE_AUTH, item.into()).into()
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
pub fn param(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::PARAM, item.into()).into()
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
pub fn inject(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::INJECT, item.into()).into()
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
pub fn websocket_server(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::WEBSOCKET_SERVER, item.into()).into()
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
/// Crates that re-export the runtime write its path as well: `#[event("name", crate = path)]`.
#[proc_macro_derive(ServerEvent, attributes(event))]
pub fn derive_server_event(item: TokenStream) -> TokenStream {
    server_event::derive(item.into()).into()
}
