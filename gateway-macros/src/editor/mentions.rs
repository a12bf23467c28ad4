//! `mentions` prints the names of our attributes and options once more, for rust-analyzer alone.
//!
//! Our attributes leave nothing of themselves in what is printed, so an editor could show no
//! documentation for them. Here each name becomes an import of the item that documents the name, as
//! a token with the place of the user's: hovering, going to the definition and completion follow
//! from that. The names are read from raw tokens, since nobody needs completion more than code that
//! does not parse yet. rustc drops the imports, since rust-analyzer alone sets
//! `cfg(rust_analyzer)`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::{names::names, words::words};
use crate::{
    attributes::{
        DEFAULT, ENHANCING, GUARD, GUARDED, MESSAGE_BODY, ON_METHODS, ON_PARAMETERS, Place,
        SUBSCRIBE_MESSAGE, THROTTLE, WEBSOCKET_GATEWAY, WEBSOCKET_SERVER, is_misspelt,
    },
    runtime_path::RuntimePath,
    strip::{is_pound, name_of},
};

/// The attributes with options, which the runtime documents in a module for each.
const WITH_OPTIONS: &[&str] = &[
    WEBSOCKET_GATEWAY,
    SUBSCRIBE_MESSAGE,
    MESSAGE_BODY,
    GUARD,
    GUARDED,
    THROTTLE,
];

// Expands to, with the names that `arguments` and `item` mention, and without the first two lines for
// a block, which takes no options:
//
//     #[allow(unexpected_cfgs)]
//     const _: () = {
//         #[cfg(rust_analyzer)]
//         const _: () = {
//             use ::gateway_runtime::attributes::websocket_gateway::{namespace as _, cors as _,};
//             use ::gateway_runtime::attributes::websocket_gateway::cors::{origin as _,};
//             use ::gateway_runtime::subscribe_message as _;
//             use ::gateway_runtime::message_body as _;
//             use ::gateway_runtime::use_guards as _;
//             const _: fn((authenticated,)) = |_| {};
//         };
//     };
//
// There are braces for each list of options, also for one that is empty yet: completing the first
// option, rust-analyzer compares the expansion without the option with that which has one.
pub(crate) fn mentions(
    arguments: &TokenStream,
    item: &TokenStream,
    is_struct: bool,
) -> TokenStream {
    let mut mentions = Mentions {
        root: RuntimePath::in_passing(arguments.clone()).root(Span::mixed_site()),
        own_type: own_type(item),
        imports: TokenStream::new(),
    };
    if is_struct {
        mentions.options(WEBSOCKET_GATEWAY, arguments.clone());
        mentions.names(WEBSOCKET_GATEWAY, arguments.clone());
    }
    let place = if is_struct {
        Place::Field
    } else {
        Place::Method
    };
    mentions.in_item(item.clone(), place, true);
    mentions.print()
}

/// The same for a function that is an enhancer: `#[attribute(arguments)] item`.
pub(crate) fn function_mentions(
    attribute: &str,
    arguments: &TokenStream,
    item: &TokenStream,
) -> TokenStream {
    let mut mentions = Mentions {
        root: RuntimePath::in_passing(arguments.clone()).root(Span::mixed_site()),
        own_type: TokenStream::new(),
        imports: TokenStream::new(),
    };
    if WITH_OPTIONS.contains(&attribute) {
        mentions.options(attribute, arguments.clone());
    }
    // The braces are the function's body.
    mentions.in_item(item.clone(), Place::Method, false);
    mentions.print()
}

/// The same for a struct that is no gateway, and whose attribute has no options.
pub(crate) fn fields_mentions(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut mentions = Mentions {
        root: RuntimePath::in_passing(arguments.clone()).root(Span::mixed_site()),
        own_type: TokenStream::new(),
        imports: TokenStream::new(),
    };
    mentions.in_item(item.clone(), Place::Field, true);
    mentions.print()
}

struct Mentions {
    /// The runtime's path.
    root: TokenStream,
    /// What `Self` means in the item, if it has a meaning.
    own_type: TokenStream,
    /// What was found so far.
    imports: TokenStream,
}

