//! `DefaultField` makes the first value of a field without an attribute. `#[websocket_server]` is
//! [`ServerHandle`](crate::extract::ServerHandle), `#[inject]` is [`Setup::inject`](super::Setup::inject).

/// What a field without an attribute can be.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not know its first value",
    label = "this type does not implement `Default`",
    note = "mark the field: `#[inject]` if the value is provided to the app, `#[websocket_server]` if it is \
            the `Server`, `#[default = expression]` for any other value",
    note = "a value that each connection has for itself is no field: it is a parameter of methods, `#[per_connection]`"
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
