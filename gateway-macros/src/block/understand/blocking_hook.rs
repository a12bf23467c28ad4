//! `refuse` reports the word `blocking` at a method that no client calls.

use proc_macro2::TokenTree;

use crate::{
    arguments::{self, Arguments},
    attributes::Helper,
    block::syntax::Method,
    callable::{HookKind, NOT_BLOCKING, Role},
    errors::Errors,
};

/// Reports the word among the arguments of a hook's attribute. Returns whether it stands there.
pub(super) fn refuse(
    method: &Method,
    kind: HookKind,
    helper: &Helper,
    errors: &mut Errors,
) -> bool {
    let Arguments::List(list) = Arguments::of(&helper.attribute) else {
        return false;
    };
    let arguments = arguments::split(list, &mut Errors::ignored());
    let mut words = arguments.into_iter().filter_map(|argument| {
        let mut tokens = argument.into_iter();
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Ident(word)), None) if word == "blocking" => Some(word),
            _ => None,
        }
    });
    let Some(word) = words.next() else {
        return false;
    };
    errors.at(
        word.span(),
        format!(
            "`{}` is {}, and `blocking` belongs to methods with `#[subscribe_message(..)]`; {NOT_BLOCKING}",
            method.name(),
            Role::Hook(kind).noun()
        ),
    );
    true
}
