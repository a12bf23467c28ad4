//! `Answer` is the printed code that turns a handler's output into an answer.
//!
//! The output's type is known to the compiler alone. So three probes choose by method resolution, in
//! the user's crate, where the type is concrete: whether the output is a `Result`, whether the error
//! can be kept in its own type, and what kind of answer the value is.

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
    /// A statement after the call, which makes `result` of the output.
    pub(crate) split: TokenStream,
    /// What the statement makes: the value, or a failure.
    pub(crate) result: Ident,
    /// The statement behind it.
    pub(crate) probe: TokenStream,
    /// An expression whose value is what remains to be done after the call: the items of a stream.
    pub(crate) value: TokenStream,
}

// Expands to:
//
//     use ::gateway_runtime::__private::{AnswerKind as _, ConvertedError as _, SplitOutput as _};
//
//     let result = match Output(output).split() {
//         Ok(value) => Ok(value),
//         Err(error) => Err(ReturnedError(error).into_failure()),
//     };
//     let kind = Value(&result).kind();
//
//     kind.answer(result, reply)
//
// or, for a handler that takes an `Ack`, to:
//
//     use ::gateway_runtime::__private::{ConvertedError as _, SplitOutput as _};
//
//     let result = match Output(output).split() { .. };
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
    let [result, kind, value, error] =
        ["result", "kind", "value", "error"].map(|name| variable_at(name, span));
    let [bind, choose] = ["let", "match"].map(keyword);
    let split = quote_spanned! {span=>
        #bind #result = #choose #private::Output(#output).split() {
            ::core::result::Result::Ok(#value) => ::core::result::Result::Ok(#value),
            ::core::result::Result::Err(#error) => {
                ::core::result::Result::Err(#private::ReturnedError(#error).into_failure())
            }
        };
    };
    if handler.answers_by_hand() {
        return Answer {
            levels: quote!(use #private::{ConvertedError as _, SplitOutput as _};),
            split,
            probe: TokenStream::new(),
            value: quote_spanned!(span=> #private::AckOutput::end(#result, #reply)),
            result,
        };
    }
    Answer {
        levels: quote!(use #private::{AnswerKind as _, ConvertedError as _, SplitOutput as _};),
        split,
        probe: quote_spanned!(span=> #bind #kind = #private::Value(&#result).kind();),
        value: quote_spanned!(span=> #kind.answer(#result, #reply)),
        result,
    }
}
