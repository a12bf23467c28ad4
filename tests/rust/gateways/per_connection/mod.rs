//! A value of a connection is made at the first use in a socket, is the same for all later uses there, and is dropped
//! after the socket's last hook (docs/guarantees.md, 6). `Shop` and its neighbours take carts, of which each connection has
//! its own.

mod carts;
mod ends;
mod shops;
mod uses;

use gateway_runtime::{prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

use crate::{journal::Journal, way::Way};
use carts::{Fuse, Number};
use shops::{ClosedShop, LastMinute, Market, Shop};

/// An app with its shops.
struct Town {
    app: TestApp,
    /// A line for each cart that is made or dropped, among others.
    notes: Journal,
    gate: Gate,
    fuse: Fuse,
}

impl Town {
    async fn start(way: Way) -> Self {
        let (notes, gate, fuse) = (
            Journal::<String>::default(),
            Gate::closed(),
            Fuse::default(),
        );
        let builder = GatewayApp::builder()
            .provide(Number::first(&notes))
            .provide(notes.clone())
            .provide(gate.clone())
            .provide(fuse.clone())
            .provide(7_u16)
            .only::<(Shop, Market, LastMinute, ClosedShop)>();
        let app = way.start(builder).await;
        Self {
            app,
            notes,
            gate,
            fuse,
        }
    }

    /// How many notes begin with this.
    fn count(&self, what: &str) -> usize {
        let notes = self.notes.all();
        notes.iter().filter(|note| note.starts_with(what)).count()
    }
}
