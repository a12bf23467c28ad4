//! `EnhancerList` is what attributes put around the methods of a gateway, or around one method:
//! `#[use_guards(..)]`, `#[use_interceptors(..)]`, `#[use_filters(..)]`, `#[use_enhancers(..)]`,
//! `#[set_metadata(..)]` and `#[throttle(..)]`.
//!
//! `understand` reads the attributes and reports what is wrong with them, and `expand` prints a function that writes the
//! list down when the app starts.

mod entries;
mod expand;
mod given;
mod metadata;
mod throttle;
mod understand;

use proc_macro2::Span;
use syn::{Expr, TypePath};

pub(crate) use expand::{enhanced, function};
pub(crate) use given::{Taker, anything, check, check_points, gives};
pub(crate) use understand::understand;

#[cfg(test)]
pub(crate) use throttle::OPTIONS as THROTTLE_OPTIONS;
use throttle::{Skipped, Throttle};

/// What stands around methods, in the order in which it is written.
#[derive(Default)]
pub(crate) struct EnhancerList {
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    /// A guard, an interceptor or a filter.
    Enhancer(Kind, Entry),
    /// `#[use_enhancers(AdminOnly)]`
    Bundle(TypePath),
    /// `#[set_metadata(value)]`
    Metadata(Box<Expr>),
    /// `#[throttle(limit = 5, per = "1m")]`
    Throttle(Throttle),
    /// `#[throttle(skip)]` and `#[throttle(skip = "login")]`, with the place of the word.
    SkipThrottle(Skipped, Span),
}

/// What an enhancer is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Guard,
    Interceptor,
    Filter,
}

/// An enhancer in a list.
pub(crate) enum Entry {
    /// A path: a type, of which the app makes one value.
    Type(TypePath),
    /// Anything else: an expression, which is evaluated when the app starts.
    Value(Box<Expr>),
}

impl EnhancerList {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The guards, in their order.
    pub(crate) fn guards(&self) -> impl Iterator<Item = &Entry> {
        self.items.iter().filter_map(|item| match item {
            Item::Enhancer(Kind::Guard, entry) => Some(entry),
            _ => None,
        })
    }

    /// The bundles, in their order.
    pub(crate) fn bundles(&self) -> impl Iterator<Item = &TypePath> {
        self.items.iter().filter_map(|item| match item {
            Item::Bundle(bundle) => Some(bundle),
            _ => None,
        })
    }
}
