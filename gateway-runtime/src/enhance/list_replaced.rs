//! `replaces_guard` and its like write what a test has put in the place of an enhancer into a list, in place of that one.

use std::{panic::Location, sync::Arc};

use super::{
    EnhancerList, Filter, Guard, Interceptor, Throttle, replaced::InPlace, throttle::Limiter,
};
use crate::extract::Requirements;

/// What stands in the place of an enhancer needs nothing of the app.
fn nothing(_: &mut Requirements<'_>) {}

/// What stands in the place of a filter may look at the call.
fn the_call(requirements: &mut Requirements<'_>) {
    requirements.reads_call();
}

impl EnhancerList<'_> {
    /// Whether the guard is replaced, by what is added then, or left out.
    pub(super) fn replaces_guard<G: Guard>(
        &mut self,
        is_type: bool,
        place: &'static Location<'static>,
    ) -> bool {
        let replacements = self.maker().map(|maker| maker.replacements);
        let by = replacements.and_then(|replacements| replacements.guards.of::<G>());
        if let Some(InPlace::Another(guard)) = by {
            self.push_guard::<G>(Arc::clone(guard), nothing, is_type, place);
        }
        by.is_some()
    }

    /// Whether the interceptor is replaced, by what is added then, or left out.
    pub(super) fn replaces_interceptor<I: Interceptor>(
        &mut self,
        place: &'static Location<'static>,
    ) -> bool {
        let replacements = self.maker().map(|maker| maker.replacements);
        let by = replacements.and_then(|replacements| replacements.interceptors.of::<I>());
        if let Some(InPlace::Another(interceptor)) = by {
            self.push_interceptor::<I>(Arc::clone(interceptor), nothing, place);
        }
        by.is_some()
    }

    /// Whether the filter is replaced, by what is added then, or left out.
    pub(super) fn replaces_filter<F: Filter>(&mut self, place: &'static Location<'static>) -> bool {
        let replacements = self.maker().map(|maker| maker.replacements);
        let by = replacements.and_then(|replacements| replacements.filters.of::<F>());
        if let Some(InPlace::Another(filter)) = by {
            self.push_filter::<F>(Arc::clone(filter), the_call, place);
        }
        by.is_some()
    }

    /// The limiter of a limit, or of what stands in its place. One that is off keeps its name, which methods may skip.
    pub(super) fn limiter(&mut self, throttle: Throttle) -> Limiter {
        let replacements = self.maker().map(|maker| maker.replacements);
        match replacements.and_then(|replacements| replacements.of_limit(throttle.known_name())) {
            None => Limiter::new(throttle),
            Some(InPlace::Another(other)) => {
                Limiter::new(Throttle::clone(other).named_as(&throttle))
            }
            Some(InPlace::Nothing) => Limiter::off(throttle),
        }
    }
}
