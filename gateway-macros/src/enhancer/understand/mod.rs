//! `function` understands a function that is an enhancer, and reports what is wrong with it.

mod item;
mod options;

use quote::ToTokens as _;
use syn::{FnArg, Type};

use super::{
    model::{Enhancer, Kind, Options},
    syntax::Function,
};
use crate::{
    callable::{
        GuardPoint,
        understand::{check_signature, parameters},
    },
    errors::Errors,
    types,
};

pub(super) use item::refuse_item;
pub(super) use options::options;

/// Reads the function.
pub(super) fn function<'a>(
    kind: Kind,
    function: &'a Function,
    options: &'a Options,
    errors: &mut Errors,
) -> Enhancer<'a> {
    let role = kind.role(options.point);
    let callable = &function.callable;
    for helper in (function.helpers.iter()).chain(callable.input_helpers.iter().flatten()) {
        helper.check_spelling(errors);
    }
    for helper in &function.helpers {
        helper.refuse_place(errors);
    }
    refuse_receiver(kind, function, errors);
    check_signature(callable, role, errors);
    check_output(kind, function, errors);
    let enhancer = Enhancer {
        kind,
        function,
        options,
        parameters: parameters(callable, role, errors),
    };
    check_subject(&enhancer, errors);
    enhancer
}

fn refuse_receiver(kind: Kind, function: &Function, errors: &mut Errors) {
    let receiver = function.callable.signature.inputs.first();
    if let Some(FnArg::Receiver(receiver)) = receiver {
        let (name, noun) = (function.callable.name(), kind.role(GuardPoint::Both).noun());
        errors.over(
            receiver.to_token_stream(),
            format!("`{name}` takes `self`; {noun} is a function outside of an `impl` block: move it there"),
        );
    }
}

/// Refuses outputs that the expansion cannot name.
fn check_output(kind: Kind, function: &Function, errors: &mut Errors) {
    let Some(returned) = types::returned(&function.callable.signature.output) else {
        return;
    };
    let (name, noun) = (function.callable.name(), kind.role(GuardPoint::Both).noun());
    if let Type::Never(never) = returned {
        errors.over(
            never.to_token_stream(),
            format!("`{name}` returns `!`; {noun} has to return: remove `-> !`"),
        );
    } else if let Some(open) = types::impl_trait(returned) {
        errors.over(
            open.to_token_stream(),
            format!("`{name}` returns an `impl Trait`; {noun} returns a known type: name one, or make it an `async fn`"),
        );
    } else if let Some(reference) = types::borrow(returned) {
        errors.over(
            reference.to_token_stream(),
            format!(
                "`{name}` returns what it borrows, and its parameters are gone then: use {}",
                types::owned(reference)
            ),
        );
    } else if let Some(lifetime) = types::lifetime(returned) {
        errors.over(
            lifetime.to_token_stream(),
            format!(
                "`{name}` returns what it borrows for `{lifetime}`, and its parameters are gone then: use a type without \
                 lifetime, or `'static`"
            ),
        );
    }
}

/// Reports that the parameter is missing that the function is there for, or is there twice.
fn check_subject(enhancer: &Enhancer<'_>, errors: &mut Errors) {
    let name = enhancer.function.callable.name();
    let mut subjects = enhancer
        .parameters
        .iter()
        .filter(|parameter| parameter.is_subject());
    if let (Some(_), Some(second)) = (subjects.next(), subjects.next()) {
        errors.over(
            second.ty.to_token_stream(),
            format!("`{name}` takes a second `Next`; a method runs at most once: remove one"),
        );
    }
    if enhancer.kind == Kind::Filter {
        refuse_error_behind(enhancer, errors);
    }
    if enhancer.subject().is_some() || enhancer.function.has_receiver() {
        return;
    }
    let missing = match enhancer.kind {
        Kind::Guard => return,
        Kind::Interceptor => {
            "has no parameter of type `Next`; add `next: Next`, and call `next.run().await` for what is behind the \
             interceptor"
        }
        Kind::Filter => {
            "has no parameter; the first one is what the filter catches: `error: Failure` for everything, `error: \
             WsError`, or an error of your own"
        }
        Kind::Pipe => {
            "has no parameter; the first one is the value that the pipe changes: `id: u64`"
        }
    };
    errors.at(name.span(), format!("`{name}` {missing}"));
}

/// Reports the error of a filter behind another parameter.
fn refuse_error_behind(enhancer: &Enhancer<'_>, errors: &mut Errors) {
    let name = enhancer.function.callable.name();
    let is_error = |ty: &Type| {
        ["Failure", "WsError"]
            .iter()
            .any(|known| types::is_named(ty, known))
    };
    if let Some(second) = enhancer
        .parameters
        .iter()
        .skip(1)
        .find(|parameter| is_error(parameter.ty))
    {
        errors.over(
            second.ty.to_token_stream(),
            format!("the error is the first parameter of a filter, which says what `{name}` catches; move it to the front"),
        );
    }
}
