//! `RuntimePath` is the path by which printed code names the runtime: `crate = path`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{Path, Token};

use crate::{
    arguments::{self, Form, Named},
    errors::Errors,
};

/// Where `gateway-runtime` is.
#[derive(Default)]
pub(crate) enum RuntimePath {
    #[default]
    Default,
    Given(Path),
}

impl RuntimePath {
    /// Accepts:
    /// - `crate = ::some::path`
    /// - `crate = crate::path`, `crate = crate`, `crate = $crate::path` in a declarative macro
    pub(crate) fn parse(option: &Named, errors: &mut Errors) -> Self {
        let before = errors.count();
        let path = Self::read(option, errors);
        if errors.count() > before {
            errors.suspect_runtime();
        }
        path
    }

    fn read(option: &Named, errors: &mut Errors) -> Self {
        let value = match &option.form {
            Form::Value(value) if !value.is_empty() => value.clone(),
            _ => {
                errors.at(
                    option.name.span(),
                    "`crate` takes a path, as in `crate = ::gateway_runtime`",
                );
                return Self::Default;
            }
        };
        let Ok(mut path) = syn::parse2::<Path>(value.clone()) else {
            // `serde` takes a string here.
            errors.over(
                value,
                "`crate` takes a path without quotes, as in `crate = ::gateway_runtime`",
            );
            return Self::Default;
        };
        let first = path
            .segments
            .first()
            .map(|segment| segment.ident.to_string());
        let is_absolute =
            path.leading_colon.is_some() || matches!(first.as_deref(), Some("crate" | "$crate"));
        if !is_absolute {
            let written = value.to_string().replace(' ', "");
            if matches!(first.as_deref(), Some("self" | "super")) {
                errors.over(
                    value,
                    format!("`{written}` depends on the module; start the path at `crate::`"),
                );
                return Self::Default;
            }
            errors.over(
                value,
                format!(
                    "`{written}` is a relative path; write `::{written}` or `crate::{written}`"
                ),
            );
            // The likelier path, so that printed code has no errors of its own.
            path.leading_colon = Some(Token![::](option.name.span()));
        }
        Self::Given(path)
    }

    /// Reads the arguments of `#[websocket_gateway]` on an `impl` block, which are `crate = path`
    /// alone: the other options stand on the struct.
    pub(crate) fn of_block(arguments: TokenStream, errors: &mut Errors) -> Self {
        let mut runtime = None;
        for argument in arguments::split(arguments, errors) {
            match Named::parse(argument, errors) {
                Ok(Some(option)) if option.name == "crate" => {
                    if runtime.is_some() {
                        errors.at(
                            option.name.span(),
                            "option `crate` is given twice; remove one",
                        );
                    } else {
                        runtime = Some(Self::parse(&option, errors));
                    }
                }
                Ok(Some(Named { name, .. })) => errors.at(
                    name.span(),
                    format!(
                        "options belong on the struct; move `{name}` to its \
                         `#[websocket_gateway(..)]`"
                    ),
                ),
                Ok(None) => {}
                Err(argument) => errors.over(
                    argument,
                    "options belong on the struct; move this to its `#[websocket_gateway(..)]`",
                ),
            }
        }
        runtime.unwrap_or(Self::Default)
    }

    /// Reads the arguments of an attribute that takes `crate = path` alone; `refused` is the message about others.
    pub(crate) fn alone(arguments: TokenStream, refused: &str, errors: &mut Errors) -> Self {
        let mut runtime = Self::Default;
        for argument in arguments::split(arguments, errors) {
            match Named::parse(argument.clone(), errors) {
                Ok(Some(option)) if option.name == "crate" => {
                    runtime = Self::parse(&option, errors);
                }
                Ok(None) => {}
                _ => errors.over(argument, refused),
            }
        }
        runtime
    }

    /// Looks for `crate = path` among `arguments` without reporting anything, since whoever reads the
    /// arguments in earnest reports.
    pub(crate) fn in_passing(arguments: TokenStream) -> Self {
        let errors = &mut Errors::ignored();
        for argument in arguments::split(arguments, errors) {
            if let Ok(Some(option)) = Named::parse(argument, errors)
                && option.name == "crate"
            {
                return Self::parse(&option, errors);
            }
        }
        Self::Default
    }

    /// The runtime's public root, all of it at `span`.
    pub(crate) fn root(&self, span: Span) -> TokenStream {
        match self {
            Self::Default => quote_spanned!(span=> ::gateway_runtime),
            Self::Given(path) => path
                .to_token_stream()
                .into_iter()
                .map(|token| at(token, span))
                .collect(),
        }
    }

    /// The runtime's door for printed code, all of it at `span`.
    pub(crate) fn private(&self, span: Span) -> TokenStream {
        let root = self.root(span);
        quote_spanned!(span=> #root::__private)
    }
}

/// Moves a token, so that an expression that begins with the path has one span.
fn at(mut token: TokenTree, span: Span) -> TokenTree {
    // The span of `$crate` says which crate is meant.
    let is_dollar_crate = matches!(&token, TokenTree::Ident(ident) if *ident == "$crate");
    let moved = if is_dollar_crate {
        token.span().located_at(span)
    } else {
        span
    };
    token.set_span(moved);
    token
}
