//! The one door for generated code. Nothing here is public API: it changes together with the macros,
//! which the version requirement of this crate pins.

#[path = "private/parameter.rs"]
mod parameter;

pub use inventory;
pub use parameter::{NothingToRequire, Parameter};

pub use crate::{
    error::BoxError,
    extract::{ConnectionContext, DisconnectContext, InitContext, Requirements},
    gateway::{GatewayOptions, Ordering, RenameAll, Setup},
    message::{Message, Plain, PlainBodies, Validated},
    options::{DeclaredCors, DeclaredServer, Transport},
    registry::{
        BoxFuture, ConnectionHook, DisconnectHook, EventName, GatewayRecord, Handler,
        HandlerRecord, HandlerRecords, HookRecord, InitHook,
    },
    reply::{
        AnswerKind, EmittedKind, Output, PlainKind, Remaining, Reply, SplitOutput, StreamKind,
        Value, Work,
    },
};

use std::panic::Location;

use serde::de::DeserializeOwned;

use crate::{
    error::{IntoWsError, WsError},
    extract::{
        AckHandle, FromDisconnect, FromInit, FromMessage, FromSocket, Inject, OfSocket,
        ServerHandle, SocketHandle,
    },
    gateway::Gateway,
};

/// A field without an attribute.
#[must_use]
pub fn default_field<T: DefaultField>() -> T {
    T::default_field()
}

/// What a field without an attribute can be.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not know its first value",
    label = "this type does not implement `Default`",
    note = "mark the field: `#[inject]` if the value is provided to the app, `#[websocket_server]` if it is \
            the `Server`, `#[default = expression]` for any other value"
)]
pub trait DefaultField {
    /// The first value.
    fn default_field() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultField for T {
    fn default_field() -> Self {
        Self::default()
    }
}

/// A field marked `#[websocket_server]`.
pub fn server_field<G: Gateway, T: ServerHandle<G>>(setup: &mut Setup<'_>) -> T {
    T::of(setup.server::<G, ()>())
}

/// What a parameter marked `#[handshake_auth]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from the auth of a handshake",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`"
)]
pub trait AuthPayload: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> AuthPayload for T {}

/// What a parameter marked `#[param]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the parameter of a namespace",
    label = "this type does not deserialise from text",
    note = "derive `Deserialize` for a newtype of text or a number, or for an enum without data"
)]
pub trait ParamValue: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> ParamValue for T {}

/// A parameter marked `#[handshake_auth]`.
///
/// # Errors
/// It does not decode.
pub fn handshake_auth<T: AuthPayload>(of: &impl OfSocket) -> Result<T, WsError> {
    of.socket().handshake().auth()
}

/// A parameter marked `#[param]`.
///
/// # Errors
/// It does not decode.
pub fn param<T: ParamValue>(of: &impl OfSocket, name: &str) -> Result<T, WsError> {
    crate::extract::param(&of.socket(), name)
}

/// A parameter marked `#[inject]`.
///
/// # Errors
/// None: what is missing was a start-up error.
pub fn inject<T: Clone + Send + Sync + 'static>(of: &impl OfSocket) -> Result<T, WsError> {
    Inject::from_socket(&of.socket()).map(|Inject(provider)| provider)
}

/// A parameter of an init hook marked `#[inject]`.
///
/// # Errors
/// None: what is missing was a start-up error.
pub fn inject_init<T: Clone + Send + Sync + 'static>(context: &InitContext) -> Result<T, BoxError> {
    Inject::from_init(context).map(|Inject(provider)| provider)
}

/// What a parameter without an attribute needs.
#[track_caller]
pub fn require_message<T: FromMessage>(requirements: &mut Requirements<'_>) {
    T::require(requirements.of_parameter(Location::caller()));
}

/// What a parameter of a connection hook needs.
#[track_caller]
pub fn require_connection<T: FromSocket>(requirements: &mut Requirements<'_>) {
    T::require(requirements.of_parameter(Location::caller()));
}

/// What a parameter of a disconnect hook needs.
#[track_caller]
pub fn require_disconnect<T: FromDisconnect>(requirements: &mut Requirements<'_>) {
    T::require(requirements.of_parameter(Location::caller()));
}

/// What a parameter of an init hook needs.
#[track_caller]
pub fn require_init<T: FromInit>(requirements: &mut Requirements<'_>) {
    T::require(requirements.of_parameter(Location::caller()));
}

/// What a parameter marked `#[inject]` needs.
#[track_caller]
pub fn require_provider<T: 'static>(requirements: &mut Requirements<'_>) {
    requirements
        .of_parameter(Location::caller())
        .provider::<T>();
}

/// What a parameter marked `#[param]` needs.
#[track_caller]
pub fn require_param(requirements: &mut Requirements<'_>, name: &str) {
    requirements.of_parameter(Location::caller()).param(name);
}

