//! `Listed` adds a type to a list of enhancers, or lets the compiler say what is wrong with the type: it is nothing of ours,
//! or it belongs into another list.
//!
//! A method `add` has three levels, of which the compiler takes the first that fits. The first is there for what belongs into
//! the list; the second, in a trait for each other role, fails with the name of the right list; the third is behind a
//! reference, so that it comes last, and asks for the role that the type does not have.
//!
//! The types of a list are printed in the place of a `Self` type: as an argument, the compiler would take a function or a
//! constant for the value of a parameter, and report that.

use std::marker::PhantomData;

use crate::{
    enhance::{EnhancerList, Filter, Guard, Interceptor},
    gateway::Injectable,
};

/// A type as an entry of a list.
pub trait Listed: Sized {
    /// The type.
    type Itself;
    /// It stands in `#[use_guards(..)]`.
    type InGuards;
    /// It stands in `#[use_interceptors(..)]`.
    type InInterceptors;
    /// It stands in `#[use_filters(..)]`.
    type InFilters;
}

#[diagnostic::do_not_recommend]
impl<T> Listed for T {
    type Itself = T;
    type InGuards = InGuards<T>;
    type InInterceptors = InInterceptors<T>;
    type InFilters = InFilters<T>;
}

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

// The compiler shows the functions of these traits, so they are not made by a macro.

/// The second level for a guard in another list.
pub trait GuardEntry<T>: Sized {
    /// Fails.
    fn add(self, _: &mut EnhancerList<'_>)
    where
        T: NotAGuard,
    {
    }
}

/// The second level for an interceptor in another list.
pub trait InterceptorEntry<T>: Sized {
    /// Fails.
    fn add(self, _: &mut EnhancerList<'_>)
    where
        T: NotAnInterceptor,
    {
    }
}

/// The second level for a filter in another list.
pub trait FilterEntry<T>: Sized {
    /// Fails.
    fn add(self, _: &mut EnhancerList<'_>)
    where
        T: NotAFilter,
    {
    }
}

impl<T: Guard> GuardEntry<T> for InInterceptors<T> {}
impl<T: Guard> GuardEntry<T> for InFilters<T> {}
impl<T: Interceptor> InterceptorEntry<T> for InGuards<T> {}
impl<T: Interceptor> InterceptorEntry<T> for InFilters<T> {}
impl<T: Filter> FilterEntry<T> for InGuards<T> {}
impl<T: Filter> FilterEntry<T> for InInterceptors<T> {}

/// The third level for nothing of ours among the guards.
pub trait UnknownGuard<T> {
    /// Fails.
    fn add(&self, _: &mut EnhancerList<'_>)
    where
        T: Guard,
    {
    }
}

/// The third level for nothing of ours among the interceptors.
pub trait UnknownInterceptor<T> {
    /// Fails.
    fn add(&self, _: &mut EnhancerList<'_>)
    where
        T: Interceptor,
    {
    }
}

/// The third level for nothing of ours among the filters.
pub trait UnknownFilter<T> {
    /// Fails.
    fn add(&self, _: &mut EnhancerList<'_>)
    where
        T: Filter,
    {
    }
}

impl<T> UnknownGuard<T> for InGuards<T> {}
impl<T> UnknownInterceptor<T> for InInterceptors<T> {}
impl<T> UnknownFilter<T> for InFilters<T> {}

/// What can stand in the list of a method: whether it runs before messages.
#[diagnostic::on_unimplemented(
    message = "`{Self}` runs only when a client connects, and a method is called afterwards; move it to the gateway's struct",
    label = "a guard for connections"
)]
pub trait BeforeMessages<const IS_AT_MESSAGE: bool> {
    /// Says nothing.
    fn check() {}
}

#[diagnostic::do_not_recommend]
impl<T> BeforeMessages<true> for T {}
