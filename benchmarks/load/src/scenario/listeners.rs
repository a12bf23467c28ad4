//! `Listeners` are clients that hear what one of them says, and check that each hears it once and in order.

use super::{PATIENCE, text};
use crate::{
    Failure, number,
    pool::{Id, Pool, Scenario},
};

/// See the [module](self).
#[derive(Default)]
pub(super) struct Listeners {
    pub(super) connected: usize,
    /// How many things were said.
    said: u64,
    /// How many things each client has heard.
    heard: Vec<u64>,
    pub(super) delivered: u64,
    text: String,
}

impl Listeners {
    pub(super) fn new() -> Self {
        Self {
            text: text(32),
            ..Self::default()
        }
    }

    /// Lets one client say something to all that are connected, and waits until all have heard it.
    pub(super) fn shout(&mut self, pool: &mut Pool) -> Result<(), Failure> {
        self.heard.resize(self.connected, self.said);
        let goal = self.delivered + self.connected as u64;
        self.say(pool);
        pool.run(self, PATIENCE, |listeners| listeners.delivered == goal)
    }

    /// Fails unless each has heard everything exactly once.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.heard.iter().any(|heard| *heard != self.said) {
            return Err(Failure::new("somebody heard something twice"));
        }
        Ok(())
    }

    fn say(&mut self, pool: &mut Pool) {
        let arguments = format!(r#"["shout",{{"text":"{:010} {}"}}]"#, self.said, self.text);
        self.said += 1;
        pool.emit(0, None, &arguments);
    }
}

impl Scenario for Listeners {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected += 1;
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, id: Id, arguments: &[u8]) -> Result<(), Failure> {
        let wrong = || Failure::packet("not what was said", arguments);
        let said = arguments.strip_prefix(br#"["said",{"text":""#);
        let (number, rest) = said.and_then(number::leading).ok_or_else(wrong)?;
        let rest = rest
            .strip_prefix(b" ")
            .and_then(|rest| rest.strip_suffix(br#""}]"#));
        let heard = self.heard.get_mut(id).ok_or_else(wrong)?;
        if rest != Some(self.text.as_bytes()) || number != *heard || number >= self.said {
            return Err(wrong());
        }
        *heard += 1;
        self.delivered += 1;
        Ok(())
    }
}
