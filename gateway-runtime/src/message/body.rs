//! `Body` and `Member` are the bounds on the types of message bodies.

use serde::de::DeserializeOwned;

use super::{InvalidField, Message};
use crate::{
    error::{FieldError, WsError},
    wire::{Args, FieldNames, for_each_tuple},
};

/// The type of a `#[message_body]` parameter. Every type that owns what it deserialises is a body and takes one
/// argument of the message; an [`Args`] of several types takes one argument for each.
///
/// One value is one argument, whatever its type: a tuple or an array is one JavaScript array, a newtype is its
/// value. For an `Option` or `()`, the argument may be absent or null. Arguments that no parameter takes are
/// ignored.
///
/// A body cannot borrow text: a JSON string with an escape has to be decoded into memory of its own, so `&str`
/// would fail at run time on the first message with a quote or a line break.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Map;
///
/// #[websocket_gateway]
/// impl Map {
///     /// `socket.emit("point", [1, 2])`
///     #[subscribe_message("point")]
///     fn point(&self, #[message_body] (x, y): (i32, i32)) -> i32 { x + y }
///
///     /// `socket.emit("move", 1, 2)`
///     #[subscribe_message("move")]
///     fn move_by(&self, #[message_body] x: i32, #[message_body] y: Option<i32>) -> i32 { x + y.unwrap_or(0) }
///
///     /// The same, as one parameter.
///     #[subscribe_message("move-too")]
///     fn move_by_too(&self, #[message_body] Args((x, y)): Args<(i32, Option<i32>)>) -> i32 { x + y.unwrap_or(0) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a message body",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`; the `T` of a `FromText<T>` implements \
            `FromStr` too"
)]
pub trait Body: Sized {
    /// Takes the next argument, or the next ones.
    ///
    /// # Errors
    /// An argument is missing or does not decode.
    #[doc(hidden)]
    fn take(message: &mut Message) -> Result<Self, WsError>;

    /// Gives invalid fields the client's names. The body's first argument is the one with the number `first`,
    /// beginning with 0.
    #[doc(hidden)]
    fn name_fields(message: &Message, first: usize, invalid: Vec<InvalidField>) -> Vec<FieldError>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Body for T {
    #[inline]
    fn take(message: &mut Message) -> Result<Self, WsError> {
        message.next_argument()
    }

    fn name_fields(message: &Message, first: usize, invalid: Vec<InvalidField>) -> Vec<FieldError> {
        let names = message.names_of_argument::<T>(first);
        let fields = invalid.into_iter().map(|field| field.named(&names, ""));
        fields.collect()
    }
}

macro_rules! several_arguments {
    ($($($member:ident $index:tt)*;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($member: DeserializeOwned),*> Body for Args<($($member,)*)> {
            fn take(#[allow(unused_variables, reason = "`Args<()>` takes no argument")] message: &mut Message) -> Result<Self, WsError> {
                if <[usize]>::len(&[$($index),*]) > 1 {
                    message.expect_several_arguments();
                }
                Ok(Self(($(message.next_argument::<$member>()?,)*)))
            }

            #[allow(unused_variables, reason = "`Args<()>` takes no argument")]
            fn name_fields(message: &Message, first: usize, invalid: Vec<InvalidField>) -> Vec<FieldError> {
                let names = [$(message.names_of_argument::<$member>(first + $index)),*];
                let fields = invalid.into_iter().filter_map(|field| {
                    let names: &FieldNames = names.get(field.argument)?;
                    Some(field.named(names, ""))
                });
                fields.collect()
            }
        })*
    };
}

several_arguments! { ; }
for_each_tuple!(several_arguments);

/// The type of a `#[message_body("key")]` parameter: every type that owns what it deserialises.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a message body",
    label = "this type does not deserialise into something that it owns",
    note = "derive `Deserialize` for it, and use owned types in it: `String` instead of `&str`; the `T` of a `FromText<T>` implements \
            `FromStr` too"
)]
pub trait Member: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Member for T {}
