//! The registry is what the attributes submit: records with function pointers, collected through `inventory`
//! from every linked crate, and the table that is made of them once at start-up.
//!
//! - [`GatewayRecord`], [`HandlerRecord`] and [`HookRecord`] are the constants that the macros make.
//! - [`Handler`] and the hook traits are what the macros implement on a gateway for each method;
//!   `BoundMethod` is a handler together with its instance.
//! - `Table` finds the handler of an event.
//!
//! The room knows messages and extractors below it, and nothing of sockets' queues or of the app: `app`
//! chooses and instantiates the gateways, `dispatch` calls the handlers.

use std::panic::Location;

mod glue;
mod records;
mod table;

pub(crate) use glue::BoundMethod;
pub use glue::{Handler, Hook, HookFuture};
pub(crate) use records::{AnyGateway, BoundHook, HookKind};
pub use records::{GatewayRecord, HandlerRecord, HandlerRecords, HookRecord, Subscribed};
pub(crate) use table::{Starting, Subscriber, Subscription, Table, Waiting};

use crate::sorted::sort;

/// The key by which places in the source are sorted.
fn place(location: &Location<'static>) -> (&'static str, u32, u32) {
    (location.file(), location.line(), location.column())
}

/// All gateways of the program, in an order that does not depend on the linker.
pub(crate) fn gateways() -> Vec<&'static GatewayRecord> {
    let mut records: Vec<_> = inventory::iter::<GatewayRecord>.into_iter().collect();
    sort(&mut records, |a, b| {
        (a.name, place(a.place)) > (b.name, place(b.place))
    });
    records
}

/// All subscriptions of the program, in the order of their places in the source.
pub(crate) fn handlers() -> Vec<&'static HandlerRecord> {
    let blocks = inventory::iter::<HandlerRecords>.into_iter();
    let mut records: Vec<_> = blocks.flat_map(|block| block.records).collect();
    sort(&mut records, |a, b| place(a.place) > place(b.place));
    records
}

/// All hooks of the program, in the order of their places in the source.
pub(crate) fn hooks() -> Vec<&'static HookRecord> {
    let mut records: Vec<_> = inventory::iter::<HookRecord>.into_iter().collect();
    sort(&mut records, |a, b| place(a.place) > place(b.place));
    records
}
