//! `Function` is a function whose body stays raw tokens: a half-typed body is the compiler's to report.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::{
    Attribute, FnArg, Token, Visibility,
    parse::{Parse, ParseStream},
    token,
};

use crate::{
    attributes::{self, HELPERS, Helper, Place},
    callable::Callable,
};

/// A function outside of a gateway.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) helpers: Vec<Helper>,
    pub(crate) visibility: Visibility,
    pub(crate) callable: Callable,
    body: TokenTree,
}

impl Function {
    pub(crate) fn has_receiver(&self) -> bool {
        let mut inputs = self.callable.signature.inputs.iter();
        inputs.any(|input| matches!(input, FnArg::Receiver(_)))
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let helpers = attributes::take(&mut attributes, Place::Function, HELPERS);
        let visibility = input.parse()?;
        let callable = input.parse()?;
        if !input.peek(token::Brace) && !input.peek(Token![;]) {
            return Err(input.error("expected the function's body"));
        }
        Ok(Self {
            attributes,
            helpers,
            visibility,
            callable,
            body: input.parse()?,
        })
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        // These lints blame what we ask for: owned parameters, and a `Result` or `async` where another function of the kind
        // needs it.
        tokens.append_all(quote! {
            #[allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps, clippy::unused_async)]
        });
        self.visibility.to_tokens(tokens);
        self.callable.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}
