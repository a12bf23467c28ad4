//! `HandleRequests` are the calls of the builder's method `server`, which gives a `Server` before there is an app.

use std::{any::TypeId, panic::Location, sync::Mutex};

use crate::{gateway::Gateway, sync::lock};

/// All calls, in their order. There is a lock, since `server` takes the builder by shared reference.
#[derive(Default)]
pub(crate) struct HandleRequests(Mutex<Vec<HandleRequest>>);

/// One call.
#[derive(Clone, Copy)]
pub(super) struct HandleRequest {
    pub(super) gateway: TypeId,
    pub(super) name: &'static str,
    /// Where the call is in the program.
    pub(super) place: &'static Location<'static>,
}

impl HandleRequests {
    /// Notes a call for the `Server` of `G`, with the caller's place.
    #[track_caller]
    pub(crate) fn add<G: Gateway>(&self) {
        lock(&self.0).push(HandleRequest {
            gateway: TypeId::of::<G>(),
            name: G::NAME,
            place: Location::caller(),
        });
    }

    /// The calls so far.
    pub(super) fn all(&self) -> Vec<HandleRequest> {
        lock(&self.0).clone()
    }
}
