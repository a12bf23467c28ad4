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

/// What a client receives when it is in the room of its user, and so misses no payment from then on.
/// The client itself is connected earlier, before the connection hook runs.
#[derive(Debug, Serialize, ServerEvent)]
#[event("joined")]
#[serde(rename_all = "camelCase")]
struct Joined {
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
#[websocket_gateway(namespace = "payment", emits(Joined, StatusPayment))]
pub(crate) struct PaymentGateway;

#[websocket_gateway]
impl PaymentGateway {
    /// Joins a client to its user's room. A client whose `auth` has no usable `userId` is refused: it
    /// gets the event `exception`, which says why, and is disconnected.
    ///
    /// This example believes what a client says. A real application is sent a token here, verifies
    /// it, and takes the user from it; it returns `WsError::unauthorized(..)` for any other.
    #[on_gateway_connection]
    fn joined(
        &self,
        #[connected_socket] socket: Socket<PaymentGateway>,
        #[handshake_auth] login: Login,
    ) -> Result<(), WsError> {
        let Login { user_id } = login;
        socket.join(user_id.room());
        info!(id = %socket.id(), user = user_id.as_str(), "connected");
        socket.emit_event(&Joined { user_id })?;
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, #[connected_socket] socket: Socket, reason: DisconnectReason) {
        info!(id = %socket.id(), %reason, "disconnected");
    }
}
