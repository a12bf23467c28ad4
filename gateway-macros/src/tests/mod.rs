//! Tests of what the macros print, without a compiler.
//!
//! There are a few whole expansions, compared token by token, then the messages. What rustc makes
//! of the printed code is tested by the package of UI tests.

#![expect(
    clippy::needless_pass_by_value,
    reason = "`quote!` makes values, and `&quote!(..)` everywhere reads worse"
)]

mod editor;
mod enhancer_lists;
mod enhancers;
mod errors;
mod events;
mod gateways;
mod handlers;
mod hooks;
mod mistakes_in_blocks;
mod mistakes_in_enhancers;
mod mistakes_in_errors;
mod mistakes_in_events;
mod mistakes_in_gateways;
mod mistakes_in_lists;
mod mistakes_in_origins;
mod mistakes_in_parameters;
mod mistakes_in_servers;
mod mistakes_without_client;
mod receivers;
mod renamed_runtime;
mod servers;
mod suggestions;
mod survival;
mod unknown_attributes;
mod without_client;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

/// Compares two files by their tokens.
#[track_caller]
fn assert_expands(actual: TokenStream, expected: TokenStream) {
    let [actual, expected] = [actual, expected].map(|tokens| {
        let file: syn::File = syn::parse2(tokens).expect("printed code parses");
        // Within macro calls, tokens stay as they were written here.
        file.into_token_stream().to_string().replace("> >", ">>")
    });
    assert_eq!(actual, expected);
}

/// `#[websocket_gateway(arguments)] item` without what is printed for editors: a constant that comes
/// first.
fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    without_mentions(crate::websocket_gateway::expand(arguments, item))
}

/// An expansion without the constant for editors that comes first.
fn without_mentions(output: TokenStream) -> TokenStream {
    let for_editors = quote::quote!(#[allow(unexpected_cfgs)] const _: () =).to_string();
    if !output.to_string().starts_with(&for_editors) {
        return output;
    }
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(end) if end.as_char() == ';');
    let rest = output.into_iter().skip_while(|token| !is_end(token));
    rest.skip(1).collect()
}

/// What a block's `items` stand in.
fn hidden(items: &TokenStream) -> TokenStream {
    quote::quote! {
        #[allow(deprecated, unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
                const _: &str = <ChatGateway as ::gateway_runtime::Gateway>::NAME;
                #items
            }
        };
    }
}

/// The printed function called `name`.
#[track_caller]
fn function(output: &TokenStream, name: &str) -> TokenStream {
    find_function(output.clone(), name).expect("the function is printed")
}

fn find_function(output: TokenStream, name: &str) -> Option<TokenStream> {
    let mut tokens = output.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(keyword) if keyword == "fn" => {
                if !matches!(tokens.peek(), Some(TokenTree::Ident(ident)) if ident == name) {
                    continue;
                }
                let mut function = keyword.to_token_stream();
                for token in tokens.by_ref() {
                    let is_body = matches!(&token, TokenTree::Group(group)
                        if group.delimiter() == Delimiter::Brace);
                    function.extend([token]);
                    if is_body {
                        break;
                    }
                }
                return Some(function);
            }
            TokenTree::Group(group) => {
                let found = find_function(group.stream(), name);
                if found.is_some() {
                    return found;
                }
            }
            _ => {}
        }
    }
    None
}

/// The messages of all errors in the output, in their order.
fn messages(output: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut tokens = output.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => {
                let Some(TokenTree::Group(message)) = tokens.nth(1) else {
                    panic!("`compile_error` is called");
                };
                let message: LitStr = syn::parse2(message.stream()).expect("with a string");
                messages.push(message.value());
            }
            TokenTree::Group(group) => messages.extend(self::messages(group.stream())),
            _ => {}
        }
    }
    messages
}

/// Checks all messages of a macro's output.
#[track_caller]
fn assert_refused(output: TokenStream, expected: &[&str]) {
    assert_eq!(messages(output), expected);
}

/// The messages about options, on a struct without mistakes.
#[track_caller]
fn assert_options_refused(arguments: TokenStream, expected: &[&str]) {
    let item = quote::quote!(
        struct Chat;
    );
    assert_refused(expand(arguments, item), expected);
}

/// Shorthand for [`expand`].
macro_rules! gateway {
    (($($arguments:tt)*) $($item:tt)*) => {
        $crate::tests::expand(quote::quote!($($arguments)*), quote::quote!($($item)*))
    };
}
use gateway;
