//! `watch_contract` is the builder's method for a watch over what the app emits.

use super::GatewayAppBuilder;

impl GatewayAppBuilder {
    /// Watches what the app emits: the first time that an event is emitted which the [contract](Self::contract) of its namespace
    /// does not declare, the log has a warning with the namespace and the event. A test reads all of them at its end:
    /// [`GatewayApp::undeclared_events`](crate::GatewayApp::undeclared_events).
    ///
    /// An event that is emitted by its name, `emit("tick", &1_u8)`, is in no signature, so the contract has the event only if the
    /// gateway declares it. This call is for tests and for development: what is emitted is compared by name with what is
    /// declared, in every namespace of this app, whoever emits. The types of payloads are not compared.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[websocket_gateway(namespace = "clock", emits("tick" = u8))]
    /// struct Clock;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let app = GatewayApp::builder().only::<(Clock,)>().watch_contract().build().await?;
    /// let clock = app.server::<Clock>();
    /// clock.emit("tick", &1_u8).await?;
    /// assert_eq!(app.undeclared_events(), []);
    ///
    /// clock.emit("tock", &1_u8).await?;                   // a warning in the log
    /// let undeclared = &app.undeclared_events()[0];
    /// assert_eq!(undeclared.namespace, "/clock");
    /// assert_eq!(undeclared.event, "tock");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What other servers emit is watched there. What an `Emitter` emits is not watched.
    #[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
    #[must_use]
    pub fn watch_contract(mut self /* chain the calls */) -> Self {
        self.plan.is_watched = true;
        self
    }
}
