//! `NothingToValidate` is the bound on bodies that a gateway with `validate` takes although they are no `Validate`:
//! numbers, text and the like.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use bytes::Bytes;

use crate::wire::{Args, FromText, for_each_tuple};

/// A body in which there is nothing to validate: a number, a `bool`, text, binary data, JSON of any shape, and
/// containers of these. NestJS's `ValidationPipe` lets the same through.
#[cfg_attr(
    feature = "validation",
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be validated, as the gateway's option `validate` demands",
        label = "this type does not implement `garde::Validate` of garde 0.23",
        note = "derive `garde::Validate` for it, with `garde = {{ version = \"0.23\", features = [\"derive\"] }}` in \
                your Cargo.toml; numbers, text and containers of them need nothing",
        note = "the trait is `gateway_runtime::garde::Validate`: `Validate` of another version of garde is another \
                trait, and so is that of the crate `validator`",
        note = "or take it as it is: `#[message_body(unchecked)]`; and several values, of which only some can be \
                validated, as several `#[message_body]`"
    )
)]
#[cfg_attr(
    not(feature = "validation"),
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be validated, as the gateway's option `validate` demands",
        label = "validation needs the feature `validation` of `gateway-runtime`",
        note = "turn it on: `gateway-runtime = {{ features = [\"validation\"] }}`"
    )
)]
pub trait NothingToValidate {}

macro_rules! nothing_to_validate {
    ($($simple:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl NothingToValidate for $simple {})*
    };
}

nothing_to_validate! {
    u8 u16 u32 u64 u128 usize
    i8 i16 i32 i64 i128 isize
    f32 f64
    bool char String Box<str> Arc<str> Cow<'static, str>
    Bytes serde_json::Value
}

macro_rules! containers {
    ($($container:ty { $($parameter:ident)* $(; $other:ident)* })*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($parameter: NothingToValidate,)* $($other,)*> NothingToValidate for $container {})*
    };
}

containers! {
    Option<T> { T }
    FromText<T> { T }
    Box<T> { T }
    Arc<T> { T }
    Box<[T]> { T }
    Arc<[T]> { T }
    Vec<T> { T }
    VecDeque<T> { T }
    BTreeSet<T> { T }
    HashSet<T, S> { T; S }
    BTreeMap<K, T> { T; K }
    HashMap<K, T, S> { T; K; S }
}

#[diagnostic::do_not_recommend]
impl<T: NothingToValidate, const N: usize> NothingToValidate for [T; N] {}

macro_rules! tuples {
    ($($($member:ident $index:tt)*;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($member: NothingToValidate),*> NothingToValidate for ($($member,)*) {}

        #[diagnostic::do_not_recommend]
        impl<$($member: NothingToValidate),*> NothingToValidate for Args<($($member,)*)> {})*
    };
}

for_each_tuple!(tuples);
