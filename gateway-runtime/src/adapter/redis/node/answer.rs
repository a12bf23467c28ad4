//! `Answer` is what another server answers to a request. Node does not say which server has given it.

use socketioxide_core::Sid;

use super::{
    arguments::Arguments,
    described::DescribedSocket,
    pack::{Read, Reader},
};

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

impl Answer {
    /// Reads a member of an acknowledgement that is packed; others are skipped.
    pub(super) fn read_packed(&mut self, key: &str, from: &mut Reader<'_>) -> Read<()> {
        match key {
            "requestId" => self.request_id = from.optional_str()?.unwrap_or_default(),
            "sid" => self.sid = from.optional_str()?.and_then(|sid| sid.parse().ok()),
            "packet" => self.arguments = Some(Arguments::one_packed(from.raw()?)),
            _ => from.skip()?,
        }
        Ok(())
    }
}
