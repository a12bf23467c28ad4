//! What ties handles that were made early to the server that runs later, and to its end.

use std::sync::{Arc, OnceLock};

use super::{dynamic_namespaces::DynamicNamespaces, lifecycle::Lifecycle, namespace::Namespace};
use crate::error::EmitError;

/// What a `Server` handle reaches.
pub(crate) enum Link {
    /// What all handles of one gateway in one app share.
    Gateway {
        state: OnceLock<Destination>,
        lifecycle: Arc<Lifecycle>,
    },
    /// One of the namespaces of a gateway, by its path.
    One(Arc<Self>, String),
}

/// Set once the app is built.
pub(crate) enum Destination {
    Running(Arc<Namespace>),
    /// The gateway's namespace is a pattern.
    Pattern(Arc<DynamicNamespaces>),
    /// A server of no app: nobody is there.
    Detached,
    /// No server can have a namespace of this name.
    #[cfg(feature = "redis")]
    Nowhere(String),
}

impl Link {
    /// To a gateway of an app that is to be built.
    pub(crate) fn new(lifecycle: Arc<Lifecycle>) -> Self {
        Self::Gateway {
            state: OnceLock::new(),
            lifecycle,
        }
    }

    fn to(state: Destination, lifecycle: Arc<Lifecycle>) -> Self {
        Self::Gateway {
            state: OnceLock::from(state),
            lifecycle,
        }
    }

    pub(crate) fn detached() -> Self {
        Self::to(Destination::Detached, Arc::default())
    }

    pub(crate) fn running(namespace: Arc<Namespace>) -> Self {
        let lifecycle = Arc::clone(namespace.lifecycle());
        Self::to(Destination::Running(namespace), lifecycle)
    }

    /// No server can have a namespace of this name.
    #[cfg(feature = "redis")]
    pub(crate) fn nowhere(path: &str) -> Self {
        Self::to(Destination::Nowhere(path.to_owned()), Arc::default())
    }

    /// The namespace that `place` is, by its name.
    pub(crate) fn one_of(pattern: Destination, place: &Namespace) -> Self {
        let gateway = Self::to(pattern, Arc::clone(place.lifecycle()));
        Self::One(Arc::new(gateway), place.path().to_owned())
    }

    /// The app is built.
    pub(crate) fn run(&self, state: Destination) {
        if let Self::Gateway { state: own, .. } = self {
            // An app is built once, so there is nothing to replace.
            let _ = own.set(state);
        }
    }

    /// How far the app is.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        match self {
            Self::Gateway { lifecycle, .. } => lifecycle,
            Self::One(gateway, _) => gateway.lifecycle(),
        }
    }

    /// The namespace; `None` where nobody is, as behind a detached server.
    pub(crate) fn namespace(&self) -> Result<Option<Arc<Namespace>>, EmitError> {
        let state = self.state()?;
        match (self, state) {
            (_, Destination::Detached) => Ok(None),
            (Self::Gateway { .. }, Destination::Running(namespace)) => {
                Ok(Some(Arc::clone(namespace)))
            }
            (Self::One(_, path), Destination::Running(namespace)) if namespace.path() == path => {
                Ok(Some(Arc::clone(namespace)))
            }
            (Self::One(_, path), Destination::Pattern(namespaces)) if namespaces.matches(path) => {
                Ok(namespaces.get(path))
            }
            _ => Err(EmitError::NoNamespace),
        }
    }

    /// The path of the namespace, or the pattern of all.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::One(_, path) => Some(path),
            Self::Gateway { state, .. } => match state.get()? {
                Destination::Running(namespace) => Some(namespace.path()),
                Destination::Pattern(namespaces) => Some(namespaces.pattern()),
                #[cfg(feature = "redis")]
                Destination::Nowhere(path) => Some(path),
                Destination::Detached => None,
            },
        }
    }

    /// The namespaces that exist.
    pub(crate) fn namespaces(&self) -> Result<Vec<Arc<Namespace>>, EmitError> {
        match self.state()? {
            Destination::Pattern(namespaces) => Ok(namespaces.all()),
            _ => Ok(self.namespace()?.into_iter().collect()),
        }
    }

    /// # Errors
    /// [`EmitError::NotRunning`] before the app is built and when it has ended.
    fn state(&self) -> Result<&Destination, EmitError> {
        match self {
            Self::Gateway { state, lifecycle } => {
                lifecycle.check()?;
                state.get().ok_or(EmitError::NotRunning)
            }
            Self::One(gateway, _) => gateway.state(),
        }
    }
}
