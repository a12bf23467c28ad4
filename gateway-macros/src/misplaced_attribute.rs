//! `refuse` is the whole expansion of a method's attribute, because an attribute that expands
//! stands outside a gateway.
//!
//! Inside a marked block, `#[websocket_gateway]` takes the methods' attributes away before they
//! expand. They are macros all the same, so that editors show their documentation and complete
//! their names.

use proc_macro2::{Span, TokenStream};

use crate::{
    attributes::{ON_METHODS, ON_PARAMETERS},
    errors,
    strip::strip,
};

pub(crate) fn refuse(name: &str, item: TokenStream) -> TokenStream {
    errors::report(|errors| {
        // The attribute itself is no longer among the tokens.
        errors.at(
            Span::call_site(),
            format!(
                "`#[{name}]` works inside an `impl` block marked `#[websocket_gateway]`; \
                 mark the block"
            ),
        );
        strip(item, &[ON_METHODS, ON_PARAMETERS])
    })
}
