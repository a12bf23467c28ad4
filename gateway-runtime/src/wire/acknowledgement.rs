//! `Acknowledgement` is the bound on the types that a client's acknowledgement can be read as.

use serde::de::DeserializeOwned;

use super::{acknowledged::Acknowledged, args::Args, undecodable::Undecodable};

/// What `emit_with_ack` can read from a client's acknowledgement: every type that owns what it
/// deserialises, from the first argument that the client calls back with; or [`Args`] of several, from
/// as many arguments.
///
/// A borrowed type, such as `&str`, cannot be read: the compiler says of one that an "implementation of
/// `Deserialize` is not general enough". Use `String` instead.
///
/// As with [bodies](crate::Body), one value is one argument, whatever its type; further arguments are
/// ignored, and one that is missing is `None`, `()` or an error that says which.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Game;
///
/// #[websocket_gateway]
/// impl Game {
///     #[subscribe_message("start")]
///     async fn start(&self, socket: Socket) -> Result<(), WsError> {
///         // `socket.on("ready?", (round, answer) => answer(true))`
///         let is_ready: bool = socket.emit_with_ack("ready?", &1).await?;
///         if is_ready {
///             // `socket.on("throw", (dice, answer) => answer(3, 5))`
///             let Args((first, second)): Args<(u8, Option<u8>)> = socket.emit_with_ack("throw", &2).await?;
///             socket.emit("thrown", &(first + second.unwrap_or(0)))?;
///         }
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a client's acknowledgement",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`",
    note = "if no type is written, write one: `let answer: String = socket.emit_with_ack(..).await?`",
    note = "several arguments are read as a tuple of up to eight such types: `let Args((a, b)): Args<(A, B)> = ..`"
)]
pub trait Acknowledgement: Sized {
    /// Takes the next argument, or the next ones.
    ///
    /// # Errors
    /// One is missing or does not decode.
    #[doc(hidden)]
    fn take(arguments: &mut Acknowledged<'_>) -> Result<Self, Undecodable>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Acknowledgement for T {
    fn take(arguments: &mut Acknowledged<'_>) -> Result<Self, Undecodable> {
        arguments.next()
    }
}

macro_rules! several_arguments {
    ($($($member:ident)*;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($member: DeserializeOwned),*> Acknowledgement for Args<($($member,)*)> {
            fn take(#[allow(unused_variables, reason = "no members")] arguments: &mut Acknowledged<'_>) -> Result<Self, Undecodable> {
                Ok(Self(($(arguments.next::<$member>()?,)*)))
            }
        })*
    };
}

several_arguments! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
