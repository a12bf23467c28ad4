//! `socketioxide_adapter` is the builder's method for adapters of the protocol library.

use std::error::Error;

use socketioxide_core::adapter::CoreAdapter;

use super::GatewayAppBuilder;
use crate::{adapter::AdapterChoice, unstable::Emitter};

impl GatewayAppBuilder {
    /// Shares rooms between servers with a `socketioxide-*` adapter, by its type and state. Outside semver:
    /// the adapter traits belong to socketioxide.
    #[must_use]
    pub fn socketioxide_adapter<A, E>(mut self, state: A::State) -> Self
    where
        A: CoreAdapter<Emitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        self.plan.sharing = Some(AdapterChoice::remote::<A, E>(state));
        self
    }
}
