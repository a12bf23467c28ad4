//! `changes_since` finds what changed between two contracts, and says what each change breaks for whom.
//!
//! The direction decides. What clients send must still be accepted: the old values have to be among the new ones. What
//! clients get must still be what they know: the new values have to be among the old ones. Types are compared by what
//! they allow and never by their names.

mod arguments;
mod change;
mod endpoints;
mod errors;
mod events;
mod finder;
mod limits;
mod messages;
mod namespaces;
mod schemas;
#[cfg(test)]
mod tests;
mod types;

pub use change::{Change, Verdict};
use finder::Finder;

use super::Contract;

impl Contract {
    /// What changed since `old`, the worst first: what the change means for clients that were written for `old`.
    ///
    /// What clients never notice is in the list too, as [`Verdict::Compatible`]. Contracts without a difference have an
    /// empty list.
    ///
    /// ```
    /// use gateway_runtime::contract::Contract;
    ///
    /// let contract = Contract::default();
    /// assert!(contract.changes_since(&contract).is_empty());
    /// ```
    #[must_use]
    pub fn changes_since(&self, old: &Self) -> Vec<Change> {
        let mut finder = Finder::new(old, self);
        errors::form(&mut finder, old.errors, self.errors);
        endpoints::compare(&mut finder, old, self);
        types::compare(&mut finder, &old.types, &self.types);
        finder.changes()
    }
}
