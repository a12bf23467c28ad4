//! `text`, `attached` and `packed` read a packet in every way in which the app reads one, and compare the ways. The fuzz
//! targets call them with bytes of their own; a panic is a finding.

mod attached;
mod packed;
mod readings;
mod text;
mod trees;
mod types;

pub(crate) use attached::attached;
pub(crate) use packed::{json_of, json_of_packed, packed};
pub(crate) use text::text;
