//! What the attributes submit, collected through `inventory` from every linked crate: records with
//! function pointers, and the table that they make once at start-up.

use std::panic::Location;

mod glue;
mod records;
mod table;

pub(crate) use glue::{Bound, BoundHandler};
pub use glue::{BoxFuture, ConnectionHook, DisconnectHook, Handler, InitHook};
pub(crate) use records::{AnyGateway, BoundHook, HookKind};
pub use records::{EventName, GatewayRecord, HandlerRecord, HandlerRecords, HookRecord};
pub(crate) use table::{Starting, Subscriber, Subscription, Table, Waiting};

use crate::sorted::sort;

/// What places in the source are sorted by.
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

/// All subscriptions of the program, in the order of their places.
pub(crate) fn handlers() -> Vec<&'static HandlerRecord> {
    let blocks = inventory::iter::<HandlerRecords>.into_iter();
    let mut records: Vec<_> = blocks.flat_map(|block| block.records).collect();
    sort(&mut records, |a, b| place(a.place) > place(b.place));
    records
}

/// All hooks of the program, in the order of their places.
pub(crate) fn hooks() -> Vec<&'static HookRecord> {
    let mut records: Vec<_> = inventory::iter::<HookRecord>.into_iter().collect();
    sort(&mut records, |a, b| place(a.place) > place(b.place));
    records
}
