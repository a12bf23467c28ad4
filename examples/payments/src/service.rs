//! `PaymentService` is a service that is not a gateway, and knows nothing of connections.

use gateway_runtime::{InvalidSocketId, prelude::*};
use tracing::info;

use crate::gateway::{PaymentGateway, Status, StatusPayment};
use crate::user::UserId;

/// The service that runs when a payment has succeeded. It holds a handle to the gateway's namespace, through
/// which it reaches clients wherever they are connected.
#[derive(Clone, Debug)]
pub(crate) struct PaymentService {
    payments: Server<PaymentGateway>,
}

impl PaymentService {
    pub(crate) fn new(payments: Server<PaymentGateway>) -> Self {
        Self { payments }
    }

    /// Tells every client of `user`.
    pub(crate) async fn succeeded(&self, user: &UserId) -> Result<Delivery, EmitError> {
        info!(user = user.as_str(), "a payment succeeded");
        self.payments.to(user.room()).emit_event(&SUCCESS).await
    }

    /// Tells the clients with these ids, for an application that stores the `socket.id`s of its users. A room
    /// for each user needs no such store, and outlives a reconnection, which changes the id.
    pub(crate) async fn succeeded_for(&self, sockets: &Sockets) -> Result<Delivery, EmitError> {
        info!(sockets = sockets.0.len(), "a payment succeeded");
        self.payments.to(&sockets.0).emit_event(&SUCCESS).await
    }
}

const SUCCESS: StatusPayment = StatusPayment {
    status: Status::Success,
};

/// The ids of at least one socket: a payment that nobody is told of is a mistake of the caller.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) struct Sockets(Vec<SocketId>);

/// The error of a list that is empty or has an invalid id.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InvalidSockets {
    #[error("at least one socket id is needed")]
    Empty,
    #[error("{0}")]
    Id(InvalidSocketId),
}

impl TryFrom<Vec<String>> for Sockets {
    type Error = InvalidSockets;

    fn try_from(texts: Vec<String>) -> Result<Self, InvalidSockets> {
        if texts.is_empty() {
            return Err(InvalidSockets::Empty);
        }
        let ids = texts.iter().map(|text| text.parse());
        let ids: Result<_, _> = ids.collect();
        ids.map(Self).map_err(InvalidSockets::Id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recording handle needs no server, so the service can be tested like any object.
    #[tokio::test]
    async fn the_room_of_the_user_is_told() {
        let (payments, sent) = Server::recording();
        let service = PaymentService::new(payments);
        let user = UserId::try_from("7".to_owned()).unwrap();
        let delivery = service.succeeded(&user).await.unwrap();
        assert!(delivery.shared.is_ok());
        assert_eq!(sent.to_room("user:7").event::<StatusPayment>(), SUCCESS);
        sent.nothing_else();
    }

    #[tokio::test]
    async fn without_the_other_servers_it_is_told_to_the_clients_of_this_one() {
        let (payments, sent) = Server::recording();
        sent.other_servers_are_away(true);
        let user = UserId::try_from("7".to_owned()).unwrap();
        let delivery = PaymentService::new(payments)
            .succeeded(&user)
            .await
            .unwrap();
        assert!(delivery.shared.is_err());
        assert_eq!(sent.event::<StatusPayment>(), SUCCESS);
    }

    #[test]
    fn a_list_names_at_least_one_socket() {
        assert!(Sockets::try_from(Vec::new()).is_err());
        assert!(Sockets::try_from(vec!["AAAAAAAAAAAAAAHs".to_owned()]).is_ok());
        assert!(Sockets::try_from(vec!["no id".to_owned()]).is_err());
    }
}
