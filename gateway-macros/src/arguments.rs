//! `Arguments` are what an attribute's parentheses hold; they are read one by one.
//!
//! They are cut at the commas before anything else is read, so that a mistake in one argument does
//! not hide those in the next.

use std::fmt::Display;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Meta};

use crate::errors::Errors;

/// The tokens after an attribute's name.
pub(crate) enum Arguments {
    /// `#[name]`
    None,
    /// `#[name(..)]`
    List(TokenStream),
    /// `#[name = value]`, by value
    Value(TokenStream),
}

impl Arguments {
    pub(crate) fn of(attribute: &Attribute) -> Self {
        match &attribute.meta {
            Meta::Path(_) => Self::None,
            Meta::List(list) => Self::List(list.tokens.clone()),
            Meta::NameValue(pair) => Self::Value(pair.value.to_token_stream()),
        }
    }
}

/// Cuts `tokens` at their commas. A comma at the end is allowed, an empty argument reported.
pub(crate) fn split(tokens: TokenStream, errors: &mut Errors) -> Vec<TokenStream> {
    let mut arguments = Vec::new();
    let mut argument = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if argument.is_empty() {
                    errors.at(comma.span(), "nothing before this comma; remove it");
                } else {
                    arguments.push(std::mem::take(&mut argument));
                }
            }
            token => argument.extend([token]),
        }
    }
    if !argument.is_empty() {
        arguments.push(argument);
    }
    arguments
}

/// Reads a list of options, each `name`, `name = value` or `name(..)`, in any order, each name once.
/// Each goes to `set` as it is read, so that mistakes are reported in the order in which they
/// stand; what has no name goes to `refuse_unnamed`. Gives the names.
pub(crate) fn each_option(
    list: TokenStream,
    errors: &mut Errors,
    refuse_unnamed: fn(TokenStream, &mut Errors),
    mut set: impl FnMut(&Named, &mut Errors),
) -> Vec<Ident> {
    let mut names: Vec<Ident> = Vec::new();
    for argument in split(list, errors) {
        let option = match Named::parse(argument, errors) {
            Ok(Some(option)) => option,
            Ok(None) => continue,
            Err(argument) => {
                refuse_unnamed(argument, errors);
                continue;
            }
        };
        if names.contains(&option.name) {
            errors.at(
                option.name.span(),
                format!("option `{}` is given twice; remove one", option.name),
            );
            continue;
        }
        set(&option, errors);
        names.push(option.name);
    }
    names
}

/// Reports what follows a literal, if anything does: its comma is missing.
pub(crate) fn refuse_surplus(argument: &TokenStream, errors: &mut Errors) -> bool {
    let mut tokens = argument.clone().into_iter();
    if let (Some(TokenTree::Literal(literal)), Some(surplus)) = (tokens.next(), tokens.next()) {
        errors.at(
            surplus.span(),
            format!("expected a comma after `{literal}`"),
        );
        return true;
    }
    false
}

/// An argument with a name.
pub(crate) struct Named {
    pub(crate) name: Ident,
    pub(crate) form: Form,
}

/// What follows an argument's name.
pub(crate) enum Form {
    /// `name`
    Bare,
    /// `name = value`; empty if the value is missing.
    Value(TokenStream),
    /// `name(..)`
    List(TokenStream),
}

impl Named {
    /// Accepts `name`, `name = value` and `name(..)`; gives the tokens back if they do not begin
    /// with a name.
    pub(crate) fn parse(
        argument: TokenStream,
        errors: &mut Errors,
    ) -> Result<Option<Self>, TokenStream> {
        let mut tokens = argument.clone().into_iter();
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return Err(argument);
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

    /// Reports what is wrong with the value: at the tokens after the name, or at the name if there
    /// are no tokens to point at.
    pub(crate) fn refuse_value(&self, message: impl Display, errors: &mut Errors) {
        let place = match &self.form {
            Form::Value(tokens) | Form::List(tokens) if !tokens.is_empty() => tokens.clone(),
            _ => self.name.to_token_stream(),
        };
        errors.over(place, message);
    }
}
