//! `Answer` is the printed code that turns a handler's output into an answer.
//!
//! The output's type is known to the compiler alone. So two probes choose by method resolution, in
//! the user's crate, where the type is concrete: whether the output is a `Result`, and what kind of
//! answer the value is.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::{
    block::model::{Block, Handler},
    spans::{keyword, reported_at, variable_at},
};

/// The parts of a handler's `call` that answer.
pub(crate) struct Answer {
    /// The import of the probes' second levels.
    pub(crate) levels: TokenStream,
    /// Statements after the call.
    pub(crate) probes: TokenStream,
    /// An expression whose value is what remains to be done after the call: the items of a stream.
    pub(crate) value: TokenStream,
}

// Expands to:
//
//     use ::gateway_runtime::__private::{AnswerKind as _, SplitOutput as _};
//
//     let result = Output(output).split();
//     let kind = Value(&result).kind();
//
//     kind.answer(result, reply)
//
// or, for a handler that takes an `Ack`, to:
//
//     use ::gateway_runtime::__private::SplitOutput as _;
//
//     let result = Output(output).split();
//
//     AckOutput::end(result, reply)
pub(crate) fn answer(
    block: &Block<'_>,
    handler: &Handler<'_>,
    output: &Ident,
    reply: &Ident,
) -> Answer {
    // A type that is no answer is reported at itself.
    let span = reported_at(handler.method.callable.output_span());
    let private = block.runtime.private(span);
    let [result, kind] = ["result", "kind"].map(|name| variable_at(name, span));
    let bind = keyword("let");
    let split = quote_spanned!(span=> #bind #result = #private::Output(#output).split(););
    if handler.answers_by_hand() {
        return Answer {
            levels: quote!(use #private::SplitOutput as _;),
            probes: split,
            value: quote_spanned!(span=> #private::AckOutput::end(#result, #reply)),
        };
    }
    Answer {
        levels: quote!(use #private::{AnswerKind as _, SplitOutput as _};),
        probes: quote_spanned! {span=>
            #split
            #bind #kind = #private::Value(&#result).kind();
        },
        value: quote_spanned!(span=> #kind.answer(#result, #reply)),
    }
}
