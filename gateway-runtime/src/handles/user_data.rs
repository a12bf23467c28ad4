//! `Socket` has the methods `data`, `set_data`, `share_data` and `remove_data` for the values that users keep with it, `given` and
//! `per_connection` for those that others have kept; `SocketValue` is the bound on what users keep.

use std::{any::TypeId, sync::Arc};

use serde::Serialize;

use super::socket::Socket;
use crate::error::EmitError;

impl<G: ?Sized> Socket<G> {
    /// The value of type `T` that was kept with the socket: NestJS's `client.data`, typed. The method returns a
    /// clone; keep an `Arc` of a lock for a value that changes. A gateway's method can take the value as a
    /// parameter, [`SocketData`](crate::SocketData).
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[derive(Clone)]
    /// struct User { name: String }
    ///
    /// #[derive(Deserialize)]
    /// struct Auth { name: String }
    ///
    /// #[websocket_gateway]
    /// struct Chat;
    ///
    /// #[websocket_gateway]
    /// impl Chat {
    ///     #[on_gateway_connection]
    ///     async fn joined(&self, socket: Socket, handshake: Handshake) -> Result<(), WsError> {
    ///         let auth: Auth = handshake.auth()?;
    ///         socket.set_data(User { name: auth.name });
    ///         Ok(())
    ///     }
    ///
    ///     #[subscribe_message("who-am-i")]
    ///     fn who_am_i(&self, SocketData(user): SocketData<User>) -> String {
    ///         user.name
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn data<T: 'static>(&self) -> Option<T> {
        self.session.user_data().get()
    }

    /// Keeps a value with the socket, one of each type, until the socket's disconnect hooks have returned.
    /// Returns the value of the same type that was kept before.
    ///
    /// Each method that reads the value gets a clone, so the type is `Clone`; if it cannot be, or if cloning
    /// is expensive, keep an `Arc` of it.
    pub fn set_data<T: SocketValue + Send + Sync + 'static>(&self, value: T) -> Option<T> {
        self.session.user_data().insert(value)
    }

    /// A clone of the value of type `T` that a guard gave when the client connected: see [`guard`](macro@crate::guard).
    /// A method of the client itself takes it as a parameter, `#[guarded] user: User`; this is for the sockets of others:
    ///
    /// ```
    /// # use gateway_runtime::prelude::*;
    /// # #[derive(Clone)] struct User { name: String }
    /// fn users_in(server: &Server, room: &str) -> Result<Vec<String>, EmitError> {
    ///     let users = server.to(room).sockets()?.into_iter().filter_map(|socket| socket.given::<User>());
    ///     Ok(users.map(|user| user.name).collect())
    /// }
    /// ```
    #[must_use]
    pub fn given<T: Clone + 'static>(&self) -> Option<T> {
        let value = self.session.user_data().given(TypeId::of::<T>())?;
        value.downcast_ref().cloned()
    }

    /// The value of type `T` that was made for this connection, for a parameter marked
    /// [`#[per_connection]`](macro@crate::per_connection); `None` if no method has needed one yet, or if the socket's
    /// disconnect hooks have returned. A method of the client itself takes it as a parameter; this is for a disconnect hook
    /// that should not make one, and for the sockets of others:
    ///
    /// ```
    /// # use gateway_runtime::prelude::*;
    /// # #[injectable] struct Cart { items: std::sync::Mutex<Vec<String>> }
    /// fn carts_in(server: &Server, room: &str) -> Result<Vec<Arc<Cart>>, EmitError> {
    ///     let sockets = server.to(room).sockets()?.into_iter();
    ///     Ok(sockets.filter_map(|socket| socket.per_connection::<Cart>()).collect())
    /// }
    /// ```
    #[must_use]
    pub fn per_connection<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.session.user_data().made()
    }

    /// Lets all servers see `value` for this socket, in place of what was shared before:
    /// [`RemoteSocket::data`](crate::RemoteSocket::data) reads a copy, also on this server. The value is written as
    /// JSON at once; what is to be seen of a later change has to be shared again. Node does this with all of
    /// `socket.data`.
    ///
    /// Nothing travels until a server asks, by [`fetch_sockets`](crate::Server::fetch_sockets). Share what the other
    /// servers need, and no secrets: whoever reads the backend can read what is shared.
    ///
    /// # Errors
    /// [`EmitError::Serialize`].
    pub fn share_data<T: Serialize + ?Sized>(&self, value: &T) -> Result<(), EmitError> {
        let written = serde_json::value::to_raw_value(value)?;
        self.session.user_data().share(written);
        Ok(())
    }

    /// Removes the value of type `T` and returns it.
    #[allow(
        clippy::must_use_candidate,
        reason = "most callers only want the value to be gone"
    )]
    pub fn remove_data<T: 'static>(&self) -> Option<T> {
        self.session.user_data().remove()
    }
}

/// What [`set_data`](Socket::set_data) can keep: every type that is `Clone`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept with a socket",
    label = "this type does not implement `Clone`",
    note = "derive `Clone` for `{Self}`, or keep an `Arc<{Self}>`"
)]
pub trait SocketValue: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> SocketValue for T {}
