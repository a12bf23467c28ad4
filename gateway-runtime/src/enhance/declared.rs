//! `Declared` is what stands around the methods of one scope: of the app, of one gateway, or of one method.

use std::{any::TypeId, panic::Location, sync::Arc};

use super::{
    GuardPoint, MetadataSet, filter::AnyFilter, guard::AnyGuard, interceptor::AnyInterceptor,
    throttle::Limiter,
};
use crate::extract::Requirements;

/// The enhancers, the limits and the metadata of one scope, each in the order in which it is written.
#[derive(Default)]
pub(crate) struct Declared {
    pub(crate) guards: Vec<GuardEntry>,
    pub(crate) interceptors: Vec<Entry<dyn AnyInterceptor>>,
    pub(crate) filters: Vec<Entry<dyn AnyFilter>>,
    pub(crate) throttles: Vec<Arc<Limiter>>,
    /// Limits of wider scopes that do not hold here.
    pub(crate) skips: Vec<Skip>,
    pub(crate) metadata: Arc<MetadataSet>,
}

impl Declared {
    /// Whether a limit of a wider scope does not hold here.
    pub(super) fn skips(&self, throttle: &Limiter) -> bool {
        self.skips.iter().any(|skip| skip.is_of(throttle))
    }
}

/// One name in a list, or one value.
pub(crate) struct Entry<E: ?Sized> {
    pub(crate) enhancer: Arc<E>,
    /// The type's name, for reports.
    pub(crate) name: String,
    /// Where it is written.
    pub(crate) place: &'static Location<'static>,
    /// What it needs of the app.
    pub(crate) require: fn(&mut Requirements<'_>),
    /// Whether it sees refusals of guards too: a filter that catches more than errors of one type.
    pub(crate) sees_refusals: bool,
    /// Whether it looks at the call: for a filter, what the client sent is kept then.
    pub(crate) reads_call: bool,
}

/// A guard, with what the compiler knows of it.
pub(crate) struct GuardEntry {
    pub(crate) entry: Entry<dyn AnyGuard>,
    pub(crate) of: TypeId,
    /// Whether it stands in the list by its type, so that the app has one value of it.
    pub(crate) is_type: bool,
    pub(crate) point: GuardPoint,
    /// The type of what the guard gives.
    pub(crate) value: TypeId,
}

/// `#[throttle(skip)]`: the limit with this name, or every limit.
pub(crate) struct Skip {
    pub(crate) name: Option<&'static str>,
    pub(crate) place: &'static Location<'static>,
}

impl Skip {
    pub(crate) fn is_of(&self, throttle: &Limiter) -> bool {
        self.is_of_name(throttle.name())
    }

    pub(super) fn is_of_name(&self, throttle: Option<&str>) -> bool {
        self.name.is_none_or(|name| throttle == Some(name))
    }
}
