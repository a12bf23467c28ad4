//! `Recipients` are those whom a client wants to reach.

use gateway_runtime::Broadcast;
use gateway_runtime::prelude::*;

/// The verbs of a broadcast, in the order in which a call has them.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Recipients {
    to: Option<Vec<String>>,
    within: Option<Vec<String>>,
    except: Option<Vec<String>>,
    local: bool,
    volatile: bool,
}

impl Recipients {
    /// Applies the verbs.
    pub fn refine<G>(self, mut broadcast: Broadcast<G>) -> Broadcast<G> {
        if let Some(rooms) = self.to {
            broadcast = broadcast.to(rooms);
        }
        if let Some(rooms) = self.within {
            broadcast = broadcast.within(rooms);
        }
        if let Some(rooms) = self.except {
            broadcast = broadcast.except(rooms);
        }
        if self.local {
            broadcast = broadcast.local();
        }
        if self.volatile {
            broadcast = broadcast.volatile();
        }
        broadcast
    }
}
