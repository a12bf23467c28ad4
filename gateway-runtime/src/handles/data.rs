//! What users keep with a socket.

use super::socket::Socket;

impl<G: ?Sized> Socket<G> {
    /// The value of type `T` that was kept with the socket: NestJS's `client.data`, typed. It is a
    /// clone; keep an `Arc` of a lock for what changes. As a parameter: [`SocketData`](crate::SocketData).
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
    pub fn data<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.session.user_data().get()
    }

    /// Keeps a value with the socket, one of each type, until its disconnect hooks have returned. Gives the value of the same type back that was there before.
    pub fn set_data<T: Clone + Send + Sync + 'static>(&self, value: T) -> Option<T> {
        self.session.user_data().insert(value)
    }

    /// Takes the value of type `T` away.
    #[allow(
        clippy::must_use_candidate,
        reason = "to be rid of it is what it is for"
    )]
    pub fn remove_data<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.session.user_data().remove()
    }
}
