//! The types of messages, as `socket.io-adapter` numbers them. The others are of servers that send heartbeats.

pub(super) const BROADCAST: u64 = 3;
pub(super) const JOIN: u64 = 4;
pub(super) const LEAVE: u64 = 5;
pub(super) const DISCONNECT: u64 = 6;
pub(super) const FETCH: u64 = 7;
pub(super) const FETCH_RESPONSE: u64 = 8;
pub(super) const SERVER_SIDE_EMIT: u64 = 9;
pub(super) const CLIENT_COUNT: u64 = 11;
pub(super) const ACKNOWLEDGEMENT: u64 = 12;
