//! `checked` makes a client that is held to the contract.

use std::sync::Arc;

use super::watcher::ContractWatcher;
use crate::{
    contract::Contract,
    testing::{Connect, TestApp},
};

impl TestApp {
    /// The contract of the app, as [`contract`](crate::GatewayAppBuilder::contract) of its builder gives it: made when
    /// this is called for the first time, or when the first [checked](Connect::checked) client connects.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing-contract")))]
    #[must_use]
    pub fn contract(&self) -> &Contract {
        self.app_contract().get()
    }
}

impl Connect<'_> {
    /// Checks everything that the client sends and gets against the [contract](TestApp::contract) of the app, in every
    /// namespace that it joins: the names of events, each argument, acknowledgements, errors as acknowledgements and as
    /// `exception`, and `auth`. Binary data has to be where the contract has it.
    ///
    /// - What the server sends and the contract does not say is a failure of the client's next expectation, `no_event`,
    ///   [`conforms`](crate::testing::Client::conforms) and
    ///   [`disconnect`](crate::testing::Client::disconnect) included.
    /// - What the client is about to send and the contract does not say is not sent; it is a failure at once. A test that
    ///   sends something wrong to see how the app refuses it does so with another client, which is not checked.
    ///
    /// A client that is dropped before any of its expectations has said what is wrong panics then, unless the test is
    /// failing already. End with one of the expectations above all the same: they wait for what is still on its way.
    /// tokio swallows the panic if it drops the client with a task, and a client in a `thread_local!` ends the process.
    ///
    /// The contract does not say what clients acknowledge, nor why a connection is refused, so neither is checked; raw
    /// packets ([`send_text`](crate::testing::Client::send_text)) are not checked. Of a type without a schema everything is right:
    /// [`Contract::strict`](Contract::strict) says whether there are such types.
    ///
    /// ```
    /// use gateway_runtime::{prelude::*, testing::TestApp};
    ///
    /// #[websocket_gateway(emits("said" = String))]
    /// struct Chat;
    ///
    /// #[websocket_gateway]
    /// impl Chat {
    ///     #[subscribe_message("say")]
    ///     fn say(&self, socket: Socket, #[message_body] text: String) -> Result<(), WsError> {
    ///         socket.emit("said", &text.len())?;              // the contract has a text
    ///         Ok(())
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let app = TestApp::start(GatewayApp::builder().only::<(Chat,)>()).await.unwrap();
    /// let client = app.connect::<Chat>().checked().await.unwrap();
    /// client.emit("say", "hi");
    /// # let failure = tokio::spawn(async move {
    /// client.conforms().await;        // "the server breaks the contract: the event `said` of `/`: argument 1 `data`: .."
    /// # }).await.unwrap_err();
    /// # let text = *failure.into_panic().downcast::<String>().unwrap();
    /// # let expected = r#"the server breaks the contract: the event `said` of `/`: argument 1 `data`: 2 is not "string""#;
    /// # assert!(text.starts_with(expected), "{text}");
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing-contract")))]
    pub fn checked(self) -> Self {
        self.watched(Box::new(|app, place| {
            Arc::new(ContractWatcher::new(app.app_contract(), place))
        }))
    }
}
