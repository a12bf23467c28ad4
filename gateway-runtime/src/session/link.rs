//! `Link` leads from a handle, which may be made before the app is built, to the namespace that runs later.

use std::sync::{Arc, OnceLock};

#[cfg(feature = "testing")]
use super::recording_namespaces::RecordingNamespaces;
use super::{dynamic_namespaces::DynamicNamespaces, lifecycle::Lifecycle, namespace::Namespace};
use crate::error::EmitError;

/// The way from a `Server` handle to its namespace.
pub(crate) enum Link {
    /// To a gateway's namespace: all handles of one gateway in one app share this link.
    Gateway {
        state: OnceLock<Destination>,
        lifecycle: Arc<Lifecycle>,
    },
    /// To one of the namespaces of a gateway, by its path.
    One(Arc<Self>, String),
}

/// Where a link leads, once the app is built.
pub(crate) enum Destination {
    /// To one namespace.
    Running(Arc<Namespace>),
    /// To the namespaces of a pattern.
    Pattern(Arc<DynamicNamespaces>),
    /// To nobody: the handle is a detached one, without an app.
    Detached,
    /// To the namespaces of a pattern, of a server that runs nowhere.
    #[cfg(feature = "testing")]
    Recording(Arc<RecordingNamespaces>),
    /// To a name that no server can have a namespace of.
    #[cfg(feature = "redis")]
    Nowhere(String),
}

impl Link {
    /// A link to a gateway of an app that is still to be built.
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

    /// A link to the namespaces of a pattern, of a server that runs nowhere.
    #[cfg(feature = "testing")]
    pub(crate) fn recording(namespaces: RecordingNamespaces, lifecycle: Arc<Lifecycle>) -> Self {
        Self::to(Destination::Recording(Arc::new(namespaces)), lifecycle)
    }

    pub(crate) fn running(namespace: Arc<Namespace>) -> Self {
        let lifecycle = Arc::clone(namespace.lifecycle());
        Self::to(Destination::Running(namespace), lifecycle)
    }

    /// A link for a name that no server can have a namespace of.
    #[cfg(feature = "redis")]
    pub(crate) fn nowhere(path: &str) -> Self {
        Self::to(Destination::Nowhere(path.to_owned()), Arc::default())
    }

    /// A link to `namespace` by its name, as one of those that `pattern` stands for.
    pub(crate) fn one_of(pattern: Destination, namespace: &Namespace) -> Self {
        let gateway = Self::to(pattern, Arc::clone(namespace.lifecycle()));
        Self::One(Arc::new(gateway), namespace.path().to_owned())
    }

    /// Sets where the link leads, when the app is built.
    pub(crate) fn run(&self, state: Destination) {
        if let Self::Gateway { state: own, .. } = self {
            // An app is built once, so there is nothing to replace.
            let _ = own.set(state);
        }
    }

    /// How far the handle's app is.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        match self {
            Self::Gateway { lifecycle, .. } => lifecycle,
            Self::One(gateway, _) => gateway.lifecycle(),
        }
    }

    /// The namespace; `None` if nobody is in it, as behind a detached server.
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
            #[cfg(feature = "testing")]
            (Self::One(_, path), Destination::Recording(namespaces))
                if namespaces.matches(path) =>
            {
                Ok(namespaces.get(path))
            }
            _ => Err(EmitError::NoNamespace),
        }
    }

    /// The path of the namespace, or the pattern if the link leads to all its namespaces.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::One(_, path) => Some(path),
            Self::Gateway { state, .. } => match state.get()? {
                Destination::Running(namespace) => Some(namespace.path()),
                Destination::Pattern(namespaces) => Some(namespaces.pattern()),
                #[cfg(feature = "testing")]
                Destination::Recording(namespaces) => Some(namespaces.pattern()),
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
            // Nobody is connected to any.
            #[cfg(feature = "testing")]
            Destination::Recording(_) => Ok(Vec::new()),
            _ => Ok(self.namespace()?.into_iter().collect()),
        }
    }

    /// Where the link leads.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`] before the app is built and after it has ended.
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
