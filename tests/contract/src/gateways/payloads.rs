//! `Payloads` answers with what it gets, for each shape of payloads.

use gateway_runtime::prelude::*;
use serde_json::Value;

use crate::types::{
    Adjacent, Empty, External, Failure, File, Flat, FlatMap, Forest, Internal, Level, Maps,
    Newtype, Page, Pair, Post, Small, Strict, Tree, Unit, Untagged, other,
};

#[websocket_gateway]
struct Payloads;

/// Methods that answer with their body.
macro_rules! echo {
    ($($event:literal $method:ident $ty:ty),* $(,)?) => {
        #[websocket_gateway]
        impl Payloads {$(
            #[subscribe_message($event)]
            fn $method(&self, #[message_body] body: $ty) -> $ty {
                body
            }
        )*}
    };
}

echo! {
    "adjacent" adjacent Adjacent,
    "big" big u128,
    "empty" empty Empty,
    "external" external External,
    "failure" failure Failure,
    "file" file File,
    "flat" flat Flat,
    "flat-map" flat_map FlatMap,
    "forest" forest Forest,
    "internal" internal Internal,
    "level" level Level,
    "list" list Vec<Level>,
    "maps" maps Maps,
    "newtype" newtype Newtype,
    "opaque" opaque Option<(u8, Value)>,
    "option" option Option<Tree>,
    "page" page Page<Post>,
    "page2" page2 Page<u8>,
    "pair" pair Pair,
    "post" post Post,
    "small" small Small,
    "small2" small2 other::Small,
    "strict" strict Strict,
    "text" text String,
    "tree" tree Tree,
    "unit" unit Unit,
    "unknown" unknown Value,
    "untagged" untagged Untagged,
}
