//! `Unshared` stands in the place of a field whose type was refused.

use std::{marker::PhantomData, ops::Deref};

/// What is printed for a field of a type that one thread alone may use, which the macro has refused. It can be
/// shared and lets methods use the field, so that the refusal is the only error. No program with it compiles.
#[derive(Debug)]
pub struct Unshared<T>(PhantomData<fn() -> T>);

impl<T> Deref for Unshared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        unreachable!("the macro has refused the field")
    }
}

impl<T> Clone for Unshared<T> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Unshared<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
