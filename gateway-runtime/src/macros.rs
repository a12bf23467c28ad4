//! The attributes, with their documentation: it stands here and not in the macro crate, because its
//! examples need the runtime.

/// Marks a gateway: its struct, with the options, and each of its `impl` blocks, without any.
///
/// # On the struct
///
/// | option | value | meaning |
/// |---|---|---|
/// | `namespace` | `"payment"`, `"/payment"` or `"chat/{room}"` | the Socket.IO namespace; the root namespace `/` without it; [with parameters](#dynamic-namespaces), all namespaces that match |
/// | `emits(..)` | event types | the events that [`emit_event`](crate::handles::Server::emit_event) accepts on `Server<Self>` and `Socket<Self>`: see [`ServerEvent`](macro@crate::ServerEvent) |
/// | `rename_all` | `"kebab-case"`, `"camelCase"`, `"PascalCase"`, `"snake_case"`, `"SCREAMING_SNAKE_CASE"`, `"SCREAMING-KEBAB-CASE"`, `"lowercase"`, `"UPPERCASE"` | how a bare [`subscribe_message`](macro@crate::subscribe_message) makes the event's name of the method's; as written without it |
/// | `ordering` | `"start"`, `"sequential"` | when the next message of a socket starts: after the previous has run to its first real suspension (the default), or after it has completed |
/// | `max_in_flight` | a number, at least 1 | how many messages of one socket may be in work; 1,024 without it |
/// | `timeout` | `"250ms"`, `"5s"`, `"2m"` | how long a handler may take before its client gets a `timeout` error instead of the answer; without it, as long as it takes. One in [`subscribe_message`](macro@crate::subscribe_message) overrides it. It covers neither hooks, nor streams, nor an `Ack` that was moved into a task |
/// | `validate` | stands alone | all bodies of the gateway are validated, as with `#[message_body(validate)]` |
/// | `crate` | a path | where the runtime is, for crates that re-export it: `crate = my_facade::gateway_runtime` |
///
/// `ordering` and `max_in_flight` belong to the namespace: gateways that share one must not
/// contradict each other. The options of the server that the gateway is on stand
/// [below](#the-server-of-a-gateway).
///
/// | field attribute | the field is |
/// |---|---|
/// | `#[websocket_server]` | the handle to the gateway's namespace: `Server<ChatGateway>` with the gateway's own name, or `Server` |
/// | `#[inject]` | what was given to [`provide`](crate::GatewayAppBuilder::provide), by exact type |
/// | `#[default = expression]` | the expression's value |
/// | none | `Default::default()` |
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
/// All of them take `&self` and may be `async` or not. A method that is not `async` runs where the
/// message arrived: it must not block. Other methods stay as they are, and so do all bodies: the macro
/// does not read them. A `#[cfg]` on a method holds for its registration too; a helper attribute
/// inside `cfg_attr` cannot be seen, and is refused.
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
/// Mistakes are compile errors at their place, for example an event that the gateway does not declare:
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
/// | `port` | a number up to 65535 | a listener of its own; 0 is a port that the system chooses. Without it, the gateway is where the app listens |
/// | `path` | `"/socket.io"` | what clients give as `path` in `io(url, { path })`, percent-encoded as they send it; `/socket.io` without it |
/// | `transports(..)` | `websocket`, `polling` | how clients may connect; both without it |
/// | `cors(..)` | `origin = "https://example.com"` or `origin = ["..", ".."]`, and perhaps `credentials` | which pages may connect, by polling and by WebSocket: those of these origins, written as browsers send them, or with `"*"` of any; without it, those of the server's own origin: see [`Cors`](crate::Cors). With `credentials`, browsers send their cookies along, which they refuse for `"*"` |
/// | `ping_interval` | `"25s"` | how often the server asks a client whether it is there; 25 seconds without it |
/// | `ping_timeout` | `"20s"` | how long it waits for that answer; 20 seconds without it |
/// | `connect_timeout` | `"45s"` | how long a client may be connected to no namespace; 45 seconds without it |
/// | `max_payload` | a number of bytes, at least 1 | the longest message that a client may send; 1,000,000 without it |
/// | `max_attachments` | a number of attachments, at least 1 | how many pieces of binary data a message of a client may have; 100 without it |
/// | `max_buffer_size` | a number of packets, at least 1 | how many may wait to be sent to one client; 4,096 without it |
///
/// Gateways with equal port and path share a server, each with what it says; they must not contradict
/// each other: that is an error at start-up, which names both.
///
/// What depends on where the app runs is said at run time: of the same option, what stands later in
/// this list wins.
///
/// 1. the defaults,
/// 2. the attribute on the struct,
/// 3. the app's adapter: [`WebSocketAdapter::configure`](crate::WebSocketAdapter::configure),
/// 4. the builder, for all gateways: [`options`](crate::GatewayAppBuilder::options), or
///    [`ping_interval`](crate::GatewayAppBuilder::ping_interval) and its like,
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
/// A namespace may have parameters, named in snake case: one in a segment, with or without text around
/// it, and at the end one for all that follows.
///
/// | namespace | matches | with |
/// |---|---|---|
/// | `"chat/{room}"` | `/chat/lobby` | `room` is `lobby` |
/// | `"shop/order-{id}.v1"` | `/shop/order-7.v1` | `id` is `7` |
/// | `"files/{*path}"` | `/files/a/b` | `path` is `a/b` |
///
/// Handlers, connection hooks and disconnect hooks take them with `#[param]`:
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
/// The struct implements [`Gateway`](crate::Gateway) and submits one record; each marked method gets
/// an implementation of a hidden trait, a few lines that take its parameters and answer with its
/// value, and submits one record. At start-up the runtime collects the records of all linked crates
/// through `inventory`.
pub use gateway_macros::websocket_gateway;

