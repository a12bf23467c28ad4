//! `Answer` is what another server answers to a request. Node does not say which server has given it.

use socketioxide_core::Sid;

use super::{arguments::Arguments, described::DescribedSocket};

#[derive(Default)]
pub(super) struct Answer {
    pub(super) request_id: String,
    /// How many clients of the server are asked.
    pub(super) client_count: Option<u32>,
    pub(super) rooms: Vec<String>,
    pub(super) sockets: Vec<DescribedSocket>,
    /// What a client has acknowledged with, of which Node passes on the first argument.
    pub(super) arguments: Option<Arguments>,
    /// Whose acknowledgement it is: only servers of this crate say it.
    pub(super) sid: Option<Sid>,
}
