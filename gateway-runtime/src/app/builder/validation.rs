//! `require_validation` is the builder's demand that no body reaches a method unchecked.

use super::GatewayAppBuilder;

impl GatewayAppBuilder {
    /// Demands that every body is checked. A body that is not is a start-up error, which lists them all by file and line.
    ///
    /// A body is checked if its type implements `garde::Validate` with a context that has a default, so that its rules are
    /// checked, or if there is nothing to validate in it: numbers, `bool`, text, binary data, JSON of any shape, and
    /// containers of these. [`#[message_body(unchecked)]`](crate::attributes::message_body::unchecked) takes one body as it
    /// decodes. Without this method, a body without rules is taken as it decodes.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[derive(Deserialize)]
    /// struct Cat { name: String }                     // has no rules
    ///
    /// #[websocket_gateway]
    /// struct Cats;
    ///
    /// #[websocket_gateway]
    /// impl Cats {
    ///     #[subscribe_message("create")]
    ///     fn create(&self, #[message_body] cat: Cat) -> String { cat.name }
    ///
    ///     #[subscribe_message("rename")]
    ///     fn rename(&self, #[message_body(unchecked)] cat: Cat) -> String { cat.name }
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let builder = GatewayApp::builder().only::<(Cats,)>();
    /// let error = builder.require_validation().build().await.unwrap_err().to_string();
    /// assert!(error.contains("`Cats::create`") && !error.contains("`Cats::rename`"));
    /// # }
    /// ```
    #[must_use]
    pub fn require_validation(mut self /* chain the calls */) -> Self {
        self.plan.options.requires_validation = true;
        self
    }
}
