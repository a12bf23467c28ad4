//! The arguments of `#[subscribe_message]`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, LitStr, ext::IdentExt};

use super::{model::Event, syntax::Method};
use crate::{
    attributes::Helper,
    entries::{self, Arguments},
    errors::Errors,
    event_name::{self, EXAMPLE, Sender},
    suggestion,
};

const FALLBACK: &str = "fallback";

/// Accepts `#[subscribe_message]`, `#[subscribe_message("name", "other")]` and
/// `#[subscribe_message(fallback)]`.
pub(crate) fn parse(helper: &Helper, method: &Method, errors: &mut Errors) -> Vec<Event> {
    match entries::arguments(&helper.attribute) {
        Arguments::None => own_name(helper, method, errors).into_iter().collect(),
        Arguments::List(list) if list.is_empty() => {
            errors.over(
                helper.tokens(),
                format!(
                    "no event in the parentheses; write `#[subscribe_message({EXAMPLE})]`, or \
                     `#[subscribe_message]` to use the method's name"
                ),
            );
            Vec::new()
        }
        Arguments::List(list) => entries::split(list, errors)
            .into_iter()
            .filter_map(|entry| event(entry, errors))
            .collect(),
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the event stands in parentheses; write `#[subscribe_message({written})]`"),
            );
            Vec::new()
        }
    }
}

/// The method's name. Its casing is decided by the struct's `rename_all`, which is out of sight
/// here.
fn own_name(helper: &Helper, method: &Method, errors: &mut Errors) -> Option<Event> {
    let name = method.name();
    if let Some(problem) = event_name::problem(&name.unraw().to_string(), Sender::Client) {
        errors.at(
            name.span(),
            format!("{problem}, as in `#[subscribe_message({EXAMPLE})]`"),
        );
        return None;
    }
    let last = helper.attribute.path().segments.last()?;
    Some(Event::Method(last.ident.span()))
}

/// Accepts `"name"` and `fallback`.
fn event(entry: TokenStream, errors: &mut Errors) -> Option<Event> {
    if let Ok(name) = syn::parse2::<LitStr>(entry.clone()) {
        errors.keep(event_name::check(&name, Sender::Client))?;
        return Some(Event::Named(name));
    }
    let mut tokens = entry.clone().into_iter();
    if let (Some(TokenTree::Literal(name)), Some(surplus)) = (tokens.next(), tokens.next()) {
        errors.at(surplus.span(), format!("expected a comma after `{name}`"));
        return None;
    }
    match syn::parse2::<Ident>(entry.clone()) {
        Ok(word) if word == FALLBACK => return Some(Event::Fallback(word.span())),
        Ok(word) if suggestion::closest(&word.to_string(), &[FALLBACK]).is_some() => {
            errors.at(
                word.span(),
                format!("unknown word `{word}`; did you mean `{FALLBACK}`?"),
            );
        }
        Ok(word) => errors.at(
            word.span(),
            format!("events are written as strings; write `\"{word}\"`"),
        ),
        Err(_) => errors.push(not_a_string(entry)),
    }
    None
}

fn not_a_string(entry: TokenStream) -> syn::Error {
    match syn::parse2::<syn::Lit>(entry.clone()) {
        Ok(literal) => {
            let written = literal.to_token_stream();
            syn::Error::new(
                literal.span(),
                format!("`{written}` is no event name; write a string, as in `{EXAMPLE}`"),
            )
        }
        Err(_) => syn::Error::new_spanned(
            entry,
            format!("events are string literals, as in `{EXAMPLE}`"),
        ),
    }
}
