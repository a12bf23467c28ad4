//! `entries` reads a list of enhancers: a path is a type, anything else an expression.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{
    Expr, Ident, Lit, Stmt, Token, TypePath,
    parse::{Parse, ParseStream, Parser as _, discouraged::Speculative as _},
};

use super::Entry;
use crate::errors::Errors;

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        if let Ok(path) = ahead.parse::<TypePath>()
            && (ahead.is_empty() || ahead.peek(Token![,]))
        {
            input.advance_to(&ahead);
            return Ok(Self::Type(path));
        }
        if input.peek(Ident) && input.peek2(Ident) {
            refuse_new(input)?;
        }
        if let Ok(Lit::Str(name)) = input.fork().parse::<Lit>() {
            let written = name.value();
            let message = format!("names stand without quotes; write `{written}`");
            return Err(syn::Error::new(name.span(), message));
        }
        let value = input.parse()?;
        Ok(Self::Value(Box::new(without_braces(value))))
    }
}

/// The constant in `{ CONSTANT }` or `(CONSTANT)`: printed as an argument, the braces would be linted as unused.
fn without_braces(value: Expr) -> Expr {
    match value {
        Expr::Paren(paren) if paren.attrs.is_empty() => *paren.expr,
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => {
            match block.block.stmts.as_slice() {
                [Stmt::Expr(value, None)] => value.clone(),
                _ => Expr::Block(block),
            }
        }
        value => value,
    }
}

/// Reports JavaScript's `new Name(..)`.
fn refuse_new(input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    let (word, name) = (ahead.parse::<Ident>()?, ahead.parse::<Ident>()?);
    if word != "new" {
        return Ok(());
    }
    Err(syn::Error::new(
        word.span(),
        format!(
            "a value is made as everywhere in Rust; write `{name}::new(..)` or `{name} {{ .. }}`"
        ),
    ))
}

/// The entries before the first one that cannot be read, which is reported.
pub(super) fn entries(list: TokenStream, errors: &mut Errors) -> Vec<Entry> {
    let mut entries = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            entries.push(input.parse()?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    errors.keep(parser.parse2(list));
    entries
}

/// The tokens of an entry.
pub(super) fn tokens(entry: &Entry) -> TokenStream {
    match entry {
        Entry::Type(path) => path.to_token_stream(),
        Entry::Value(value) => value.to_token_stream(),
    }
}

/// The tokens as they are written.
pub(super) fn written(tokens: &TokenStream) -> String {
    let mut written = String::new();
    let mut ends_word = false;
    for token in tokens.clone() {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && ends_word {
            written.push(' ');
        }
        ends_word = is_word;
        written.push_str(&token.to_string());
    }
    written
}
