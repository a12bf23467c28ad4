//! `items!` is a macro that expands to its argument.

/// Expands to `items`. An editor looks into printed items, but not into a macro call that a `#[cfg]` leaves out.
#[doc(hidden)]
#[macro_export]
macro_rules! __items {
    ($($items:tt)*) => { $($items)* };
}

pub use __items as items;