/// A parameter marked `#[connected_socket]`.
///
/// # Errors
/// None.
pub fn connected_socket<G: Gateway, T: SocketHandle<G>>(
    message: &mut Message,
) -> Result<T, WsError> {
    Ok(T::of(&message.socket()))
}

/// A parameter marked `#[ack]`.
///
/// # Errors
/// It is the method's second.
pub fn ack<T: AckHandle>(message: &mut Message) -> Result<T, WsError> {
    T::from_message(message)
}

/// A parameter without an attribute.
///
/// # Errors
/// The extractor's own.
pub fn extract<T: FromMessage>(message: &mut Message) -> Result<T, WsError> {
    T::from_message(message)
}

/// Ends a method that answers through its `Ack`, unless it returned an error.
pub fn manual<T: ManualOutput>(result: Result<T, WsError>, reply: Reply) -> Remaining {
    match result {
        Ok(_) => reply.release(),
        Err(error) => reply.fail(error),
    }
    Remaining::nothing()
}

/// What a method that takes an `Ack` returns.
#[diagnostic::on_unimplemented(
    message = "a method that takes an `Ack` answers through it and does not return `{Self}`",
    label = "this value would never be sent",
    note = "return `()` or `Result<(), E>`, or drop the `Ack` parameter"
)]
pub trait ManualOutput {}

impl ManualOutput for () {}

/// A parameter of an init hook.
///
/// # Errors
/// The extractor's own.
pub fn extract_init<T: FromInit>(context: &InitContext) -> Result<T, BoxError> {
    T::from_init(context)
}

/// A parameter of a connection hook.
///
/// # Errors
/// The extractor's own.
pub fn extract_connection<T: FromSocket>(context: &ConnectionContext) -> Result<T, WsError> {
    T::from_socket(context.socket())
}

/// A parameter of type `Server<..>`.
///
/// # Errors
/// None.
pub fn own_server<G: Gateway, T: ServerHandle<G>>(of: &impl OfSocket) -> Result<T, WsError> {
    Ok(T::of(of.socket().server()))
}

/// A parameter of an init hook of type `Server<..>`.
///
/// # Errors
/// None.
pub fn own_server_at_init<G: Gateway, T: ServerHandle<G>>(
    context: &InitContext,
) -> Result<T, BoxError> {
    Ok(T::of(context.server().clone()))
}

/// A parameter of a connection hook marked `#[connected_socket]`.
#[must_use]
pub fn connected_socket_of<G: Gateway, T: SocketHandle<G>>(context: &ConnectionContext) -> T {
    T::of(context.socket())
}

/// A parameter of a disconnect hook.
///
/// # Errors
/// The extractor's own.
pub fn extract_disconnect<T: FromDisconnect>(context: &DisconnectContext) -> Result<T, WsError> {
    T::from_disconnect(context)
}

/// A parameter of a disconnect hook marked `#[connected_socket]`.
#[must_use]
pub fn disconnected_socket_of<G: Gateway, T: SocketHandle<G>>(context: &DisconnectContext) -> T {
    T::of(context.socket())
}

/// The result of a connection or disconnect hook.
///
/// # Errors
/// The hook's own.
pub fn hook_output<T: HookOutput>(output: T) -> Result<(), WsError> {
    output.into_result()
}

/// What a connection or disconnect hook returns.
#[diagnostic::on_unimplemented(
    message = "a hook returns `()` or `Result<(), E>`, not `{Self}`",
    label = "there is nobody to answer with this value",
    note = "the error `E` converts into `WsError`"
)]
pub trait HookOutput {
    /// The hook's error.
    ///
    /// # Errors
    /// The hook's own.
    fn into_result(self) -> Result<(), WsError>;
}

impl HookOutput for () {
    fn into_result(self) -> Result<(), WsError> {
        Ok(())
    }
}

impl<E: IntoWsError> HookOutput for Result<(), E> {
    fn into_result(self) -> Result<(), WsError> {
        self.map_err(IntoWsError::into_ws_error)
    }
}

/// The result of an init hook.
///
/// # Errors
/// The hook's own.
pub fn init_output<T: InitOutput>(output: T) -> Result<(), BoxError> {
    output.into_result()
}

/// What an init hook returns.
#[diagnostic::on_unimplemented(
    message = "an init hook returns `()` or `Result<(), E>`, not `{Self}`",
    label = "there is nobody to answer with this value",
    note = "the error `E` is any error type; it stops the start-up"
)]
pub trait InitOutput {
    /// The hook's error.
    ///
    /// # Errors
    /// The hook's own.
    fn into_result(self) -> Result<(), BoxError>;
}

impl InitOutput for () {
    fn into_result(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl<E: Into<BoxError>> InitOutput for Result<(), E> {
    fn into_result(self) -> Result<(), BoxError> {
        self.map_err(Into::into)
    }
}

/// The struct of an `impl` block has to be marked too.
pub const fn assert_gateway<G: Gateway>() {}
