//! `Constant` holds what a path in an attribute names, which has to be a `&'static str`; the checks of names run while
//! the user's crate is compiled.
//!
//! A macro sees the path and not its value. So what the macros check in literals is checked here in constants, with the
//! same texts. Everything is a `const fn`, and nothing of it is left in the program.

mod event;
mod namespace;
mod text;

pub use event::{check_event_of_client, check_event_of_server};
pub use namespace::{check_namespace, slashed, slashed_length, slashed_text};

/// What a path names.
pub struct Constant<T>(pub T);

impl Constant<&'static str> {
    /// The name.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.0
    }
}

/// Has a method for every [`Constant`] that is no text, so that the compiler reports [`NameOfConstant`] instead of a
/// missing method. The method is never called, since no type has what the method demands.
pub trait NoName: Sized {
    /// The type of the constant.
    type Value;

    /// Is never called.
    fn text(self) -> &'static str
    where
        Self::Value: NameOfConstant,
    {
        ""
    }
}

impl<T> NoName for Constant<T> {
    type Value = T;
}

/// A constant that can be a name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a name; a name is a constant of the type `&'static str`",
    label = "not a `&'static str`",
    note = "write constants of the type `&'static str` in a module, or in an `impl`: \
            `impl Events {{ const SEND: &'static str = \"send\"; }}`, and `Events::SEND` here; the members of an enum are \
            no texts"
)]
pub trait NameOfConstant {}

impl NameOfConstant for &'static str {}
