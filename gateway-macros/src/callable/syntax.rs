//! `Callable` is a function's signature without our attributes, and these attributes.

use proc_macro2::{Ident, Span};
use syn::{
    FnArg, LitStr, ReceiverKind, Signature,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use crate::{
    attributes::{self, HELPERS, Helper, Place},
    types,
};

pub(crate) struct Callable {
    pub(crate) signature: Signature,
    /// One list for each of the signature's inputs, `self` included.
    pub(crate) input_helpers: Vec<Vec<Helper>>,
}

impl Parse for Callable {
    /// Accepts a signature, up to the body.
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut signature: Signature = input.parse()?;
        let input_helpers = signature.inputs.iter_mut().map(take_from_input).collect();
        Ok(Self {
            signature,
            input_helpers,
        })
    }
}

fn take_from_input(input: &mut FnArg) -> Vec<Helper> {
    let attributes = match input {
        FnArg::Receiver(receiver) => &mut receiver.attrs,
        FnArg::Typed(typed) => &mut typed.attrs,
    };
    attributes::take(attributes, Place::Parameter, HELPERS)
}

impl Callable {
    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    /// The function's name as a string at `span`, without `r#`.
    pub(crate) fn name_literal(&self, span: Span) -> LitStr {
        LitStr::new(&self.name().unraw().to_string(), span)
    }

    /// Whether the function is called with an `Arc` of the gateway, and not with a reference.
    pub(crate) fn takes_arc(&self) -> bool {
        match self.signature.inputs.first() {
            Some(FnArg::Receiver(receiver)) => matches!(&receiver.kind,
                ReceiverKind::Typed(_, ty) if types::named_with_arguments(ty, &["Arc"]).is_some()),
            _ => false,
        }
    }

    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }

    /// Where errors about what the function returns are reported.
    pub(crate) fn output_span(&self) -> Span {
        types::returned(&self.signature.output).map_or_else(|| self.name().span(), Spanned::span)
    }

    /// Where a future of the function's call is reported that cannot move between threads: at the
    /// function's own `async`, which is also where an editor may explain the printed one.
    pub(crate) fn future_span(&self) -> Span {
        match &self.signature.asyncness {
            Some(keyword) => keyword.span(),
            None => self.signature.fn_token.span(),
        }
    }
}
