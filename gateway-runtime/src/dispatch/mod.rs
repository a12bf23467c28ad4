//! The dispatch is what happens to a connection and to each of its messages: the hot path.
//!
//! Each socket has an [`Inbox`] with a [`Lane`](lane::Lane). Two rules make the order that users rely on
//! (guarantees 3 to 6 of `docs/guarantees.md`):
//!
//! - whoever holds the lane's *baton* may start entries, and there is never more than one holder;
//! - an entry is *started* by calling its handler and polling the handler's future once, where the holder is.
//!   A future that is still pending then is finished in a task of its own, and the next entry starts; with
//!   `ordering = "sequential"` the holder waits for it.
//!
//! A message that finds the baton free and nothing queued is started by the task that reads the connection,
//! without a lock and without a task. That is nearly every message.
//!
//! # The baton's word
//!
//! [`Baton`](baton::Baton) is one `usize`, so that such a message costs two atomic operations:
//!
//! | bits | name | meaning |
//! |---|---|---|
//! | 0 | `HELD` | somebody holds the baton |
//! | 1 | `QUEUED` | the queue has to be looked at: before a message starts, and before the baton is released |
//! | 2 and up | `SLOT` × n | n messages are in work: accepted, and their handlers have not returned |
//!
//! Only who has locked the queue sets or clears `QUEUED`, so a release that finds `QUEUED` clear knows that
//! the queue was empty, and one that finds it set takes the lock and looks. That is what keeps an entry from
//! being forgotten between a look and a release.
//!
//! | who | does | succeeds if | the word becomes |
//! |---|---|---|---|
//! | a reader with a message | `take_with_slot(limit)` | neither `HELD` nor `QUEUED`, n < limit | `HELD`, n + 1 |
//! | the same, if that fails | `take_slot(limit)` | n < limit; else the message is refused | n + 1 |
//! | the same, with the queue locked | `mark_queued_and_take()` | always; says whether the baton was free | `HELD`, `QUEUED` |
//! | the holder, after a message that was ready at once | `release_with_slot()` | not `QUEUED` | not `HELD`, n - 1 |
//! | the holder, out of entries | `release()` | not `QUEUED` | not `HELD` |
//! | the holder, with the queue locked and empty | `release_queued(false)` | always | neither `HELD` nor `QUEUED` |
//! | the holder, with the queue locked and empty, when messages are refused or the socket has left | `release_queued(true)` | always | not `HELD`, still `QUEUED` |
//! | the holder that has started many entries in a task and lets a reader go on | `release_queued(true)` | always | not `HELD`, still `QUEUED` |
//! | whoever closes the lane, with the queue locked | `mark_queued()` | always | `QUEUED` |
//! | a message whose handler has returned | `free_slot()` | always | n - 1 |
//!
//! # The lane's states
//!
//! The fields of the locked queue (`is_connected`, `refused`, `ended`, `left_early`) are four facts; these
//! are the states that they come in:
//!
//! | state | what has happened | a message that arrives |
//! |---|---|---|
//! | before CONNECT | the session exists; CONNECT is not sent yet | waits; the baton is held for the connection hook |
//! | connecting | CONNECT is sent, the connection hooks run (`is_connected`) | waits |
//! | open | the hooks have accepted, and what waited has been started | is started at once, or waits its turn |
//! | refused | a connection hook has failed (`refused`) | is answered with that error |
//! | cut off | the client does not read ([`Session::is_cut_off`](crate::session::Session::is_cut_off)) | is dropped |
//! | ended | the socket has left (`ended`); the disconnect is the last entry | is dropped |
//!
//! ```text
//! before CONNECT ──connected──▶ connecting ──accepted──▶ open ──left──▶ ended
//!        │                          │  └─────error──▶ refused ──left──▶ ended
//!        └──left (left_early): messages are given up, the last hooks run after CONNECT, if there is one
//! ```
//!
//! A socket that leaves before its CONNECT is the odd one: the protocol library may tell of the end before
//! it tells of the beginning. `left_early` keeps the reason until then, and not the entry: the entry holds
//! the socket, the socket holds the inbox, and nobody could free the two if there never is a CONNECT.
//!
//! The disconnect is an entry like a message, so that it runs after every message that arrived before it. It
//! runs the disconnect hooks of the gateways that have accepted (`Inbox::joined` counts them, in name
//! order), in a task, and then the session is finished.

mod baton;
mod connect_outcome;
mod connection;
mod guard;
mod hooks;
mod inbox;
mod lane;
mod namespace;
mod other_servers;
mod spans;
#[cfg(test)]
mod tests;
mod unknown_event;
mod work;

use connect_outcome::Connect;
pub(crate) use connection::NamespaceHandler;
#[cfg(feature = "testing-contract")]
pub(crate) use hooks::CONNECTION;
pub(crate) use inbox::Inbox;
pub(crate) use namespace::{Member, NamespaceRuntime};
pub(crate) use other_servers::{ServerEventHook, ServerHandler, ToldEvents};
pub(crate) use unknown_event::UnknownEvent;
