//! `refuse` is the whole expansion of an attribute of a method, a parameter or a field, because an
//! attribute that expands stands outside a gateway.
//!
//! In a gateway, `#[websocket_gateway]` takes these attributes away before they expand. They are
//! macros all the same, so that each has a page in the documentation, and editors complete its
//! name.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::{
    attributes::{
        ENHANCERS, ENHANCING, GUARDED, INJECT, ON_METHODS, ON_PARAMETERS, PER_CONNECTION,
        WEBSOCKET_GATEWAY, WEBSOCKET_SERVER,
    },
    errors,
    strip::{is_pound, name_of, strip},
};

pub(crate) fn refuse(name: &str, arguments: &TokenStream, item: TokenStream) -> TokenStream {
    errors::report(|errors| {
        if ENHANCING.contains(&name)
            && let Some((owner, below)) = moved_below(name, arguments, &item)
        {
            errors.at(
                Span::call_site(),
                format!(
                    "`#[{name}]` stands above `#[{owner}]`, which has to see it; move it below"
                ),
            );
            return below;
        }
        // The attribute itself is no longer among the tokens.
        errors.at(Span::call_site(), format!("`#[{name}]` {}", remedy(name)));
        strip(item, &[ON_METHODS, ON_PARAMETERS])
    })
}

fn remedy(name: &str) -> &'static str {
    match name {
        INJECT => {
            "marks a field of a gateway's struct or a parameter of its methods; move it there"
        }
        GUARDED | PER_CONNECTION => {
            "marks a parameter of a gateway's method, or of an enhancer's function; move it there"
        }
        name if ENHANCING.contains(&name) => {
            "stands on the struct of a gateway, below `#[websocket_gateway]`, or on a subscribed method; move it there"
        }
        WEBSOCKET_SERVER => "marks a field of a gateway's struct; move it there",
        name if ON_PARAMETERS.contains(&name) => {
            "marks a parameter of a gateway's method; move it there"
        }
        _ => "works inside an `impl` block marked `#[websocket_gateway]`; mark the block",
    }
}

/// The attribute that has to see this one, and the struct with this one below it, if this one stands above: then the rest of the program is
/// compiled as it is meant.
fn moved_below(
    name: &str,
    arguments: &TokenStream,
    item: &TokenStream,
) -> Option<(Ident, TokenStream)> {
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let is_attribute = |pair: &[TokenTree]| match pair {
        [pound, TokenTree::Group(_)] => is_pound(pound),
        _ => false,
    };
    let attributes = tokens.chunks(2).take_while(|pair| is_attribute(pair));
    let owner = |pair: &[TokenTree]| match pair {
        [_, TokenTree::Group(group)] => {
            name_of(group).filter(|name| name == WEBSOCKET_GATEWAY || name == ENHANCERS)
        }
        _ => None,
    };
    let end = attributes.clone().count() * 2;
    let (above, below) = tokens.split_at_checked(end)?;
    let words = below.iter().take_while(
        |token| !matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let mut words = words.filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let is_struct = words.find(|word| word == "struct" || word == "impl")? == "struct";
    let owner = attributes.clone().find_map(owner).filter(|_| is_struct)?;
    let name = Ident::new(name, Span::mixed_site());
    Some((owner, quote!(#(#above)* #[#name(#arguments)] #(#below)*)))
}
