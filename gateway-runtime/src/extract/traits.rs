//! `FromMessage`, `FromSocket`, `FromDisconnect` and `FromInit` are the traits that parameters implement.

use crate::{
    error::{BoxError, WsError},
    extract::{DisconnectContext, InitContext, Requirements},
    handles::Socket,
    message::Message,
    protocol::DisconnectReason,
};

/// A parameter of a subscribed method that is written without an attribute: NestJS's custom
/// parameter decorator.
///
/// Implement [`FromSocket`] instead if the parameter depends on the connection alone: hooks can then take it
/// too.
///
/// An extractor that returns an error refuses the message: see
/// [Refusing clients](crate::guide::refusing_clients). All extractors of a method run before its bodies are
/// decoded or validated, wherever the parameters stand, and in the order in which they are written.
///
/// An extractor cannot be `async`, and it does not see the payload. A look-up in a database belongs into a
/// [guard](crate::guide::guards), or into a [pipe](crate::guide::pipes) if it depends on the payload.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// /// `"shop.order.created"` → `"shop"`
/// struct Topic(String);
///
/// impl FromMessage for Topic {
///     fn from_message(message: &mut Message) -> Result<Self, WsError> {
///         match message.event().split_once('.') {
///             Some((topic, _)) => Ok(Self(topic.to_owned())),
///             None => Err(WsError::bad_request("the event has no topic")),
///         }
///     }
/// }
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message(fallback)]
///     fn any(&self, topic: Topic) -> String {
///         topic.0
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a subscribed method",
    label = "neither a marked body nor an extractor",
    note = "if it is what the client sends, mark the parameter: `#[message_body]`",
    note = "else implement `FromMessage` for it; `Extension<T>` and `Inject<T>` do if `T` is `Clone`, \
            `NamespaceParams<T>` does if `T` is `Deserialize`"
)]
pub trait FromMessage: Sized {
    /// Takes the parameter out of the message.
    ///
    /// # Errors
    /// The error that the client gets instead of the method's answer.
    fn from_message(message: &mut Message) -> Result<Self, WsError>;

    /// Notes what the extractor needs of the app, so that the start-up fails if the app lacks it: see
    /// [`Requirements`]. By default an extractor needs nothing.
    fn require(_: &mut Requirements<'_>) {}
}

/// A parameter that depends on the connection alone: of subscribed methods, connection hooks and
/// disconnect hooks.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct RoomCount(usize);
///
/// impl FromSocket for RoomCount {
///     fn from_socket(socket: &Socket) -> Result<Self, WsError> {
///         Ok(Self(socket.rooms().len()))
///     }
/// }
///
/// #[websocket_gateway]
/// struct Rooms;
///
/// #[websocket_gateway]
/// impl Rooms {
///     #[subscribe_message("room-count")]
///     fn room_count(&self, rooms: RoomCount) -> usize {
///         rooms.0
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a hook",
    label = "not an extractor of connections",
    note = "a connection hook takes `Socket` and what implements `FromSocket`; `Extension<T>` and \
            `Inject<T>` do if `T` is `Clone`"
)]
pub trait FromSocket: Sized {
    /// Takes the parameter from the socket.
    ///
    /// # Errors
    /// The error that the client gets: instead of an answer to its message, or as the reason why a connection
    /// hook refuses the socket.
    fn from_socket(socket: &Socket) -> Result<Self, WsError>;

    /// Notes what the extractor needs of the app, so that the start-up fails if the app lacks it: see
    /// [`Requirements`]. By default an extractor needs nothing.
    fn require(_: &mut Requirements<'_>) {}
}

#[diagnostic::do_not_recommend]
impl<T: FromSocket> FromMessage for T {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        T::from_socket(&message.socket())
    }

    fn require(requirements: &mut Requirements<'_>) {
        <T as FromSocket>::require(requirements);
    }
}

impl FromSocket for Socket {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(socket.clone())
    }
}

/// The handle to the namespace that the socket is in.
impl FromSocket for crate::handles::Server {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        Ok(socket.server())
    }
}

/// A parameter of a disconnect hook.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a disconnect hook",
    label = "not an extractor of disconnects",
    note = "a disconnect hook takes `Socket`, `DisconnectReason`, what implements `FromSocket`, and marked parameters: \
            `#[inject]`, `#[guarded]`, `#[per_connection]`; `Extension<T>` and `Inject<T>` do if `T` is `Clone`"
)]
pub trait FromDisconnect: Sized {
    /// Takes the parameter from the context of the disconnect.
    ///
    /// # Errors
    /// The error is logged, and the hook does not run.
    fn from_disconnect(context: &DisconnectContext) -> Result<Self, WsError>;

    /// Notes what the extractor needs of the app, so that the start-up fails if the app lacks it: see
    /// [`Requirements`]. By default an extractor needs nothing.
    fn require(_: &mut Requirements<'_>) {}
}

#[diagnostic::do_not_recommend]
impl<T: FromSocket> FromDisconnect for T {
    fn from_disconnect(context: &DisconnectContext) -> Result<Self, WsError> {
        T::from_socket(context.socket())
    }

    fn require(requirements: &mut Requirements<'_>) {
        <T as FromSocket>::require(requirements);
    }
}

#[diagnostic::do_not_recommend]
impl FromDisconnect for DisconnectReason {
    fn from_disconnect(context: &DisconnectContext) -> Result<Self, WsError> {
        Ok(context.reason())
    }
}

/// A parameter of an init hook.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of an init hook",
    label = "no client is connected at start-up",
    note = "an init hook takes `Server`, `Server<Self>`, and providers: `#[inject]`"
)]
pub trait FromInit: Sized {
    /// Takes the parameter from the context of the starting app.
    ///
    /// # Errors
    /// The error stops the start-up.
    fn from_init(context: &InitContext) -> Result<Self, BoxError>;

    /// Notes what the extractor needs of the app, so that the start-up fails if the app lacks it: see
    /// [`Requirements`]. By default an extractor needs nothing.
    fn require(_: &mut Requirements<'_>) {}
}

impl FromInit for crate::handles::Server {
    fn from_init(context: &InitContext) -> Result<Self, BoxError> {
        Ok(context.server().clone())
    }
}
