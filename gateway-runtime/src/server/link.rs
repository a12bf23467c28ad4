//! What ties handles that were made early to the server that runs later.

use std::sync::{Arc, OnceLock};

use super::Namespace;
use crate::error::EmitError;

/// Shared by all `Server` handles of one gateway in one app.
#[derive(Default)]
pub(crate) struct Link {
    state: OnceLock<State>,
}

enum State {
    Running(Arc<Namespace>),
    /// A server of no app: nobody is there.
    Detached,
}

impl Link {
    pub(crate) fn detached() -> Self {
        Self {
            state: OnceLock::from(State::Detached),
        }
    }

    /// The namespace exists.
    pub(crate) fn run(&self, namespace: Arc<Namespace>) {
        // An app is built once, so there is nothing to replace.
        let _ = self.state.set(State::Running(namespace));
    }

    /// The namespace; `None` for a detached server.
    pub(crate) fn namespace(&self) -> Result<Option<&Arc<Namespace>>, EmitError> {
        match self.state.get() {
            Some(State::Running(namespace)) => Ok(Some(namespace)),
            Some(State::Detached) => Ok(None),
            None => Err(EmitError::NotRunning),
        }
    }
}
