//! Where the sockets of a broadcast are.

use std::sync::Arc;

use crate::{
    error::EmitError,
    session::{Link, Namespace},
};

/// Where the sockets of a broadcast are, which is found out when something is done with them: the app may
/// be built or shut down between the choice and the deed.
#[derive(Clone)]
pub(super) enum Reach {
    /// Where a `Server` handle leads.
    Link(Arc<Link>),
    /// Where a socket is.
    Namespace(Arc<Namespace>),
}

impl Reach {
    /// The namespace; `None` where nobody is.
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
