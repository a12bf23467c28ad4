//! `PaymentGateway` is the gateway of this example: it decides who may hear of whose payments.

use gateway_runtime::prelude::*;
use tracing::info;

use crate::user::UserId;

/// What a client connects with: `io("/payment", { auth: { userId: "7" } })`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Login {
    user_id: UserId,
}

/// What a client receives once it is in the room of its user, so that it misses no payment from then on.
/// The client sees `connect` earlier, before the connection hook runs.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("joined")]
#[serde(rename_all = "camelCase")]
pub(crate) struct Joined {
    pub(crate) user_id: UserId,
}

/// The result of a payment.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    Success,
}

/// What the clients of a user receive. `Deserialize` is for the tests, which are clients.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("status-payment")]
pub(crate) struct StatusPayment {
    pub(crate) status: Status,
}

/// Has no handle to its own namespace, since it is the payment service that emits to clients.
#[websocket_gateway(namespace = "payment", emits(Joined, StatusPayment))]
pub(crate) struct PaymentGateway;

#[websocket_gateway]
impl PaymentGateway {
    /// Joins a client to its user's room. A client whose `auth` has no usable `userId` is refused: it
    /// gets the event `exception`, which says why, and is disconnected.
    ///
    /// This example trusts the client. In a real application, the client sends a token here, and the gateway
    /// verifies the token and takes the user from it; for an invalid token it returns
    /// `WsError::unauthorized(..)`.
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
