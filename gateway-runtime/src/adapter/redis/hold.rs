//! `Hold` keeps the connection of a namespace.

use super::{link_owner::LinkOwner, servers::Membership};

/// What a namespace keeps until it is closed, so that its connection stays open.
pub(super) enum Hold {
    /// The link that all handles of an emitter share.
    Emitter { _link: LinkOwner },
    /// The namespace's membership on its server, which has a connection for all its namespaces.
    Server { _membership: Membership },
}
