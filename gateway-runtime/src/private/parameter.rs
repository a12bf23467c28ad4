//! What a parameter without an attribute needs of the app.
//!
//! A probe of two levels: inherent functions that are there for extractors only and, with less
//! precedence, those of a trait for all types. A function with the extractor's bound would report a
//! type that is no extractor a second time, after the one that extracts it.

use std::marker::PhantomData;

use super::{Requirements, require_connection, require_disconnect, require_init, require_message};
use crate::extract::{FromDisconnect, FromInit, FromMessage, FromSocket};

/// The parameter's type.
pub struct Parameter<T>(PhantomData<fn() -> T>);

impl<T: FromMessage> Parameter<T> {
    /// In a handler.
    #[track_caller]
    pub fn require_message(requirements: &mut Requirements<'_>) {
        require_message::<T>(requirements);
    }
}

impl<T: FromInit> Parameter<T> {
    /// In an init hook.
    #[track_caller]
    pub fn require_init(requirements: &mut Requirements<'_>) {
        require_init::<T>(requirements);
    }
}

impl<T: FromSocket> Parameter<T> {
    /// In a connection hook.
    #[track_caller]
    pub fn require_connection(requirements: &mut Requirements<'_>) {
        require_connection::<T>(requirements);
    }
}

impl<T: FromDisconnect> Parameter<T> {
    /// In a disconnect hook.
    #[track_caller]
    pub fn require_disconnect(requirements: &mut Requirements<'_>) {
        require_disconnect::<T>(requirements);
    }
}

/// The probe for everything else, which is reported where it is extracted.
pub trait NothingToRequire {
    /// In a handler.
    fn require_message(_: &mut Requirements<'_>) {}
    /// In an init hook.
    fn require_init(_: &mut Requirements<'_>) {}
    /// In a connection hook.
    fn require_connection(_: &mut Requirements<'_>) {}
    /// In a disconnect hook.
    fn require_disconnect(_: &mut Requirements<'_>) {}
}

impl<T> NothingToRequire for Parameter<T> {}
