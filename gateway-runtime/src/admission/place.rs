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

    /// A stay in one more namespace; `None` if the session is in as many as it may be. `socket` is the name of the session
    /// in the log.
    pub(crate) fn enter_namespace(&self, socket: &impl Display) -> Option<NamespaceStay> {
        let limit = self.0.admission.max_namespaces();
        let more = |count: usize| (count < limit).then_some(count + 1);
        if self
            .0
            .namespaces
            .fetch_update(SeqCst, SeqCst, more)
            .is_err()
        {
            self.0
                .admission
                .refuse(KeptOut::Namespaces, || format!("{socket}"));
            return None;
        }
        Some(NamespaceStay(self.clone()))
    }
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
pub(crate) struct NamespaceStay(Place);

impl Drop for NamespaceStay {
    fn drop(&mut self) {
        self.0.0.namespaces.fetch_sub(1, SeqCst);
    }
}
