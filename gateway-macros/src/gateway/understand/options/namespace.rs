//! `namespace` reads the namespace of a gateway: `namespace = "/chat"`.

use syn::LitStr;

use crate::{
    arguments::{Form, Named},
    constant::Constant,
    errors::Errors,
    gateway::model::Namespace,
    namespace::problem,
    values::string,
};

/// Accepts `namespace = "/chat"` and `namespace = "chat"`, which are the same, and parameters:
/// `namespace = "chat/{room}"`. Accepts a constant with such a value: `namespace = names::CHAT`.
pub(super) fn namespace(option: &Named, errors: &mut Errors) -> Option<Namespace> {
    if let Form::Value(value) = &option.form
        && let Some(constant) = Constant::parse(value.clone())
    {
        return Some(Namespace::Constant(constant));
    }
    let literal = string(option, "a string", "/chat", errors)?;
    let value = literal.value();
    if let Some(message) = problem(&value) {
        errors.at(literal.span(), message);
        return None;
    }
    let slash = if value.starts_with('/') { "" } else { "/" };
    let slashed = LitStr::new(&format!("{slash}{value}"), literal.span());
    Some(Namespace::Literal(slashed))
}
