//! `refuse_without_role` is about a method that is marked, or has marked parameters, and is neither handler nor hook.

use crate::{
    attributes::{ACK, MESSAGE_BODY, ON_PARAMETERS},
    block::syntax::Method,
    errors::Errors,
};

/// Reports marks on the parameters of a method that is neither handler nor hook: the first alone,
/// since one attribute on the method is the remedy for all of them.
pub(crate) fn refuse_without_role(method: &Method, errors: &mut Errors) {
    if let Some(helper) = method.helpers.iter().find(|helper| helper.is_enhancing()) {
        let name = method.name();
        helper.refuse_with(
            &format!(
                "stands around methods that handle messages, and `{name}` does not; mark it with \
                 `#[subscribe_message]`"
            ),
            errors,
        );
        return;
    }
    let mut is_reported = false;
    for helper in method.callable.input_helpers.iter().flatten() {
        if !ON_PARAMETERS.contains(&helper.name) {
            helper.refuse_place(errors);
        } else if !is_reported {
            let name = method.name();
            let role = match (helper.name, name.to_string().as_str()) {
                (_, "handle_connection") => "`#[on_gateway_connection]`",
                (_, "handle_disconnect") => "`#[on_gateway_disconnect]`",
                (_, "after_init") => "`#[on_gateway_init]`",
                (MESSAGE_BODY | ACK, _) => "`#[subscribe_message]`",
                _ => "`#[subscribe_message]` or a hook's attribute",
            };
            helper.refuse_with(
                &format!(
                    "marks parameters of handlers and hooks, and `{name}` is neither; mark it with \
                     {role}"
                ),
                errors,
            );
            is_reported = true;
        }
    }
}
