//! `expand` decides which of its two meanings `#[websocket_gateway]` has: a gateway's struct, or
//! one of its `impl` blocks.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::{
    attributes::{ENHANCING, ON_METHODS, ON_PARAMETERS},
    block, editor,
    errors::{self, Errors},
    gateway,
    strip::strip,
};

/// Prints what only editors see, and the gateway.
///
/// rust-analyzer completes a name by expanding twice, with the name and without, and compares what
/// stands in the same place: so nothing that may differ, such as a mistake, comes first.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let keyword = keyword(&item);
    let mut output = match keyword.as_deref() {
        Some(keyword @ ("struct" | "impl")) => {
            editor::mentions(&arguments, &item, keyword == "struct")
        }
        _ => TokenStream::new(),
    };
    output.extend(gateway(arguments, item, keyword.as_deref()));
    output
}

fn gateway(arguments: TokenStream, item: TokenStream, keyword: Option<&str>) -> TokenStream {
    match keyword {
        Some("struct") => {
            errors::report_in_constant(|errors| gateway::expand(arguments, item, errors))
        }
        Some("impl") => errors::report_in_constant(|errors| block::expand(arguments, item, errors)),
        Some(kind @ ("enum" | "union")) => {
            errors::report(|errors| gateway::refuse(kind, item, errors))
        }
        keyword => errors::report(|errors| refuse(keyword, item, errors)),
    }
}

/// The keyword that says what kind of item this is. Only structs and blocks are parsed further.
fn keyword(item: &TokenStream) -> Option<String> {
    let words = || {
        // An item's head ends at the braces; attributes and `pub(in path)` are groups of other
        // kinds.
        let head = item
            .clone()
            .into_iter()
            .take_while(|token| !is_braces(token));
        head.filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            _ => None,
        })
    };
    // `const` also begins functions and blocks, so `const` counts only without another keyword.
    words()
        .find(|word| is_keyword(word))
        .or_else(|| words().find(|word| word == "const"))
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "struct" | "impl" | "enum" | "union" | "fn" | "trait" | "mod" | "type" | "static" | "use"
    )
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn refuse(keyword: Option<&str>, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let kind = match keyword {
        Some("fn") => "a function",
        Some("trait") => "a trait",
        Some("mod") => "a module",
        Some("type") => "a type alias",
        _ => "an item of another kind",
    };
    // The attribute is out of place, so the message points at the attribute.
    errors.at(
        Span::call_site(),
        format!(
            "`#[websocket_gateway]` marks a gateway's struct and its `impl` blocks; this is \
             {kind}: move the attribute"
        ),
    );
    strip(item, &[ON_METHODS, ON_PARAMETERS, ENHANCING])
}
