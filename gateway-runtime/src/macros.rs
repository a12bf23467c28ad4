//! The attributes are re-exported here together with their documentation, which does not stand in the macro
//! crate because its examples need the runtime.

/// Marks a gateway: its struct, with the options, and each of its `impl` blocks, without any.
///
/// # On the struct
///
/// | option | value | meaning |
/// |---|---|---|
/// | `namespace` | `"payment"`, `"/payment"` or `"chat/{room}"` | the Socket.IO namespace. Default: the root namespace, `/`. [With parameters](#dynamic-namespaces), the gateway serves every namespace that matches |
/// | `emits(..)` | event types | the events that [`emit_event`](crate::Server::emit_event) accepts on `Server<Self>` and `Socket<Self>`: see [`ServerEvent`](macro@crate::ServerEvent) |
/// | `rename_all` | `"kebab-case"`, `"camelCase"`, `"PascalCase"`, `"snake_case"`, `"SCREAMING_SNAKE_CASE"`, `"SCREAMING-KEBAB-CASE"`, `"lowercase"`, `"UPPERCASE"` | how a bare [`subscribe_message`](macro@crate::subscribe_message) turns the method's name into the event's. Default: unchanged |
/// | `ordering` | `"start"`, `"sequential"` | when the next message of a socket starts: once the previous message has run to its first real suspension (`"start"`, the default), or once the previous message has completed (`"sequential"`) |
/// | `max_in_flight` | a number, at least 1 | how many messages of one socket may be in work at a time. Default: 1,024 |
/// | `timeout` | `"250ms"`, `"5s"`, `"2m"` | how long a handler may take before its client gets a `timeout` error instead of the answer. Default: no limit. A `timeout` in [`subscribe_message`](macro@crate::subscribe_message) overrides the gateway's. Neither covers hooks, streams, or an `Ack` that was moved into a task |
/// | `validate` | (no value) | all bodies of the gateway are validated, as with `#[message_body(validate)]`; numbers, text and the like are let through: see [`Validate`](crate::Validate#where-bodies-are-validated) |
/// | `crate` | a path | the path of the runtime, for crates that re-export the runtime: `crate = my_facade::gateway_runtime` |
///
/// `ordering` and `max_in_flight` belong to the namespace: gateways that share one must not
/// contradict each other. The options of the gateway's server are listed
/// [below](#the-server-of-a-gateway).
///
/// | field attribute | the field is |
/// |---|---|
/// | `#[websocket_server]` | the handle to the gateway's namespace: `Server<ChatGateway>` with the gateway's own name, or `Server` |
/// | `#[inject]` | the value of exactly this type that was given to [`provide`](crate::GatewayAppBuilder::provide) |
/// | `#[default = expression]` | the expression's value |
/// | (no attribute) | `Default::default()` |
///
/// The struct must not be generic: a gateway is one type, registered once. One instance serves all
/// sockets, so its methods take `&self`.
///
/// # On an `impl` block
///
/// | method attribute | the method |
/// |---|---|
/// | [`#[subscribe_message("event")]`](macro@crate::subscribe_message) | handles messages |
/// | [`#[on_gateway_init]`](macro@crate::on_gateway_init) | runs once, before anybody can connect |
/// | [`#[on_gateway_connection]`](macro@crate::on_gateway_connection) | runs when a client has connected |
/// | [`#[on_gateway_disconnect]`](macro@crate::on_gateway_disconnect) | runs when a client has left |
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
/// | `port` | a number up to 65535 | the port of a listener beside the app's own; with 0 the system chooses a port. Default: the gateway is served where the app listens |
/// | `path` | `"/socket.io"` | what clients give as `path` in `io(url, { path })`, percent-encoded as they send it. Default: `/socket.io` |
/// | `transports(..)` | `websocket`, `polling` | how clients may connect. Default: both |
/// | `cors(..)` | `origin = "https://example.com"` or `origin = ["..", ".."]`, optionally with `credentials` | the origins whose pages may connect, by polling and by WebSocket, written as browsers send them; `"*"` is any origin. Default: the server's own origin alone. With `credentials`, browsers send cookies along, which they refuse to do for `"*"`. See [`Cors`](crate::Cors) |
/// | `ping_interval` | `"25s"` | how often the server pings a client to see whether the client is still there. Default: 25 seconds |
/// | `ping_timeout` | `"20s"` | how long the server waits for the answer to a ping. Default: 20 seconds |
/// | `connect_timeout` | `"45s"` | how long a client may be connected to no namespace. Default: 45 seconds |
/// | `max_payload` | a number of bytes, at least 1 | the length of the longest message that a client may send. Default: 1,000,000 |
/// | `max_attachments` | a number of attachments, at least 1 | how many pieces of binary data a message of a client may have. Default: 100 |
/// | `max_buffer_size` | a number of packets, at least 1 | how many packets may wait to be sent to one client. Default: 4,096 |
///
/// Gateways with the same port and path share a server. Each of them may set some of its options, but two
/// that contradict each other are an error at start-up, which names both.
///
/// Options that depend on where the app runs can be set at run time. If several places set the same option,
/// the later one in this list wins:
///
/// 1. the defaults,
/// 2. the attribute on the struct,
/// 3. the app's adapter: [`WebSocketAdapter::configure`](crate::WebSocketAdapter::configure),
/// 4. the builder, for all gateways: [`options`](crate::GatewayAppBuilder::options), or
///    [`ping_interval`](crate::GatewayAppBuilder::ping_interval) and the like,
/// 5. the builder, for one gateway:
///    [`gateway_options`](crate::GatewayAppBuilder::gateway_options).
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
/// The struct gets an implementation of [`Gateway`](crate::Gateway) and one record. Each marked method gets
/// an implementation of a hidden trait, a few lines that take the method's parameters and answer with its
/// value, and one record. At start-up the runtime collects the records of all linked crates through
/// `inventory`.
pub use gateway_macros::websocket_gateway;

