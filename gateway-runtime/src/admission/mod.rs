//! Who may come in: how many sessions there may be, in all and of one address, and how fast they may come.
//!
//! [`AdmissionLimits`] are what the app says. [`Admission`] counts, and refuses what is over a limit ([`Refused`], for one
//! of the reasons [`KeptOut`]). A session that is let in has a [`Place`], which lies in the extensions of its handshake's
//! request. The protocol library keeps that request exactly as long as the session, so the place comes back over
//! polling, over a WebSocket and after an upgrade alike. A connection of TCP has no place: a client that polls has many
//! of them, and a flood of handshakes needs one.

mod kept_out;
mod limits;
mod place;
mod state;
#[cfg(test)]
mod tests;
mod warnings;

pub(crate) use kept_out::KeptOut;
pub(crate) use limits::AdmissionLimits;
pub(crate) use place::{NamespaceStay, Place};
pub(crate) use state::{Admission, Refused};
