//! `Hold` keeps the connection of a namespace.

use super::{link_owner::LinkOwner, servers::Membership};

/// What is let go when a namespace is closed.
pub(super) enum Hold {
    /// The link that all handles of an emitter share.
    Emitter { _link: LinkOwner },
    /// The namespace's place on its server.
    Server { _membership: Membership },
}
