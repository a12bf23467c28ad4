//! `Reach` is where the sockets of a broadcast are.

use std::sync::Arc;

use crate::{
    error::EmitError,
    session::{Link, Namespace},
};

/// Where the sockets of a broadcast are. The namespace is looked up when something is done with the sockets,
/// since the app may be built or shut down after they were chosen.
#[derive(Clone)]
pub(super) enum Reach {
    /// The namespace that the link of a `Server` handle leads to.
    Link(Arc<Link>),
    /// The namespace that a socket is in.
    Namespace(Arc<Namespace>),
}

impl Reach {
    /// The namespace; `None` if nobody is in it, as behind a detached server.
    pub(super) fn namespace(&self) -> Result<Option<Arc<Namespace>>, EmitError> {
        match self {
            Self::Link(link) => link.namespace(),
            Self::Namespace(namespace) => {
                namespace.check()?;
                Ok(Some(Arc::clone(namespace)))
            }
        }
    }
}
