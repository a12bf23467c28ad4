//! `Server::recording` makes a recording server.

use std::sync::Arc;

use super::{recorder::Records, sent::Sent};
use crate::{
    gateway::{Gateway, is_pattern},
    handles::Server,
    options::Parser,
    protocol::{self, Backends, Recorder},
    session::{Link, Namespace, RecordingNamespaces},
    testing::failure::fail_without_client,
};

impl<G: Gateway> Server<G> {
    /// A handle that belongs to no app, and what is sent through it: for unit tests of a service that emits. Neither a
    /// runtime nor a socket is needed.
    ///
    /// ```
    /// use gateway_runtime::{prelude::*, testing::Order};
    ///
    /// #[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
    /// #[event("paid")]
    /// struct Paid { amount: u32 }
    ///
    /// #[websocket_gateway(namespace = "payments", emits(Paid))]
    /// struct Payments;
    ///
    /// /// The service under test.
    /// struct Billing { payments: Server<Payments> }
    ///
    /// impl Billing {
    ///     async fn pay(&self, user: u32, amount: u32) -> Result<(), EmitError> {
    ///         let room = format!("user:{user}");
    ///         self.payments.to(&room).emit_event(&Paid { amount }).await?;
    ///         self.payments.to(&room).leave("debtors").await
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (payments, sent) = Server::<Payments>::recording();
    /// Billing { payments }.pay(7, 100).await.unwrap();
    ///
    /// assert_eq!(sent.to_room("user:7").event::<Paid>(), Paid { amount: 100 });
    /// assert_eq!(sent.to_room("user:7").order(), Order::Leave(vec!["debtors".into()]));
    /// sent.nothing_else();
    /// # }
    /// ```
    ///
    /// What is sent is chosen, checked and written as that of a running server is, with the same errors, and is recorded
    /// when the future is awaited. A service that takes a `Server` without a type argument is given
    /// [`untyped`](Self::untyped).
    ///
    /// Nobody is connected:
    ///
    /// | method | of a recording server |
    /// |---|---|
    /// | `emit`, `emit_event` | recorded; [`Delivery`](crate::Delivery) is complete |
    /// | `emit_with_ack` | recorded; the answers are those of [`Sent::answer_to`], without it there are none |
    /// | `join`, `leave`, `disconnect`, `close` | recorded as an [`Order`](crate::testing::Order) |
    /// | `servers().emit` | recorded: [`Sent::server_event_named`] |
    /// | `of` | as of a running server; each path that the gateway's pattern stands for is a namespace |
    /// | `namespace` | the gateway's |
    /// | `namespaces` | the gateway's; none if it is a pattern |
    /// | `sockets`, `fetch_sockets`, `rooms` | `Ok`, and empty |
    /// | `socket` | `None` |
    /// | `count`, `server_count` | `Ok(0)`, `Ok(1)` |
    /// | `closed` | resolves with [`Sent::end_app`] |
    ///
    /// A [`Socket`](crate::Socket) is a connection, and cannot be without one: a service that takes one is tested with
    /// [`TestApp::socket`](crate::testing::TestApp::socket).
    ///
    /// # Panics
    /// If the gateway's namespace is a pattern that no app would start with.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn recording() -> (Self, Sent) {
        let name = G::OPTIONS.namespace;
        let records = Arc::new(Records::new(name));
        match link(name, &records) {
            Ok(link) => (Self::linked(Arc::new(link)), Sent::new(records)),
            Err(why) => fail_without_client(&format!("the namespace of `{}`: {why}", G::NAME)),
        }
    }
}

/// The link to the namespace, or to those that its name stands for.
///
/// # Errors
/// What is wrong with the name.
fn link(name: &'static str, records: &Arc<Records>) -> Result<Link, String> {
    let lifecycle = Arc::clone(&records.lifecycle);
    let recorder = Arc::clone(records) as Arc<dyn Recorder>;
    let backends = Backends::recorded_by(recorder);
    let server = protocol::Server::without_clients(Parser::Common, backends);
    if is_pattern(name) {
        let namespaces = RecordingNamespaces::new(name, server, Arc::clone(&lifecycle));
        let namespaces = namespaces.map_err(|error| error.to_string())?;
        return Ok(Link::recording(namespaces, lifecycle));
    }
    let namespace = server.make(name.to_owned());
    let namespace = namespace.ok_or("the protocol server does not make it")?;
    let namespace = Namespace::new(namespace, name, Vec::new(), lifecycle);
    Ok(Link::running(Arc::new(namespace)))
}
