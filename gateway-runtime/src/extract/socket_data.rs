//! `SocketData` is a value that was kept with a socket, as a parameter.

use super::FromSocket;
use crate::{error::WsError, handles::Socket, type_name::short_name};

/// The value of type `T` that [`set_data`](Socket::set_data) has kept with the socket, most often in the
/// connection hook: NestJS's `client.data`, typed. The parameter is a clone of the value. A missing value is an
/// internal error, with a log record; [`Socket::data`] returns an `Option` instead.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct UserId(u64);
///
/// #[derive(Deserialize)]
/// struct Auth { user: u64 }
///
/// #[websocket_gateway]
/// struct Chat;
///
/// #[websocket_gateway]
/// impl Chat {
///     #[on_gateway_connection]
///     async fn joined(&self, socket: Socket, #[handshake_auth] auth: Auth) {
///         socket.set_data(UserId(auth.user));
///     }
///
///     #[subscribe_message("who-am-i")]
///     fn who_am_i(&self, SocketData(UserId(user)): SocketData<UserId>) -> u64 {
///         user
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketData<T>(pub T);

impl<T: 'static> FromSocket for SocketData<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        socket.data().map(Self).ok_or_else(|| {
            WsError::internal(format!(
                "the socket has no data `{}`: keep it in the connection hook with `set_data`",
                short_name::<T>()
            ))
        })
    }
}
