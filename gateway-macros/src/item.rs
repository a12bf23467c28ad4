//! `#[websocket_gateway]`: which of its two meanings.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::attributes::{ON_METHODS, ON_PARAMETERS};
use crate::errors::{self, Errors};
use crate::strip::strip;
use crate::{block, gateway};

pub(crate) fn websocket_gateway(arguments: TokenStream, item: TokenStream) -> TokenStream {
    errors::report(|errors| match keyword(&item).as_deref() {
        Some("struct") => gateway::expand(arguments, item, errors),
        Some("impl") => block::expand(arguments, item, errors),
        Some(kind @ ("enum" | "union")) => gateway::refuse(kind, item, errors),
        keyword => refuse(keyword, item, errors),
    })
}

/// The word that says what kind of item this is. Only structs and blocks are parsed further.
fn keyword(item: &TokenStream) -> Option<String> {
    const KEYWORDS: &[&str] = &[
        "struct",
        "impl",
        "enum",
        "union",
        "fn",
        "trait",
        "mod",
        "type",
        "static",
        "use",
        "macro_rules",
        "const",
    ];
    let words: Vec<String> = item
        .clone()
        .into_iter()
        // What has braces is over at its braces; `pub(in path)`, attributes and the like are other groups.
        .take_while(|token| !matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace))
        .filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            _ => None,
        })
        .collect();
    // `const` also begins functions and blocks.
    let found = words
        .iter()
        .find(|word| KEYWORDS.contains(&word.as_str()) && *word != "const");
    found
        .or_else(|| words.iter().find(|word| *word == "const"))
        .cloned()
}

fn refuse(keyword: Option<&str>, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let kind = match keyword {
        Some("fn") => "function",
        Some("trait") => "trait",
        Some("mod") => "module",
        Some("type") => "type alias",
        _ => "item of another kind",
    };
    // The attribute itself is what is out of place.
    errors.at(
        Span::call_site(),
        format!(
            "`#[websocket_gateway]` marks a gateway's struct and its `impl` blocks; this is a {kind}: move the attribute"
        ),
    );
    strip(item, &[ON_METHODS, ON_PARAMETERS])
}
