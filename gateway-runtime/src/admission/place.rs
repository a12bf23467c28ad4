//! `Place` is the place of a session among those that there may be, and `NamespaceStay` its stay in one namespace.

use std::{
    fmt::Display,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
};

use http::Extensions;

use super::{Admission, KeptOut};
use crate::rate::Network;

/// The place of a session. It is given back when the last clone is dropped, or before, by [`leave`](Self::leave).
#[derive(Clone)]
pub(crate) struct Place(Arc<Held>);

struct Held {
    admission: Arc<Admission>,
    /// The address that the session counts for, if addresses are counted.
    network: Option<Network>,
    /// Whether the session is still to join its first namespace.
    is_pending: AtomicBool,
    is_given_back: AtomicBool,
    /// How many namespaces the session is in.
    namespaces: AtomicUsize,
    /// How many bytes of `auth` the session has sent for these.
    auth: AtomicUsize,
}

impl Place {
    /// A place that was counted by `admission`.
    pub(super) fn new(admission: Arc<Admission>, network: Option<Network>) -> Self {
        Self(Arc::new(Held {
            admission,
            network,
            is_pending: AtomicBool::new(true),
            is_given_back: AtomicBool::new(false),
            namespaces: AtomicUsize::new(0),
            auth: AtomicUsize::new(0),
        }))
    }

    /// The place of the session that has begun with a request of these extensions.
    pub(crate) fn of(extensions: &Extensions) -> Option<&Self> {
        extensions.get()
    }

    /// Notes that the session was let into a namespace.
    pub(crate) fn settle(&self) {
        self.0.settle();
    }

    /// Gives the place back before its time: the session has ended, and somebody may keep a handle to it.
    pub(crate) fn leave(&self) {
        self.0.give_back();
    }

    /// A stay in one more namespace, for which the client has sent so many bytes of `auth`. `socket` is the name of the
    /// session in the log.
    ///
    /// # Errors
    /// The session is in as many namespaces as it may be, or would have sent more than `max_auth` bytes of `auth` for them,
    /// which are kept as long as it is there.
    pub(crate) fn enter_namespace(
        &self,
        socket: &impl Display,
        auth: usize,
        max_auth: usize,
    ) -> Result<NamespaceStay, KeptOut> {
        let held = &self.0;
        let refused = if !take(&held.namespaces, 1, held.admission.max_namespaces()) {
            KeptOut::Namespaces
        } else if !take(&held.auth, auth, max_auth) {
            held.namespaces.fetch_sub(1, SeqCst);
            KeptOut::Auth
        } else {
            return Ok(NamespaceStay {
                place: self.clone(),
                auth,
            });
        };
        held.admission.refuse(refused, || format!("{socket}"));
        Err(refused)
    }
}

/// Adds to a count, unless it would be more than the limit.
fn take(count: &AtomicUsize, more: usize, limit: usize) -> bool {
    let sum = |count: usize| count.checked_add(more).filter(|sum| *sum <= limit);
    count.fetch_update(SeqCst, SeqCst, sum).is_ok()
}

impl Held {
    fn settle(&self) {
        if self.is_pending.swap(false, SeqCst) {
            self.admission.settle();
        }
    }

    fn give_back(&self) {
        self.settle();
        if !self.is_given_back.swap(true, SeqCst) {
            self.admission.give_back(self.network);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// The stay of a session in one namespace, until it is dropped.
pub(crate) struct NamespaceStay {
    place: Place,
    auth: usize,
}

impl Drop for NamespaceStay {
    fn drop(&mut self) {
        let held = &self.place.0;
        held.namespaces.fetch_sub(1, SeqCst);
        held.auth.fetch_sub(self.auth, SeqCst);
    }
}
