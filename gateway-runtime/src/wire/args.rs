//! `Args` are several arguments at once.

use serde::Serialize;

use super::write::Arguments;

/// Several arguments of one event or acknowledgement: `emit("e", &Args((a, b)))` is JavaScript's
/// `emit("e", a, b)`, and a handler that returns `Args((a, b))` calls the client's callback with two
/// arguments.
///
/// A bare tuple is one argument, an array in JavaScript.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Clock;
///
/// #[websocket_gateway]
/// impl Clock {
///     /// `socket.emit("time", (hours, minutes) => ..)`
///     #[subscribe_message("time")]
///     fn time(&self) -> Args<(u8, u8)> {
///         Args((12, 30))
///     }
///
///     /// `socket.on("set", (hours, minutes) => ..)`
///     #[subscribe_message("set")]
///     async fn set(&self, server: Server, #[message_body] hours: u8, #[message_body] minutes: u8) -> Result<(), WsError> {
///         server.emit("set", &Args((hours, minutes))).await?;
///         Ok(())
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Args<T>(pub T);

/// The tuples that [`Args`] takes, with up to eight members.
#[diagnostic::on_unimplemented(
    message = "`Args` takes a tuple of values that can be serialised, not `{Self}`",
    label = "not a tuple of up to eight serialisable values",
    note = "write `Args((a, b))`"
)]
pub trait ArgumentTuple {
    /// Writes each member as an argument.
    ///
    /// # Errors
    /// One does not serialise.
    #[doc(hidden)]
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> serde_json::Result<()>;
}

/// Calls a macro with the members of each tuple that [`Args`] may hold, and their indices; the empty tuple is left
/// out.
macro_rules! for_each_tuple {
    ($macro:ident) => {
        $macro! {
            A 0;
            A 0 B 1;
            A 0 B 1 C 2;
            A 0 B 1 C 2 D 3;
            A 0 B 1 C 2 D 3 E 4;
            A 0 B 1 C 2 D 3 E 4 F 5;
            A 0 B 1 C 2 D 3 E 4 F 5 G 6;
            A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
        }
    };
}

pub(crate) use for_each_tuple;

macro_rules! argument_tuples {
    ($($($member:ident $index:tt)*;)*) => {
        $(impl<$($member: Serialize),*> ArgumentTuple for ($($member,)*) {
            fn write_arguments(
                &self,
                #[allow(unused_variables, reason = "the empty tuple has no members")]
                arguments: &mut Arguments<'_>,
            ) -> serde_json::Result<()> {
                $(arguments.push(&self.$index)?;)*
                Ok(())
            }
        })*
    };
}

argument_tuples! { ; }
for_each_tuple!(argument_tuples);
