//! The arguments of an attribute, one by one.
//!
//! They are cut at the commas before anything else is read, so that a mistake in one does not hide
//! those in the next.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, LitStr, Meta, parse::Parse};

use crate::errors::Errors;

/// What follows an argument's name.
pub(crate) enum Form {
    /// `name`
    Bare,
    /// `name = value`; no value is empty.
    Value(TokenStream),
    /// `name(..)`
    List(TokenStream),
}

/// An argument with a name.
pub(crate) struct Named {
    pub(crate) name: Ident,
    pub(crate) form: Form,
}

/// Cuts `tokens` at their commas. A comma at the end is allowed, an empty argument reported.
pub(crate) fn split(tokens: TokenStream, errors: &mut Errors) -> Vec<TokenStream> {
    let mut entries = Vec::new();
    let mut entry = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if entry.is_empty() {
                    errors.at(comma.span(), "nothing before this comma; remove it");
                } else {
                    entries.push(std::mem::take(&mut entry));
                }
            }
            token => entry.extend([token]),
        }
    }
    if !entry.is_empty() {
        entries.push(entry);
    }
    entries
}

/// Reports what follows a literal, if anything does: its comma is missing.
pub(crate) fn refuse_surplus(entry: &TokenStream, errors: &mut Errors) -> bool {
    let mut tokens = entry.clone().into_iter();
    if let (Some(TokenTree::Literal(literal)), Some(surplus)) = (tokens.next(), tokens.next()) {
        errors.at(
            surplus.span(),
            format!("expected a comma after `{literal}`"),
        );
        return true;
    }
    false
}

/// The tokens between an attribute's parentheses.
pub(crate) enum Arguments {
    /// `#[name]`
    None,
    /// `#[name(..)]`
    List(TokenStream),
    /// `#[name = value]`, by value
    Value(TokenStream),
}

/// The arguments of a helper attribute.
pub(crate) fn arguments(attribute: &Attribute) -> Arguments {
    match &attribute.meta {
        Meta::Path(_) => Arguments::None,
        Meta::List(list) => Arguments::List(list.tokens.clone()),
        Meta::NameValue(pair) => Arguments::Value(pair.value.to_token_stream()),
    }
}

impl Named {
    /// Accepts `name`, `name = value` and `name(..)`; gives the tokens back if they do not begin
    /// with a name.
    pub(crate) fn parse(
        entry: TokenStream,
        errors: &mut Errors,
    ) -> Result<Option<Self>, TokenStream> {
        let mut tokens = entry.clone().into_iter();
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return Err(entry);
        };
        let form = match tokens.next() {
            None => Form::Bare,
            Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => {
                Form::Value(tokens.collect())
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                if let Some(surplus) = tokens.next() {
                    errors.at(
                        surplus.span(),
                        format!("expected a comma after `{name}(..)`"),
                    );
                }
                Form::List(group.stream())
            }
            Some(surplus) => {
                errors.at(
                    surplus.span(),
                    format!("expected `=` or a comma after `{name}`"),
                );
                return Ok(None);
            }
        };
        Ok(Some(Self { name, form }))
    }
}

impl Form {
    /// The tokens after the name; the name itself if there are none to point at.
    pub(crate) fn place(self, name: &Ident) -> TokenStream {
        match self {
            Self::Value(tokens) | Self::List(tokens) if !tokens.is_empty() => tokens,
            _ => quote!(#name),
        }
    }
}

/// The literal after `=`, or a report of what is `expected` there.
pub(crate) fn literal<L: Parse>(
    name: &Ident,
    form: Form,
    expected: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<L> {
    if let Form::Value(value) = &form
        && let Ok(literal) = syn::parse2(value.clone())
    {
        return Some(literal);
    }
    errors.over(
        form.place(name),
        format!("`{name}` takes {expected}, as in `{name} = {example}`"),
    );
    None
}

/// The string after `=`.
pub(crate) fn string(
    name: &Ident,
    form: Form,
    expected: &str,
    example: &str,
    errors: &mut Errors,
) -> Option<LitStr> {
    literal(name, form, expected, &format!("\"{example}\""), errors)
}
