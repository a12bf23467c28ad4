//! `hidden` prints items where nobody else sees their names.

use proc_macro2::TokenStream;
use quote::quote;

// Expands to:
//
//     const _: () = { items };
pub(super) fn hidden(items: &TokenStream) -> TokenStream {
    quote! {
        // The user's types may be deprecated, which the compiler says where the user wrote them;
        // and a record is spelled in the user's span, where our full paths may be longer than they
        // need to be.
        #[allow(deprecated, unused_qualifications)]
        const _: () = { #items };
    }
}
