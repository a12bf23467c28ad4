//! What the attributes check of the parts of a gateway, as traits. Compile errors name these traits; a program
//! does not have to. Each is implemented for all types that fit.
//!
//! | trait | what it is the bound of |
//! |---|---|
//! | [`DefaultField`] | a field without an attribute |
//! | [`AuthPayload`], [`ParamValue`] | a parameter marked `#[handshake_auth]`, `#[param]` |
//! | [`SocketHandle`], [`ServerHandle`] | a parameter marked `#[connected_socket]`, a field marked `#[websocket_server]` |
//! | [`AckHandle`], [`AckOutput`] | a parameter marked `#[ack]`, and what a method with such a parameter returns |
//! | [`NothingToValidate`] | a body without rules, in a gateway with `validate` |
//! | [`SendableAnswer`] | what a handler returns, which another thread may send |
//! | [`HookOutput`], [`InitOutput`] | what a connection or disconnect hook returns, and an init hook |
//!
//! Other bounds are public because programs may name them: [`Answer`](crate::Answer), [`Body`](crate::Body),
//! [`StreamItem`](crate::StreamItem), and the traits of parameters in [`extract`](crate::extract).

pub use crate::{
    __private::{
        AuthPayload, DefaultField, HookOutput, NothingToValidate, ParamValue, SendableAnswer,
        handler::AckOutput, init::InitOutput,
    },
    extract::{AckHandle, ServerHandle, SocketHandle},
};