/// Marks a method of a gateway that handles messages: NestJS's `@SubscribeMessage`.
///
/// | form | the method handles |
/// |---|---|
/// | `#[subscribe_message("a")]` | the event `a` |
/// | `#[subscribe_message("a", "b")]` | both; an [`EventName`](crate::EventName) parameter tells which |
/// | `#[subscribe_message]` | the event with the method's name, cased by the gateway's `rename_all` |
/// | `#[subscribe_message(fallback)]` | every event of the namespace that no other method handles |
/// | `#[subscribe_message("a", timeout = "5s")]` | `a`, in the time of its own: `"250ms"`, `"5s"`, `"2m"`. Any of the other forms may have it too; alone, the event has the method's name |
///
/// An event of a namespace has one handler. Not possible are socket.io's own names (`connect`,
/// `connect_error`, `disconnect`, `disconnecting`, `newListener`, `removeListener`), `exception`, which
/// carries errors, and names with characters that JSON escapes, on which the protocol library closes
/// the connection.
///
/// # Parameters
///
/// | parameter | what it gets |
/// |---|---|
/// | `#[message_body] body: T` | the first argument that the client emitted; several are its first, second, … arguments, and so is one of type [`Args<(A, B)>`](crate::wire::Args) |
/// | `#[message_body("key")] value: T` | a member of the first argument |
/// | `#[message_body(validate)] body: T`, `#[message_body("key", validate)] value: T` | the same, if its `garde::Validate` approves of it |
/// | `#[connected_socket] socket: Socket` | the calling client: [`Socket`](crate::handles::Socket), or `Socket<Self>` for typed events |
/// | `#[ack] ack: Ack<T>` | the acknowledgement, given by hand: [`Ack`](crate::Ack) |
/// | `#[handshake_auth] auth: T` | what the client passed as `auth` when it connected |
/// | `#[param] room: T`, `#[param("room")] id: T` | a parameter of the [dynamic namespace](macro@crate::websocket_gateway#dynamic-namespaces): its text, or the number, `bool`, newtype or enum that it is; by the parameter's own name, or by another |
/// | `#[inject] greeter: T` | what was given to [`provide`](crate::GatewayAppBuilder::provide), by exact type |
/// | `name: T`, without attribute | any type that implements [`FromMessage`](crate::FromMessage), among them those of [`extract`](crate::extract) |
///
/// A body is any type that implements `DeserializeOwned` (see [`Body`](crate::Body)). One value is one argument: tuples, arrays and
/// newtypes too. An argument that was not sent is `None` for an `Option` and an error for everything
/// that needs a value; further arguments are ignored. Binary data is [`Bytes`](crate::Bytes), alone or
/// inside another type. What does not decode is answered with
/// `bad_request` and the path to the fault.
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
/// | `T: Serialize` | an acknowledgement with one argument; `None` is `null` |
/// | [`Args((a, b))`](crate::wire::Args) | an acknowledgement with several arguments |
/// | [`WsResponse<T>`](crate::WsResponse) | the event, then an empty acknowledgement |
/// | `impl Stream` of `WsResponse<T>`, or of `Result<WsResponse<T>, E>` | each event as it comes, then an empty acknowledgement |
/// | `Result<_, E>` of these | the same; or the error, if `E` converts into [`WsError`](crate::WsError) |
///
/// A client that did not ask for an acknowledgement gets none; an error reaches it as `exception`.
///
/// An answer owns what it holds, because it is sent after the call. A returned `impl Stream` borrows
/// `self` unless it says `+ use<>`:
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
/// Outside a block marked [`#[websocket_gateway]`](macro@crate::websocket_gateway) it is an error:
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
/// The namespace exists by then, so its handle works. A parameter is a [`Server`](crate::handles::Server),
/// anything else that implements [`FromInit`](crate::FromInit), or marked `#[inject]`. It returns `()` or `Result<(), E>` of
/// any error type; an error stops the start-up. Init hooks run one after another, in the name order of
/// their gateways.
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
/// It completes before the first message of the socket is handled; messages that arrive meanwhile
/// wait. Parameters are [`Socket`](crate::handles::Socket), anything else that implements
/// [`FromSocket`](crate::FromSocket), and what is marked `#[handshake_auth]`, `#[param]` or `#[inject]`
/// as in [`subscribe_message`](macro@crate::subscribe_message#parameters). It returns `()` or `Result<(), E>`, where `E` converts into
/// [`WsError`](crate::WsError); an error refuses the socket: the client, which has seen `connect`, gets
/// error answers to what it had emitted, the event `exception`, and is disconnected.
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
/// It runs exactly once for each socket that the gateway had accepted, after all of its earlier
/// messages were started (with `ordering = "sequential"`: completed), also on shutdown. Parameters are
/// [`Socket`](crate::handles::Socket), whose [`rooms`](crate::handles::Socket::rooms) are those it was in when it left,
/// [`DisconnectReason`](crate::protocol::DisconnectReason), anything else that implements
/// [`FromDisconnect`](crate::FromDisconnect), and what is marked `#[handshake_auth]`, `#[param]` or
/// `#[inject]`. It returns `()` or `Result<(), E>`; an error is logged.
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
/// `#[event("name", crate = path)]` is for crates that re-export the runtime.
pub use gateway_macros::ServerEvent;