/// Marks a method of a gateway that handles messages: NestJS's `@SubscribeMessage`.
///
/// | form | the method handles |
/// |---|---|
/// | `#[subscribe_message("a")]` | the event `a` |
/// | `#[subscribe_message("a", "b")]` | both; an [`EventName`](crate::EventName) parameter tells which |
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
/// | `#[message_body] body: T` | the first argument that the client emitted. Several such parameters take the first, the second, … argument; one parameter of type [`Args<(A, B)>`](crate::Args) takes several arguments at once |
/// | `#[message_body("key")] value: T` | a member of the first argument |
/// | `#[message_body(validate)] body: T`, `#[message_body("key", validate)] value: T` | the same, once its `garde::Validate` has accepted the value: see [`Validate`](crate::Validate) |
/// | `#[message_body(validate = false)] body: T`, `#[message_body("key", validate = false)] value: T` | the same, without validation, although the gateway is marked `validate` |
/// | `#[connected_socket] socket: Socket` | the calling client: [`Socket`](crate::Socket), or `Socket<Self>` for typed events |
/// | `#[ack] ack: Ack<T>` | the acknowledgement, which the method then gives itself: [`Ack`](crate::Ack) |
/// | `#[handshake_auth] auth: T` | what the client passed as `auth` when it connected |
/// | `#[param] room: T`, `#[param("room")] id: T` | a parameter of the [dynamic namespace](macro@crate::websocket_gateway#dynamic-namespaces), as text or read as a number, `bool`, newtype or enum. Its name is that of the method's parameter, unless the attribute names another |
/// | `#[inject] greeter: T` | the value of exactly this type that was given to [`provide`](crate::GatewayAppBuilder::provide) |
/// | `name: T`, without attribute | any type that implements [`FromMessage`](crate::FromMessage), among them those of [`extract`](crate::extract) |
///
/// A body is any type that implements `DeserializeOwned` (see [`Body`](crate::Body)). One value is one
/// argument; this holds for tuples, arrays and newtypes too. An argument that was not sent is `None` for an
/// `Option`, and an error for every type that needs a value; surplus arguments are ignored. Binary data is
/// [`Bytes`](crate::Bytes), alone or inside another type. A body that does not decode is answered with
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
/// | [`Args((a, b))`](crate::Args) | an acknowledgement with several arguments |
/// | [`WsResponse<T>`](crate::WsResponse) | the event, then an empty acknowledgement |
/// | `impl Stream` of `WsResponse<T>`, or of `Result<WsResponse<T>, E>` | each event as it comes, then an empty acknowledgement |
/// | `Result<_, E>` of these | the same; or the error, if `E` converts into [`WsError`](crate::WsError) |
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
///         dividend.checked_div(divisor).ok_or_else(|| WsError::bad_request("cannot divide by zero"))
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
/// Outside of a block marked [`#[websocket_gateway]`](macro@crate::websocket_gateway), the attribute is an error:
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
pub use gateway_macros::subscribe_message;

/// Marks the method of a gateway that runs once at start-up, before anybody can connect: NestJS's
/// `OnGatewayInit`, but awaited.
///
/// The namespace exists by then, so handles to it work. A parameter is a
/// [`Server`](crate::Server), another type that implements [`FromInit`](crate::FromInit), or marked
/// `#[inject]`. The hook returns `()`, or `Result<(), E>` of any error type; an error stops the start-up.
/// Init hooks run one after another, in the order of their gateways' names.
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
pub use gateway_macros::on_gateway_init;

/// Marks the method of a gateway that runs when a client has connected: NestJS's
/// `OnGatewayConnection`, but awaited.
///
/// The hook completes before the first message of the socket is handled; messages that arrive meanwhile
/// wait. A parameter is a [`Socket`](crate::Socket), another type that implements
/// [`FromSocket`](crate::FromSocket), or marked `#[handshake_auth]`, `#[param]` or `#[inject]` as in
/// [`subscribe_message`](macro@crate::subscribe_message#parameters). The hook returns `()`, or `Result<(), E>`
/// where `E` converts into [`WsError`](crate::WsError). An error refuses the socket: the client, which has
/// already seen `connect`, gets error answers to what it has emitted, then the event `exception`, and is
/// disconnected.
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
pub use gateway_macros::on_gateway_connection;

/// Marks the method of a gateway that runs when a client has left: NestJS's `OnGatewayDisconnect`.
///
/// The hook runs exactly once for each socket that the gateway accepted, after all earlier messages of the
/// socket were started (with `ordering = "sequential"`: completed), also on shutdown. A parameter is a
/// [`Socket`](crate::Socket), whose [`rooms`](crate::Socket::rooms) are those that the
/// client left, a [`DisconnectReason`](crate::DisconnectReason), another type that implements
/// [`FromDisconnect`](crate::FromDisconnect), or marked `#[handshake_auth]`, `#[param]` or `#[inject]`. The
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
pub use gateway_macros::on_gateway_disconnect;

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
pub use gateway_macros::ServerEvent;
