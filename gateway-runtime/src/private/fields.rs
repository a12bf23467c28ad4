//! `default_field` and `server_field` make the first values of a gateway's fields; `#[inject]` is
//! [`Setup::inject`].

use crate::{
    extract::ServerHandle,
    gateway::{Gateway, Setup},
};

/// Makes the value of a field without an attribute.
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
    #[doc(hidden)]
    fn default_field() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultField for T {
    fn default_field() -> Self {
        Self::default()
    }
}

/// Makes the value of a field marked `#[websocket_server]`.
pub fn server_field<G: Gateway, T: ServerHandle<G>>(setup: &mut Setup<'_>) -> T {
    T::of(setup.server::<G, ()>())
}
