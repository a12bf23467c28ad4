//! The gateway: who may listen to whose payments.

use gateway_runtime::prelude::*;
use tracing::info;

use crate::user::UserId;

/// What a client connects with: `io("/payment", { auth: { userId: "7" } })`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Login {
    user_id: UserId,
}

/// Who a connection belongs to.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct User {
    user_id: UserId,
}

/// What became of a payment.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Success,
}

/// What the clients of a user receive.
#[derive(Debug, Serialize, ServerEvent)]
#[event("status-payment")]
pub(crate) struct StatusPayment {
    pub(crate) status: Status,
}

/// Has no handle to its own namespace: it is the payment service that tells clients something.
#[websocket_gateway(namespace = "payment", emits(StatusPayment))]
pub(crate) struct PaymentGateway;

#[websocket_gateway]
impl PaymentGateway {
    /// Joins a client to its user's room. A client whose `auth` has no usable `userId` is refused: it
    /// gets the event `exception`, which says why, and is disconnected.
    ///
    /// This example believes what a client says. A real application is sent a token here, verifies
    /// it, and takes the user from it; it returns `WsError::unauthorized(..)` for any other.
    #[on_gateway_connection]
    fn joined(&self, #[connected_socket] socket: Socket, #[handshake_auth] login: Login) {
        let Login { user_id } = login;
        socket.join(user_id.room());
        info!(id = %socket.id(), user = user_id.as_str(), "connected");
        socket.set_data(User { user_id });
    }

    /// Tells a client who it is. A client that has the answer knows that it misses no payment from
    /// then on: messages are handled after the connection hook, not before.
    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, SocketData(user): SocketData<User>) -> User {
        user
    }

    #[on_gateway_disconnect]
    fn left(&self, #[connected_socket] socket: Socket, reason: DisconnectReason) {
        info!(id = %socket.id(), %reason, "disconnected");
    }
}
