//! `Parse` for [`ImplBlock`] reads the heads of the block and of its methods, and sets our
//! attributes apart.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::TokenStreamExt;
use syn::{
    Attribute, Generics, LitStr, Token, Type, Visibility, braced,
    parse::{Parse, ParseStream},
    token,
};

use super::{ImplBlock, Item, Method, Other};
use crate::attributes::{self, HELPERS, Place};

impl Parse for ImplBlock {
    /// Accepts `default? unsafe? impl<..>? (!? Trait for)? Type where .. { items }`.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let helpers = attributes::take(&mut attributes, Place::Item, HELPERS);
        let mut modifiers = TokenStream::new();
        while !input.peek(Token![impl]) {
            modifiers.append(input.parse::<TokenTree>()?);
        }
        let impl_token = input.parse()?;
        // `impl <T as Trait>::Type` would begin alike, but such a type cannot have a block of its
        // own.
        let mut generics = if input.peek(Token![<]) {
            input.parse()?
        } else {
            Generics::default()
        };
        let negation = if input.peek(Token![!]) && !input.peek2(token::Brace) {
            input.parse()?
        } else {
            None
        };
        let first: Type = input.parse()?;
        let (implemented, self_type) = if input.peek(Token![for]) {
            (Some((first, input.parse()?)), input.parse()?)
        } else {
            (None, first)
        };
        generics.where_clause = input.parse()?;
        let content;
        let brace = braced!(content in input);
        let inner_attributes = content.call(Attribute::parse_inner)?;
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Self {
            attributes,
            helpers,
            modifiers,
            impl_token,
            generics,
            negation,
            implemented,
            self_type,
            brace,
            inner_attributes,
            items,
        })
    }
}

impl Parse for Item {
    /// Accepts a method, or any tokens up to the end of another item.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let helpers = attributes::take(&mut attributes, Place::Method, HELPERS);
        let ahead = input.fork();
        ahead.parse::<Visibility>()?;
        parse_defaultness(&ahead)?;
        if !begins_function(&ahead) {
            return Ok(Self::Other(Other {
                attributes,
                helpers,
                tokens: parse_other(input)?,
            }));
        }
        let visibility = input.parse()?;
        let defaultness = parse_defaultness(input)?;
        let callable = input.parse()?;
        if !input.peek(token::Brace) && !input.peek(Token![;]) {
            return Err(input.error("expected the method's body"));
        }
        let body = input.parse()?;
        let method = Method {
            attributes,
            helpers,
            visibility,
            defaultness,
            callable,
            body,
        };
        Ok(Self::Method(Box::new(method)))
    }
}

/// Accepts `default`, unless it begins a macro call.
fn parse_defaultness(input: ParseStream<'_>) -> syn::Result<Option<Token![default]>> {
    if input.peek2(Token![!]) {
        Ok(None)
    } else {
        input.parse()
    }
}

/// Whether `const? async? unsafe? (extern "C"?)? fn` comes next. `ahead` is used up.
fn begins_function(ahead: ParseStream<'_>) -> bool {
    while ahead.peek(Token![const])
        || ahead.peek(Token![async])
        || ahead.peek(Token![unsafe])
        || ahead.peek(Token![extern])
        || ahead.peek(LitStr)
    {
        if ahead.parse::<TokenTree>().is_err() {
            return false;
        }
    }
    ahead.peek(Token![fn])
}

/// Accepts tokens up to the first `;` or the first braces, which end a macro call. In a constant or
/// a type, braces are part of the value.
fn parse_other(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut has_value = false;
    while !input.is_empty() {
        let token: TokenTree = input.parse()?;
        let is_end = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !has_value,
            TokenTree::Ident(ident) => {
                has_value |= ident == "const" || ident == "type";
                false
            }
            TokenTree::Literal(_) => false,
        };
        tokens.append(token);
        if is_end {
            break;
        }
    }
    Ok(tokens)
}
