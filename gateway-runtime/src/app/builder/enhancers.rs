//! `guard`, `interceptor`, `filter` and `throttle` are the builder's methods for what stands around all methods.

use std::{panic::Location, sync::Arc};

use super::GatewayAppBuilder;
use crate::{
    enhance::{EnhancerList, Enhancers, Filter, Guard, Interceptor, Throttle},
    gateway::Injectable,
};

impl GatewayAppBuilder {
    /// A guard for all gateways: NestJS's `useGlobalGuards` and `APP_GUARD`. It runs before the guards of gateways and
    /// methods, when a client connects and before each message, also of an event that no method handles.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// use gateway_runtime::prelude::*;
    ///
    /// static CLOSED: AtomicBool = AtomicBool::new(false);
    ///
    /// #[guard]
    /// fn open() -> Result<(), WsError> {
    ///     if CLOSED.load(Ordering::Relaxed) { Err(WsError::unavailable("closed for maintenance")) } else { Ok(()) }
    /// }
    ///
    /// let builder = GatewayApp::builder().guard::<open>();
    /// ```
    ///
    /// What a global guard gives is taken as `#[guarded(global)]`, since the compiler cannot know of it.
    #[must_use]
    #[track_caller]
    pub fn guard<G: Guard + Injectable>(self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.enhance(move |list| list.guard_at::<G>(place))
    }

    /// The same for a guard that is a value.
    #[must_use]
    #[track_caller]
    pub fn guard_value<G: Guard>(self /* chain the calls */, guard: G) -> Self {
        let place = Location::caller();
        let guard = Arc::new(guard);
        self.enhance(move |list| list.add_guard(Arc::clone(&guard), place))
    }

    /// An interceptor for all methods of all gateways: NestJS's `useGlobalInterceptors` and `APP_INTERCEPTOR`. It runs
    /// around the interceptors of gateways and methods.
    #[must_use]
    #[track_caller]
    pub fn interceptor<I: Interceptor + Injectable>(self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.enhance(move |list| list.interceptor_at::<I>(place))
    }

    /// The same for an interceptor that is a value.
    #[must_use]
    #[track_caller]
    pub fn interceptor_value<I: Interceptor>(
        self, /* chain the calls */
        interceptor: I,
    ) -> Self {
        let place = Location::caller();
        let interceptor = Arc::new(interceptor);
        self.enhance(move |list| list.add_interceptor(Arc::clone(&interceptor), place))
    }

    /// A filter for the failures of all gateways that no filter of theirs catches: NestJS's `useGlobalFilters` and
    /// `APP_FILTER`. It gets failures of events that no method handles too, and of connection hooks.
    #[must_use]
    #[track_caller]
    pub fn filter<F: Filter + Injectable>(self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.enhance(move |list| list.filter_at::<F>(place))
    }

    /// The same for a filter that is a value.
    #[must_use]
    #[track_caller]
    pub fn filter_value<F: Filter>(self /* chain the calls */, filter: F) -> Self {
        let place = Location::caller();
        let filter = Arc::new(filter);
        self.enhance(move |list| list.add_filter(Arc::clone(&filter), place))
    }

    /// A limit for all messages of all gateways together, also of events that no method handles: see [`Throttle`].
    #[must_use]
    pub fn throttle(self /* chain the calls */, throttle: Throttle) -> Self {
        self.enhance(move |list| list.throttle(throttle.clone()))
    }

    /// All of a bundle, for all gateways.
    #[must_use]
    pub fn enhancers<B: Enhancers + 'static>(self /* chain the calls */) -> Self {
        self.enhance(B::declare)
    }

    fn enhance(mut self, declare: impl Fn(&mut EnhancerList<'_>) + Send + Sync + 'static) -> Self {
        self.plan.enhancers.push(Arc::new(declare));
        self
    }
}
