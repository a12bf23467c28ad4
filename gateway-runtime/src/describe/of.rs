//! `Of` stands for a type, where there is no value of it.

use std::{any::type_name, marker::PhantomData};

/// A type alone. What is known of the type is asked by method calls in the user's crate, where the type is concrete: a
/// method of `Of` itself for particular types, and one of a trait for all others.
///
/// The names of these methods begin with `__gateway_`, so that no trait of the user's has such a method.
pub struct Of<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Of<T> {
    /// The type.
    pub const NEW: Self = Self(PhantomData);

    /// The type's full name, for reports.
    #[must_use]
    pub fn __gateway_name(self) -> &'static str {
        type_name::<T>()
    }
}

impl<T: ?Sized> Clone for Of<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Of<T> {}
