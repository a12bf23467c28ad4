//! `compiler_only` prints items that rust-analyzer does not look into.
//!
//! Printed code names the user's types with the user's places, so that rustc reports there. For
//! rust-analyzer that would be many meanings of one word: going to the definition of a type would
//! offer a list, and hovering would show our documentation besides the user's. A condition on the
//! items does not help, since rust-analyzer looks into what is left out. So the items are the
//! argument of a macro, and what is left out for rust-analyzer is the import of the macro.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::{runtime_path::RuntimePath, spans::variable};

// Expands to:
//
//     #[cfg(not(rust_analyzer))]
//     use ::gateway_runtime::__private::items;
//     #[cfg(not(rust_analyzer))]
//     items! { items }
pub(crate) fn compiler_only(runtime: &RuntimePath, items: &TokenStream) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let name = variable("items");
    quote! {
        #[cfg(not(rust_analyzer))]
        use #private::#name;
        #[cfg(not(rust_analyzer))]
        #name! { #items }
    }
}
