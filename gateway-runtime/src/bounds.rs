//! What the attributes check of the parts of a gateway and of what stands around methods, as traits. Compile errors name these traits; a program
//! does not have to. Each is implemented for all types that fit.
//!
//! | trait | what it is the bound of |
//! |---|---|
//! | [`DefaultField`] | a field without an attribute |
//! | [`AuthPayload`], [`ParamValue`] | a parameter marked `#[handshake_auth]`, `#[param]` |
//! | [`SocketHandle`], [`ServerHandle`] | a parameter marked `#[connected_socket]`, a field marked `#[websocket_server]` |
//! | [`AckHandle`], [`AckOutput`] | a parameter marked `#[ack]`, and what a method with such a parameter returns |
//! | [`BlockingParameter`] | a parameter of a method marked `blocking`, which another thread takes |
//! | [`NothingToValidate`] | a body without rules, in a gateway with `validate` |
//! | [`SendableAnswer`] | what a handler returns, which another thread may send |
//! | [`FromCall`], [`FromMessageCall`] | a parameter of an enhancer's function: of one that may run when a client connects or after the method, and of a guard before messages |
//! | [`GuardOutput`], [`InterceptorOutput`], [`FilterOutput`], [`PipeOutput`] | what such a function returns |
//! | [`Guarded`] | a parameter marked `#[guarded]` |
//! | [`PerConnection`], [`ClonedForMethods`] | a parameter marked `#[per_connection]` |
//! | [`GivenBeforeMethod`], [`GivenBeforeHook`] | the same: whether a guard gives the value |
//! | [`PipedTo`] | what a pipe gives, for the parameter behind it |
//! | [`Enhancers`] | a type in `#[use_enhancers(..)]` |
//! | [`NotAGuard`], [`NotAnInterceptor`], [`NotAFilter`], [`BeforeMessages`] | a type in a list where it cannot stand |
//! | [`HookOutput`], [`InitOutput`] | what a connection or disconnect hook returns, and an init hook |
//! | [`FromShutdown`], [`FromApp`] | a parameter of a shutdown hook, and of a timer or a listener |
//! | [`LoggedOutput`] | what a shutdown hook, a timer or a listener returns |
//! | [`ServerEventParameter`], [`ServerEventBody`] | a parameter of a method marked `#[on_server_event]`, without an attribute and marked `#[message_body]` |
//! | [`ServerEventOutput`] | what such a method returns |
//! | [`Detail`], [`DisplayedError`], [`PassedOn`] | a field of an error that derives `WsError`, such an error with a variant that has no message, and the field of a `transparent` variant |
//! | [`NameOfConstant`] | a constant in the place of a name |
//! | [`NameOfEvent`] | the name of a [`WsResponse`](crate::WsResponse), and of an event that an [`Outcome`](crate::Outcome) is |
//!
//! Other bounds are public because programs may name them: [`Answer`](crate::Answer), [`Body`](crate::Body),
//! [`StreamItem`](crate::StreamItem), and the traits of parameters in [`extract`](crate::extract).

pub use crate::{
    __private::{
        AuthPayload, BlockingParameter, DefaultField, Detail, DisplayedError, Enhancers,
        FilterOutput, FromCall, FromMessageCall, GuardOutput, Guarded, HookOutput,
        InterceptorOutput, NameOfConstant, NothingToValidate, ParamValue, PassedOn, PipeOutput,
        PipedTo, SendableAnswer,
        guarded::{GivenBeforeHook, GivenBeforeMethod},
        handler::AckOutput,
        init::InitOutput,
        roles::{BeforeMessages, NotAFilter, NotAGuard, NotAnInterceptor},
        server_event::{ServerEventBody, ServerEventOutput, ServerEventParameter},
    },
    error::LoggedOutput,
    extract::{
        AckHandle, ClonedForMethods, FromApp, FromShutdown, PerConnection, ServerHandle,
        SocketHandle,
    },
    reply::NameOfEvent,
};
