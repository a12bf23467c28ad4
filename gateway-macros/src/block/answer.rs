//! Printing what becomes of a handler's output.
//!
//! Its type is known to the compiler alone. So two probes choose by method resolution, here in the
//! user's crate, where the type is concrete: whether it is a `Result`, and what kind of answer its
//! value is.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::model::{Block, Handler};
use crate::spans::{reported_at, variable_at};

// Expands to an expression, whose value is what remains to be done of the answer (the items of a
// stream):
//
//     {
//         use ::gateway_runtime::__private::{AnswerKind as _, SplitOutput as _};
//         match Output(output).split() {
//             Ok(value) => {
//                 let kind = Value(&value).kind();
//                 kind.answer(value, reply)
//             }
//             Err(error) => reply.refuse(error),
//         }
//     }
//
// and the first arm, for a handler that takes an `Ack`, to:
//
//             Ok(value) => manual(value, reply),
pub(crate) fn answer(
    block: &Block<'_>,
    handler: &Handler<'_>,
    output: &Ident,
    reply: &Ident,
) -> TokenStream {
    // A type that is no answer is reported at itself.
    let span = reported_at(handler.method.output_span());
    let private = block.runtime.private(span);
    let [value, kind, error] = ["value", "kind", "error"].map(|name| variable_at(name, span));
    let (levels, answered) = if handler.answers_by_hand() {
        (
            quote_spanned!(span=> SplitOutput as _),
            quote_spanned!(span=> #private::manual(#value, #reply)),
        )
    } else {
        let levels = quote_spanned!(span=> {AnswerKind as _, SplitOutput as _});
        let answered = quote_spanned! {span=>
            {
                let #kind = #private::Value(&#value).kind();
                #kind.answer(#value, #reply)
            }
        };
        (levels, answered)
    };
    quote_spanned! {span=>
        {
            use #private::#levels;
            match #private::Output(#output).split() {
                ::core::result::Result::Ok(#value) => #answered,
                ::core::result::Result::Err(#error) => #reply.refuse(#error),
            }
        }
    }
}
