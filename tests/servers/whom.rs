//! Whom a client wants to reach.

use gateway_runtime::Broadcast;
use gateway_runtime::prelude::*;

/// Whom to reach: the verbs in the order in which they are written in a call.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Whom {
    to: Option<Vec<String>>,
    within: Option<Vec<String>>,
    except: Option<Vec<String>>,
    local: bool,
}

impl Whom {
    pub(crate) fn refine<G>(self, mut chosen: Broadcast<G>) -> Broadcast<G> {
        if let Some(rooms) = self.to {
            chosen = chosen.to(rooms);
        }
        if let Some(rooms) = self.within {
            chosen = chosen.within(rooms);
        }
        if let Some(rooms) = self.except {
            chosen = chosen.except(rooms);
        }
        if self.local {
            chosen = chosen.local();
        }
        chosen
    }
}
