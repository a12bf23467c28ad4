//! The types that are numbered in one row: of requests, and of the answers to them.

pub(super) const SOCKETS: u64 = 0;
pub(super) const ALL_ROOMS: u64 = 1;
pub(super) const JOIN: u64 = 2;
pub(super) const LEAVE: u64 = 3;
pub(super) const DISCONNECT: u64 = 4;
pub(super) const FETCH: u64 = 5;
pub(super) const SERVER_SIDE_EMIT: u64 = 6;
pub(super) const BROADCAST: u64 = 7;
pub(super) const CLIENT_COUNT: u64 = 8;
pub(super) const ACKNOWLEDGEMENT: u64 = 9;
