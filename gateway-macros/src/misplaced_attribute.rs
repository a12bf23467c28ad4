//! `refuse` is the whole expansion of an attribute of a method, a parameter or a field, because an
//! attribute that expands stands outside a gateway.
//!
//! In a gateway, `#[websocket_gateway]` takes these attributes away before they expand. They are
//! macros all the same, so that each has a page in the documentation, and editors complete its
//! name.

use proc_macro2::{Span, TokenStream};

use crate::{
    attributes::{INJECT, ON_METHODS, ON_PARAMETERS, WEBSOCKET_SERVER},
    errors,
    strip::strip,
};

pub(crate) fn refuse(name: &str, item: TokenStream) -> TokenStream {
    errors::report(|errors| {
        // The attribute itself is no longer among the tokens.
        errors.at(Span::call_site(), format!("`#[{name}]` {}", remedy(name)));
        strip(item, &[ON_METHODS, ON_PARAMETERS])
    })
}

fn remedy(name: &str) -> &'static str {
    match name {
        INJECT => {
            "marks a field of a gateway's struct or a parameter of its methods; move it there"
        }
        WEBSOCKET_SERVER => "marks a field of a gateway's struct; move it there",
        name if ON_PARAMETERS.contains(&name) => {
            "marks a parameter of a gateway's method; move it there"
        }
        _ => "works inside an `impl` block marked `#[websocket_gateway]`; mark the block",
    }
}
