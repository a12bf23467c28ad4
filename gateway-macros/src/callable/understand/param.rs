//! `parse` reads the argument of `#[param]`: the name of a parameter of the namespace.

use proc_macro2::{Ident, TokenStream};
use syn::{LitStr, Pat, PatType, ext::IdentExt};

use crate::{arguments::Arguments, attributes::Helper, errors::Errors, namespace};

/// Accepts `#[param("name")]`, and `#[param]` on a parameter that has a name of its own.
pub(super) fn parse(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Option<LitStr> {
    let name = match Arguments::of(&helper.attribute) {
        Arguments::None => own_name(helper, typed, errors)?,
        Arguments::List(list) => given_name(helper, list, errors)?,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the name stands in parentheses; write `#[param({written})]`"),
            );
            return None;
        }
    };
    match name_problem(&name.value()) {
        Some(message) => {
            errors.at(name.span(), message);
            None
        }
        None => Some(name),
    }
}

fn name_problem(name: &str) -> Option<String> {
    if namespace::is_name(name) {
        return None;
    }
    let bare = name.trim_matches(['{', '*', '}']);
    if namespace::is_name(bare) {
        return Some(format!(
            "the name stands without braces; write `#[param(\"{bare}\")]`"
        ));
    }
    let problem = if name.is_empty() {
        "the name is empty".to_owned()
    } else {
        let name = name.escape_debug();
        format!("a namespace cannot have the parameter `{name}`, which is not in snake case")
    };
    Some(format!(
        "{problem}; write the name that the namespace has in braces, as in `#[param(\"room_id\")]`"
    ))
}

fn own_name(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Option<LitStr> {
    let Pat::Ident(pattern) = &*typed.pat else {
        errors.over(
            helper.tokens(),
            "the parameter has no name of its own; write the name that the namespace has in \
             braces, as in `#[param(\"room\")]`",
        );
        return None;
    };
    let name = pattern.ident.unraw().to_string();
    // `_room` is a parameter that the method does not use.
    let name = name.strip_prefix('_').unwrap_or(&name);
    Some(LitStr::new(name, pattern.ident.span()))
}

fn given_name(helper: &Helper, list: TokenStream, errors: &mut Errors) -> Option<LitStr> {
    if let Ok(name) = syn::parse2::<LitStr>(list.clone()) {
        return Some(name);
    }
    let message = match syn::parse2::<Ident>(list.clone()) {
        Ok(word) => format!("the name is written as a string; write `#[param(\"{word}\")]`"),
        Err(_) => "`#[param(..)]` takes one name, as in `#[param(\"room\")]`; without it, the \
                   parameter's own name counts"
            .to_owned(),
    };
    let place = if list.is_empty() {
        helper.tokens()
    } else {
        list
    };
    errors.over(place, message);
    None
}
