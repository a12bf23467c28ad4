//! `said` reads what other servers and emitters say over Redis: the function behind a fuzz target.

use std::collections::VecDeque;

use bytes::Bytes;

use super::{node, python};

/// Who compares what is sent to clients: JSON with its attachments, and the same in `MessagePack`.
pub(crate) type Forms<'a> = dyn FnMut(&str, VecDeque<Bytes>, &Bytes) + 'a;

/// Reads a message. `language` says which language it is in, and over which of its channels it has come.
pub(crate) fn said(language: u8, message: &Bytes, forms: &mut Forms<'_>) {
    let channel = language / 3;
    match language % 3 {
        0 => node::fuzz::classic(channel, message, forms),
        1 => node::fuzz::sharded(channel, message, forms),
        _ => python::fuzz::said(message, forms),
    }
}

/// Whether the message begins with a whole value of `MessagePack`: everything is there that its lengths announce.
pub(crate) fn is_whole(message: &[u8]) -> bool {
    node::fuzz::is_whole(message)
}
