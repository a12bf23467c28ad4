//! `namespace` reads the namespace of a gateway: `namespace = "/chat"`.

use syn::LitStr;

use crate::{arguments::Named, errors::Errors, namespace::problem, values::string};

/// Accepts `namespace = "/chat"` and `namespace = "chat"`, which are the same, and parameters:
/// `namespace = "chat/{room}"`.
pub(super) fn namespace(option: &Named, errors: &mut Errors) -> Option<LitStr> {
    let literal = string(option, "a string", "/chat", errors)?;
    let value = literal.value();
    if let Some(message) = problem(&value) {
        errors.at(literal.span(), message);
        return None;
    }
    let slash = if value.starts_with('/') { "" } else { "/" };
    Some(LitStr::new(&format!("{slash}{value}"), literal.span()))
}
