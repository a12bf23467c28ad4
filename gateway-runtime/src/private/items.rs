//! `items!` and `with_validation!` are macros that expand to their argument, the second with the feature `validation` only.

/// Expands to `items`. An editor looks into printed items, but not into a macro call that a `#[cfg]` leaves out.
#[doc(hidden)]
#[macro_export]
macro_rules! __items {
    ($($items:tt)*) => { $($items)* };
}

pub use __items as items;

/// Expands to `items`, which look at the rules of bodies.
#[cfg(feature = "validation")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_validation {
    ($($items:tt)*) => { $($items)* };
}

/// Expands to nothing: without the feature `validation` no body has rules.
#[cfg(not(feature = "validation"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_validation {
    ($($items:tt)*) => {};
}

pub use __with_validation as with_validation;
