//! `Barrier` proves that messages have arrived: a message that it has answered shows that those which the
//! connection has sent before, to whatever namespace, are at the server.

use gateway_runtime::prelude::*;
use gateway_tests::gate::Gate;

#[websocket_gateway(namespace = "barrier")]
struct Barrier {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Barrier {
    #[subscribe_message("reached")]
    fn reached(&self) {}

    /// Lets one hook of another client go on.
    #[subscribe_message("open-gate")]
    fn open_gate(&self) {
        self.gate.open();
    }
}
