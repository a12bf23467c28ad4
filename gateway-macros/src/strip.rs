//! `strip` removes our attributes from tokens that could not, or need not, be parsed.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// `item` without the attributes called one of `names`, at any depth.
pub(crate) fn strip(item: TokenStream, names: &[&[&str]]) -> TokenStream {
    let mut stripped = TokenStream::new();
    let mut tokens = item.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_attribute = is_pound(&token)
            && matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_called(group, names));
        if is_attribute {
            tokens.next();
            continue;
        }
        stripped.extend([match token {
            TokenTree::Group(group) => TokenTree::Group(strip_group(&group, names)),
            token => token,
        }]);
    }
    stripped
}

fn strip_group(group: &Group, names: &[&[&str]]) -> Group {
    let mut stripped = Group::new(group.delimiter(), strip(group.stream(), names));
    stripped.set_span(group.span());
    stripped
}

pub(crate) fn is_pound(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '#')
}

fn is_called(attribute: &Group, names: &[&[&str]]) -> bool {
    let name = name_of(attribute);
    name.is_some_and(|last| names.iter().copied().flatten().any(|name| last == name))
}

/// The name of `[name]`, `[name(..)]`, `[name = value]` or `[path::to::name ..]`.
pub(crate) fn name_of(attribute: &Group) -> Option<Ident> {
    let path = attribute
        .stream()
        .into_iter()
        .take_while(|token| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => punct.as_char() == ':',
            _ => false,
        });
    match path.last() {
        Some(TokenTree::Ident(last)) => Some(last),
        _ => None,
    }
}
