//! What ties handles that were made early to the server that runs later.

use std::sync::{Arc, OnceLock};

use super::Namespace;
use crate::{dispatch::Children, error::EmitError};

/// What a `Server` handle reaches.
pub(crate) enum Link {
    /// What all handles of one gateway in one app share.
    Gateway(OnceLock<State>),
    /// One of the namespaces of a gateway, by its path.
    One(Arc<Self>, String),
}

/// Set once the app is built.
pub(crate) enum State {
    Running(Arc<Namespace>),
    /// The gateway's namespace is a pattern.
    Pattern(Arc<Children>),
    /// A server of no app: nobody is there.
    Detached,
    /// No server can have a namespace of this name.
    #[cfg(feature = "redis")]
    Nowhere(String),
}

impl Default for Link {
    fn default() -> Self {
        Self::Gateway(OnceLock::new())
    }
}

impl Link {
    pub(crate) fn detached() -> Self {
        Self::Gateway(OnceLock::from(State::Detached))
    }

    pub(crate) fn running(namespace: Arc<Namespace>) -> Self {
        Self::Gateway(OnceLock::from(State::Running(namespace)))
    }

    /// No server can have a namespace of this name.
    #[cfg(feature = "redis")]
    pub(crate) fn nowhere(path: &str) -> Self {
        Self::Gateway(OnceLock::from(State::Nowhere(path.to_owned())))
    }

    /// One of the namespaces of a pattern.
    pub(crate) fn one_of(pattern: State, path: &str) -> Self {
        let gateway = Self::Gateway(OnceLock::from(pattern));
        Self::One(Arc::new(gateway), path.to_owned())
    }

    /// The app is built.
    pub(crate) fn run(&self, state: State) {
        if let Self::Gateway(own) = self {
            // An app is built once, so there is nothing to replace.
            let _ = own.set(state);
        }
    }

    /// The namespace; `None` where nobody is, as behind a detached server.
    pub(crate) fn namespace(&self) -> Result<Option<Arc<Namespace>>, EmitError> {
        match self {
            Self::Gateway(state) => match state.get() {
                Some(State::Running(namespace)) => Ok(Some(Arc::clone(namespace))),
                Some(State::Detached) => Ok(None),
                Some(_) => Err(EmitError::NoNamespace),
                None => Err(EmitError::NotRunning),
            },
            Self::One(gateway, path) => match gateway.state() {
                Some(State::Running(namespace)) if namespace.path() == path => {
                    Ok(Some(Arc::clone(namespace)))
                }
                Some(State::Pattern(children)) if children.matches(path) => Ok(children.get(path)),
                Some(State::Detached) => Ok(None),
                Some(_) => Err(EmitError::NoNamespace),
                None => Err(EmitError::NotRunning),
            },
        }
    }

    /// The path of the namespace, or the pattern of all.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::One(_, path) => Some(path),
            Self::Gateway(state) => match state.get()? {
                State::Running(namespace) => Some(namespace.path()),
                State::Pattern(children) => Some(children.pattern()),
                #[cfg(feature = "redis")]
                State::Nowhere(path) => Some(path),
                State::Detached => None,
            },
        }
    }

    /// The namespaces that exist.
    pub(crate) fn namespaces(&self) -> Result<Vec<Arc<Namespace>>, EmitError> {
        match self.state() {
            Some(State::Pattern(children)) => Ok(children.all()),
            _ => Ok(self.namespace()?.into_iter().collect()),
        }
    }

    fn state(&self) -> Option<&State> {
        match self {
            Self::Gateway(state) => state.get(),
            Self::One(gateway, _) => gateway.state(),
        }
    }
}
