//! A method's attribute that stands outside a gateway.
//!
//! Inside one, `#[websocket_gateway]` takes the attributes of the methods away before they expand.
//! So whenever one of them does expand, the block is not marked. Being macros at all is what gives
//! them documentation and completion.

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
