//! `ListShape` is what an `EnhancerList` is to clients, for the contract.

use super::{Guard, GuardPoint, Throttle, declared::Skip};
use crate::{
    describe::{GuardShape, Types},
    type_name::short_name,
};

/// What stands around the methods of one scope, as clients should know it.
#[derive(Default)]
pub(crate) struct ListShape {
    pub(crate) guards: Vec<ListedGuard>,
    pub(crate) throttles: Vec<Throttle>,
    pub(crate) skips: Vec<Skip>,
    /// Whether a filter may turn one error into another.
    pub(crate) has_filter: bool,
}

impl ListShape {
    /// Whether a limit of a wider scope does not hold here.
    pub(crate) fn skips(&self, name: Option<&str>) -> bool {
        self.skips.iter().any(|skip| skip.is_of_name(name))
    }
}

/// A guard in a list.
pub(crate) struct ListedGuard {
    pub(crate) name: String,
    pub(crate) point: GuardPoint,
    pub(crate) describe: fn(&mut Types) -> GuardShape,
}

impl ListedGuard {
    pub(super) fn new<G: Guard>() -> Self {
        Self {
            name: short_name::<G>(),
            point: G::POINT,
            describe: G::describe,
        }
    }
}
