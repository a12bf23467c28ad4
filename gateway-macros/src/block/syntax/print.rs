//! `ToTokens` for [`ImplBlock`] prints the block as the user wrote it, without our attributes.

use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

use super::{ImplBlock, Item, Method};

impl ToTokens for ImplBlock {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        self.modifiers.to_tokens(tokens);
        self.impl_token.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        self.negation.to_tokens(tokens);
        if let Some((implemented, for_token)) = &self.implemented {
            implemented.to_tokens(tokens);
            for_token.to_tokens(tokens);
        }
        self.self_type.to_tokens(tokens);
        self.generics.where_clause.to_tokens(tokens);
        self.brace.surround(tokens, |content| {
            content.append_all(&self.inner_attributes);
            content.append_all(&self.items);
        });
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Method(method) => method.to_tokens(tokens),
            Self::Other(other) => {
                tokens.append_all(&other.attributes);
                other.tokens.to_tokens(tokens);
            }
        }
    }
}

impl ToTokens for Method {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        if !self.helpers.is_empty() {
            // These lints blame what we ask for: `&self` and owned parameters.
            tokens.append_all(quote! {
                #[allow(clippy::needless_pass_by_value, clippy::unused_self)]
            });
        }
        self.visibility.to_tokens(tokens);
        self.defaultness.to_tokens(tokens);
        self.callable.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}
