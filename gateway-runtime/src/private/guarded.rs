//! `GivenBeforeMethod` and `GivenBeforeHook` tell the compiler whether a guard gives what a method or a hook takes by
//! `#[guarded]`.
//!
//! The expansion of a gateway's struct implements [`GivesBeforeMessages`] and [`GivesAtConnection`] once for each guard in
//! its list, the place in the list being a parameter. The expansion of a method looks at each place by itself, by a probe:
//! one trait for all places would be ambiguous as soon as two guards give the same type. All types are parameters, since an
//! associated type of a public gateway could not be private.

use std::marker::PhantomData;

use crate::enhance::Guard;

/// The gateway's guard at `PLACE` gives a `T`, when a client connects or before a message.
pub trait GivesBeforeMessages<T, const PLACE: usize> {}

/// The gateway's guard at `PLACE` gives a `T`, and runs when a client connects if that is `IS_AT_CONNECTION`.
pub trait GivesAtConnection<T, const PLACE: usize, const IS_AT_CONNECTION: bool> {}

/// What stands in a list of guards, and whether it is a guard. What is none is reported elsewhere.
pub struct Gift<T, const IS_GUARD: bool>(PhantomData<T>);

/// What stands in a list of guards gives something.
pub trait GivenValue {
    /// What it gives.
    type Value;
}

impl<T: Guard> GivenValue for Gift<T, true> {
    type Value = T::Value;
}

impl<T> GivenValue for Gift<T, false> {
    type Value = Nothing;
}

/// What no method takes.
pub enum Nothing {}

/// Does the guard `G` give a `T`?
pub struct GivenBy<G, T>(PhantomData<(G, T)>);

impl<G: Guard<Value = T>, T> GivenBy<G, T> {
    /// It does.
    pub const YES: bool = true;
}

/// Does the guard at `PLACE` of the gateway or bundle `G` give a `T` to methods?
pub struct BeforeMessages<G, T, const PLACE: usize>(PhantomData<(G, T)>);

impl<G: GivesBeforeMessages<T, PLACE>, T, const PLACE: usize> BeforeMessages<G, T, PLACE> {
    /// It does.
    pub const YES: bool = true;
}

/// Does the guard at `PLACE` of the gateway `G` give a `T` to hooks?
pub struct AtConnection<G, T, const PLACE: usize>(PhantomData<(G, T)>);

impl<G: GivesAtConnection<T, PLACE, true>, T, const PLACE: usize> AtConnection<G, T, PLACE> {
    /// It does.
    pub const YES: bool = true;
}

/// The second level of each of these questions.
pub trait NotGiven {
    /// It does not.
    const YES: bool = false;
}

impl<G, T> NotGiven for GivenBy<G, T> {}
impl<G, T, const PLACE: usize> NotGiven for BeforeMessages<G, T, PLACE> {}
impl<G, T, const PLACE: usize> NotGiven for AtConnection<G, T, PLACE> {}

/// A value that a guard in front of a method gives: whether one does.
#[diagnostic::on_unimplemented(
    message = "no guard in front of this method gives a `{Self}`",
    label = "given by no guard",
    note = "add a guard that returns `Result<{Self}, E>` to `#[use_guards(..)]` on the method or on the gateway's struct; if a \
            guard of the whole app gives it, write `#[guarded(global)]`"
)]
pub trait GivenBeforeMethod<const IS_FOUND: bool> {
    /// Says nothing.
    fn check() {}
}

/// A value that a guard of the gateway gives when a client connects: whether one does.
#[diagnostic::on_unimplemented(
    message = "no guard gives a `{Self}` when a client connects",
    label = "given by no guard",
    note = "add a guard that returns `Result<{Self}, E>` to `#[use_guards(..)]` on the gateway's struct, one that is not marked \
            `#[guard(message)]`; if a guard of the whole app gives it, write `#[guarded(global)]`"
)]
pub trait GivenBeforeHook<const IS_FOUND: bool> {
    /// Says nothing.
    fn check() {}
}

#[diagnostic::do_not_recommend]
impl<T> GivenBeforeMethod<true> for T {}

#[diagnostic::do_not_recommend]
impl<T> GivenBeforeHook<true> for T {}
