//! `PerConnection` is what a parameter marked `#[per_connection]` can be: a value that is made at the first use in a
//! socket, and kept with the socket.

use std::{any::type_name, borrow::Borrow as _, sync::Arc};

use super::HasSocket;
use crate::{
    error::WsError,
    gateway::{Injectable, Setup},
    session::Session,
    type_name::short_name,
};

/// What a parameter marked `#[per_connection]` can be: a struct marked `#[injectable]`, or an `Arc` of one.
#[diagnostic::on_unimplemented(
    message = "the app cannot make a `{Self}` for each connection",
    label = "not `#[injectable]`",
    note = "mark the struct with `#[injectable]`, and take an `Arc` of it, or the struct itself if it is `Clone`",
    note = "what exists already is no value of a connection: `#[inject]` takes it"
)]
pub trait PerConnection: Sized {
    /// What is made.
    #[doc(hidden)]
    type Value: Injectable;

    /// The parameter for a value.
    #[doc(hidden)]
    fn of_value(value: Arc<Self::Value>) -> Self
    where
        Self: ClonedForMethods;

    /// Takes a parameter marked `#[per_connection]`.
    ///
    /// # Errors
    /// The client has left, and its disconnect hooks have returned.
    #[doc(hidden)]
    fn of_context(context: &impl HasSocket) -> Result<Self, WsError>
    where
        Self: ClonedForMethods,
    {
        let socket = context.socket();
        of_session(socket.borrow().session()).map(Self::of_value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Injectable> PerConnection for Arc<T> {
    type Value = T;

    fn of_value(value: Arc<T>) -> Self {
        value
    }
}

#[diagnostic::do_not_recommend]
impl<T: Injectable> PerConnection for T {
    type Value = T;

    fn of_value(value: Arc<T>) -> Self
    where
        Self: ClonedForMethods,
    {
        T::clone(&value)
    }
}

/// How a parameter marked `#[per_connection]` is taken: as a clone of what is kept with the socket.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is kept with the socket and cannot be taken from there, since it is not `Clone`",
    label = "this type does not implement `Clone`",
    note = "take an `Arc<{Self}>`, or derive `Clone` for `{Self}`"
)]
pub trait ClonedForMethods: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> ClonedForMethods for T {}

/// The value of a socket. Making it calls the user's code, and no lock is held meanwhile: of two values that are made at
/// once, everybody gets the one that is kept first, and the other is dropped.
fn of_session<T: Injectable>(session: &Session) -> Result<Arc<T>, WsError> {
    if let Some(made) = session.user_data().made() {
        return Ok(made);
    }
    let made = made(session)?;
    let kept = session.keep_made(&made);
    kept.ok_or_else(|| {
        let name = short_name::<T>();
        WsError::unavailable(format!("the socket has left, and its `{name}` with it"))
    })
}

/// Makes a value, of what was provided.
fn made<T: Injectable>(session: &Session) -> Result<Arc<T>, WsError> {
    let providers = &session.context().providers;
    #[cfg(feature = "testing")]
    if let Some(replaced) = providers.in_place_of() {
        return Ok(replaced);
    }
    let mut problems = Vec::new();
    let made = T::create(&mut Setup {
        gateway: type_name::<T>(),
        providers,
        links: None,
        problems: &mut problems,
    });
    // The start-up has checked that nothing is missing.
    let made = made.ok_or_else(|| WsError::internal(problems.join("; ")))?;
    Ok(Arc::new(made))
}
