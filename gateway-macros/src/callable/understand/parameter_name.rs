//! `display` names a parameter in messages.

use syn::{Pat, PatType};

/// The parameter's name in backticks; a pattern has no name.
pub(super) fn display(typed: &PatType) -> String {
    match &*typed.pat {
        Pat::Ident(name) => format!("`{}`", name.ident),
        _ => "the parameter".to_owned(),
    }
}
