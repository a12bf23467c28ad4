//! `refuse_item` is about an item that is no function.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{enhancer::model::Kind, errors::Errors};

/// Reports an item that is no function.
pub(in crate::enhancer) fn refuse_item(
    kind: Kind,
    item: &TokenStream,
    error: syn::Error,
    errors: &mut Errors,
) {
    let is_braces = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let head = item
        .clone()
        .into_iter()
        .take_while(|token| !is_braces(token));
    let mut keyword = head.filter_map(|token| match token {
        TokenTree::Ident(word) if word == "struct" || word == "enum" || word == "impl" => {
            Some(word)
        }
        TokenTree::Ident(word) if word == "fn" => Some(word),
        _ => None,
    });
    match keyword.next() {
        Some(word) if word != "fn" => {
            let (attribute, name) = (kind.attribute(), kind.trait_name());
            let remedy = match kind {
                Kind::Pipe => "write a function".to_owned(),
                _ => format!("implement `{name}` for a struct that is marked `#[injectable]`"),
            };
            errors.at(
                word.span(),
                format!("`#[{attribute}]` marks a function, and this is none; {remedy}"),
            );
        }
        _ => errors.push(error),
    }
}
