//! `check` refuses literals that cannot be the name of an event.

use syn::LitStr;

use crate::event_name::{Sender, problem};

/// Accepts every name that socket.io delivers unchanged.
pub(crate) fn check(name: &LitStr, sender: Sender) -> syn::Result<()> {
    match problem(&name.value(), sender) {
        Some(message) => Err(syn::Error::new(name.span(), message)),
        None => Ok(()),
    }
}
