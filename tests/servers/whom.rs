//! Whom a client wants to reach.

use gateway_runtime::Broadcast;
use gateway_runtime::prelude::*;

/// Whom to reach: the verbs in the order in which they are written in a call.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Whom {
    to: Vec<String>,
    within: Vec<String>,
    except: Vec<String>,
    local: bool,
}

impl Whom {
    pub(crate) fn refine<G>(self, mut chosen: Broadcast<G>) -> Broadcast<G> {
        if !self.to.is_empty() {
            chosen = chosen.to(self.to);
        }
        if !self.within.is_empty() {
            chosen = chosen.within(self.within);
        }
        if !self.except.is_empty() {
            chosen = chosen.except(self.except);
        }
        if self.local {
            chosen = chosen.local();
        }
        chosen
    }
}
