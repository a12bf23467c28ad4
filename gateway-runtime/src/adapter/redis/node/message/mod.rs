//! `message` is what servers of Node say to one another, in their words.

mod answer;
mod broadcast;
mod description;
mod packet;
mod question;
mod request;

pub(super) use answer::{Answer, Sockets as AnswerSockets, Written as WrittenAnswer};
pub(super) use broadcast::Broadcast;
pub(super) use description::Description;
pub(super) use packet::EventPacket;
pub(super) use question::Question;
pub(super) use request::{Request, RequestType};

/// The types that are numbered in one row: of requests, and of the answers to them.
pub(super) mod types {
    pub(in super::super) const SOCKETS: u64 = 0;
    pub(in super::super) const ALL_ROOMS: u64 = 1;
    pub(in super::super) const JOIN: u64 = 2;
    pub(in super::super) const LEAVE: u64 = 3;
    pub(in super::super) const DISCONNECT: u64 = 4;
    pub(in super::super) const FETCH: u64 = 5;
    pub(in super::super) const SERVER_SIDE_EMIT: u64 = 6;
    pub(in super::super) const BROADCAST: u64 = 7;
    pub(in super::super) const CLIENT_COUNT: u64 = 8;
    pub(in super::super) const ACKNOWLEDGEMENT: u64 = 9;
}
