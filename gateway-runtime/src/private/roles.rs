//! `InGuards`, `InInterceptors` and `InFilters` add a type to a list of enhancers, or let the compiler say what is wrong with
//! the type: it is nothing of ours, or it belongs into another list.
//!
//! Each has three levels of a method `add`, of which the compiler takes the first that fits. The first is there for what
//! belongs into the list; the second, in a trait for each other role, fails with the name of the right list; the third is
//! behind a reference, so that it comes last, and asks for the role that the type does not have.

use std::marker::PhantomData;

use crate::enhance::{EnhancerList, Filter, Guard, Injectable, Interceptor};

/// The type `T` in `#[use_guards(..)]`.
pub struct InGuards<T>(PhantomData<fn() -> T>);

/// The type `T` in `#[use_interceptors(..)]`.
pub struct InInterceptors<T>(PhantomData<fn() -> T>);

/// The type `T` in `#[use_filters(..)]`.
pub struct InFilters<T>(PhantomData<fn() -> T>);

impl<T> InGuards<T> {
    /// The entry.
    pub const ENTRY: Self = Self(PhantomData);
}

impl<T> InInterceptors<T> {
    /// The entry.
    pub const ENTRY: Self = Self(PhantomData);
}

impl<T> InFilters<T> {
    /// The entry.
    pub const ENTRY: Self = Self(PhantomData);
}

impl<T: Guard> InGuards<T> {
    /// Whether the type is a guard.
    pub const IS_GUARD: bool = true;

    /// Whether the guard runs when a client connects.
    pub const IS_AT_CONNECTION: bool = T::POINT.is_at_connection();

    /// Whether the guard runs before messages.
    pub const IS_AT_MESSAGE: bool = T::POINT.is_at_message();

    /// Adds the guard to the list.
    #[track_caller]
    pub fn add(self, list: &mut EnhancerList<'_>)
    where
        T: Injectable,
    {
        list.guard::<T>();
    }
}

/// What [`InGuards`] says of a type that is no guard.
pub trait NoGuard {
    /// Whether the type is a guard.
    const IS_GUARD: bool = false;
    /// Whether the guard runs when a client connects.
    const IS_AT_CONNECTION: bool = false;
    /// Whether the guard runs before messages: what is no guard is reported as that.
    const IS_AT_MESSAGE: bool = true;
}

impl<T> NoGuard for InGuards<T> {}

impl<T: Interceptor> InInterceptors<T> {
    /// Adds the interceptor to the list.
    #[track_caller]
    pub fn add(self, list: &mut EnhancerList<'_>)
    where
        T: Injectable,
    {
        list.interceptor::<T>();
    }
}

impl<T: Filter> InFilters<T> {
    /// Adds the filter to the list.
    #[track_caller]
    pub fn add(self, list: &mut EnhancerList<'_>)
    where
        T: Injectable,
    {
        list.filter::<T>();
    }
}

/// Implemented by nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a guard; move it to `#[use_guards(..)]`",
    label = "a guard"
)]
pub trait NotAGuard {}

/// Implemented by nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is an interceptor; move it to `#[use_interceptors(..)]`",
    label = "an interceptor"
)]
pub trait NotAnInterceptor {}

/// Implemented by nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a filter; move it to `#[use_filters(..)]`",
    label = "a filter"
)]
pub trait NotAFilter {}

macro_rules! second_level {
    ($(#[$doc:meta])* $entry:ident of $role:ident, which is $not:ident, in $($list:ident),*) => {
        $(#[$doc])*
        pub trait $entry<T>: Sized {
            /// Fails.
            fn add(self, _: &mut EnhancerList<'_>)
            where
                T: $not,
            {
            }
        }

        $(impl<T: $role> $entry<T> for $list<T> {})*
    };
}

second_level! {
    /// A guard in another list.
    GuardEntry of Guard, which is NotAGuard, in InInterceptors, InFilters
}
second_level! {
    /// An interceptor in another list.
    InterceptorEntry of Interceptor, which is NotAnInterceptor, in InGuards, InFilters
}
second_level! {
    /// A filter in another list.
    FilterEntry of Filter, which is NotAFilter, in InGuards, InInterceptors
}

macro_rules! third_level {
    ($(#[$doc:meta])* $entry:ident in $list:ident for $role:ident) => {
        $(#[$doc])*
        pub trait $entry<T> {
            /// Fails.
            fn add(&self, _: &mut EnhancerList<'_>)
            where
                T: $role,
            {
            }
        }

        impl<T> $entry<T> for $list<T> {}
    };
}

third_level! {
    /// Nothing of ours among the guards.
    UnknownGuard in InGuards for Guard
}
third_level! {
    /// Nothing of ours among the interceptors.
    UnknownInterceptor in InInterceptors for Interceptor
}
third_level! {
    /// Nothing of ours among the filters.
    UnknownFilter in InFilters for Filter
}

/// A guard in the list of a method: whether it runs before messages.
pub struct OfMethod<const IS_AT_MESSAGE: bool>;

/// A guard that can stand in the list of a method.
#[diagnostic::on_unimplemented(
    message = "`{T}` runs only when a client connects, and a method is called afterwards; move it to the gateway's struct",
    label = "a guard for connections"
)]
pub trait BeforeMessages<T> {
    /// Says nothing.
    fn check() {}
}

#[diagnostic::do_not_recommend]
impl<T, const IS_AT_MESSAGE: bool> BeforeMessages<T> for OfMethod<IS_AT_MESSAGE> where
    Self: IsAtMessage
{
}

/// Implemented for `true`.
pub trait IsAtMessage {}

impl IsAtMessage for OfMethod<true> {}