impl Mentions {
    fn print(self) -> TokenStream {
        let imports = self.imports;
        quote! {
            #[allow(unexpected_cfgs)]
            const _: () = {
                #[cfg(rust_analyzer)]
                const _: () = { #imports };
            };
        }
    }

    /// Finds the attributes on fields, methods and parameters, which stand in the item's own braces
    /// or parentheses. The bodies of methods are not looked into.
    fn in_item(&mut self, tokens: TokenStream, place: Place, is_outside: bool) {
        let mut follows_pound = false;
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                match group.delimiter() {
                    Delimiter::Bracket if follows_pound => self.attribute(group, place),
                    Delimiter::Parenthesis => {
                        let is_block = matches!(place, Place::Method);
                        let inside = if is_block { Place::Parameter } else { place };
                        self.in_item(group.stream(), inside, false);
                    }
                    Delimiter::Brace if is_outside => self.in_item(group.stream(), place, false),
                    _ => {}
                }
            }
            follows_pound = is_pound(&token);
        }
    }

    /// Reads `[name]`, `[name(..)]`, `[name = value]` or `[path::to::name ..]`.
    fn attribute(&mut self, attribute: &Group, place: Place) {
        let Some(name) = name_of(attribute) else {
            return;
        };
        let root = &self.root;
        let text = name.to_string();
        if text == DEFAULT {
            self.imports
                .extend(quote!(use #root::attributes::#name as _;));
        } else if is_macro(&text) || is_misspelt(&text, place) {
            self.imports.extend(quote!(use #root::#name as _;));
        } else {
            return;
        }
        if let Some(TokenTree::Group(arguments)) = attribute.stream().into_iter().last() {
            if WITH_OPTIONS.contains(&text.as_str()) {
                self.options(&text, arguments.stream());
            }
            self.imports.extend(words(&text, arguments.stream()));
            self.names(&text, arguments.stream());
        }
    }

    // Expands to this, with the constants among the arguments that hold names:
    //
    //     const _: fn() = || { let _ = (events::SEND,); };
    fn names(&mut self, attribute: &str, arguments: TokenStream) {
        let names = names(attribute, arguments, &self.own_type);
        if !names.is_empty() {
            self.imports
                .extend(quote!(const _: fn() = || { let _ = (#(#names,)*); };));
        }
    }

    /// Reads the options of the attribute called `attribute`, which has some.
    fn options(&mut self, attribute: &str, arguments: TokenStream) {
        let root = &self.root;
        let module = Ident::new(attribute, Span::mixed_site());
        self.arguments(&quote!(#root::attributes::#module), arguments);
    }

    /// Takes the word that each argument begins with for a module in `path`, and the words in the
    /// argument's own parentheses for modules in that one. `emits(..)` holds types.
    fn arguments(&mut self, path: &TokenStream, arguments: TokenStream) {
        let mut names = TokenStream::new();
        let mut lists = Vec::new();
        let mut is_first = true;
        let mut tokens = arguments.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if let TokenTree::Ident(name) = &token
                && is_first
                && name != "crate"
                && !is_constant(name, tokens.peek())
            {
                names.extend(quote!(#name as _,));
                if let Some(TokenTree::Group(list)) = tokens.peek()
                    && name != "emits"
                {
                    lists.push((name.to_string(), list.stream()));
                }
            }
            is_first = matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
        }
        self.imports.extend(quote!(use #path::{#names};));
        for (name, list) in lists {
            // The user's word stands above, so here is another one.
            let name = Ident::new(&name, Span::mixed_site());
            self.arguments(&quote!(#path::#name), list);
        }
    }
}

/// Whether the runtime has a macro of this name, which documents the attribute.
fn is_macro(name: &str) -> bool {
    [ON_METHODS, ON_PARAMETERS, ENHANCING]
        .concat()
        .contains(&name)
        || name == WEBSOCKET_SERVER
}

/// Whether an argument that begins with `name` is a constant, and not an option.
fn is_constant(name: &Ident, next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(next)) if next.as_char() == ':' => true,
        Some(TokenTree::Punct(next)) if next.as_char() != ',' => false,
        Some(TokenTree::Group(_)) => false,
        _ => name.to_string().starts_with(char::is_uppercase),
    }
}

/// The type that a struct or a block is about, at no place of the user's.
fn own_type(item: &TokenStream) -> TokenStream {
    let is_keyword = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "struct" || word == "impl");
    let head = item
        .clone()
        .into_iter()
        .skip_while(|token| !is_keyword(token));
    let ty = head.skip(1).take_while(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        TokenTree::Punct(end) => end.as_char() != ';',
        _ => true,
    });
    let moved = ty.map(|mut token| {
        token.set_span(Span::mixed_site());
        token
    });
    moved.collect()
}
