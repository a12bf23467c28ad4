//! `Conversation` is what can be said to the other servers of one namespace where their language has words for it.

use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use socketioxide_core::adapter::BroadcastOptions;

use crate::{error::SharingError, protocol::SocketDescription};

/// What the language of Node's servers can say of one namespace, beside what every backend carries. Backends that have no
/// words for it carry questions and notices between servers in another way, `ServerChannel`.
pub(crate) trait Conversation: Send + Sync + 'static {
    /// The sockets of the other servers, as their servers describe them: of those servers that answer within this time.
    /// `None` is the time that the servers have for such questions.
    fn sockets<'a>(
        &'a self,
        options: &'a BroadcastOptions,
        timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<SocketDescription>, SharingError>>;

    /// Ends the whole connections of sockets of the other servers.
    fn close<'a>(
        &'a self,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>>;

    /// Emits an event for the gateways of the namespace on the other servers.
    fn emit_to_servers<'a>(
        &'a self,
        event: &'a str,
        payload: &'a RawValue,
    ) -> BoxFuture<'a, Result<(), SharingError>>;
}
