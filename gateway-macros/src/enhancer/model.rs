//! `Enhancer` is what the user meant by a function that is an enhancer.

use syn::Type;

use super::syntax::Function;
use crate::{
    attributes::{FILTER, GUARD, INTERCEPTOR, PIPE},
    callable::{GuardPoint, Parameter, Role},
    runtime_path::RuntimePath,
};

/// What an attribute makes of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Guard,
    Interceptor,
    Filter,
    Pipe,
}

/// A function that is an enhancer.
pub(crate) struct Enhancer<'a> {
    pub(crate) kind: Kind,
    pub(crate) function: &'a Function,
    pub(crate) options: &'a Options,
    /// All parameters, in their order.
    pub(crate) parameters: Vec<Parameter<'a>>,
}

/// The options of the attribute.
pub(crate) struct Options {
    pub(crate) runtime: RuntimePath,
    /// When a guard runs.
    pub(crate) point: GuardPoint,
}

impl Kind {
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Self::Guard => GUARD,
            Self::Interceptor => INTERCEPTOR,
            Self::Filter => FILTER,
            Self::Pipe => PIPE,
        }
    }

    /// The trait, for messages.
    pub(crate) fn trait_name(self) -> &'static str {
        match self {
            Self::Guard => "Guard",
            Self::Interceptor => "Interceptor",
            Self::Filter => "Filter",
            Self::Pipe => "Pipe",
        }
    }

    pub(crate) fn role(self, point: GuardPoint) -> Role {
        match self {
            Self::Guard => Role::Guard(point),
            Self::Interceptor => Role::Interceptor,
            Self::Filter => Role::Filter,
            Self::Pipe => Role::Pipe,
        }
    }
}

impl Enhancer<'_> {
    pub(crate) fn role(&self) -> Role {
        self.kind.role(self.options.point)
    }

    /// The type of what the function is there for: a filter's error, a pipe's value.
    pub(crate) fn subject(&self) -> Option<&Type> {
        let subject = self
            .parameters
            .iter()
            .find(|parameter| parameter.is_subject())?;
        Some(subject.ty)
    }
}
