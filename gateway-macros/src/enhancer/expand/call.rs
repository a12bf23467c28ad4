//! `arguments` and `call` print how the parameters of a function are taken, and the call with them.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::paths;
use crate::{
    callable::expand::{Context, imports, require, statements, variables},
    enhancer::model::{Enhancer, Kind},
    spans::{reported_at, variable_at},
};

// Expands to:
//
//     fn __arguments(context: &mut CallContext<'_>) -> Result<(Login, Arc<Users>,), WsError> {
//         let __argument0 = <Login as AuthPayload>::of_context(&*context)?;
//         let __argument1 = inject::<Arc<Users>, _>(&*context)?;
//         Ok((__argument0, __argument1,))
//     }
pub(super) fn arguments(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let context = Context::of(enhancer.role(), runtime);
    let (root, private) = paths(runtime);
    let source = if enhancer.kind == Kind::Pipe {
        quote!(#private::Message)
    } else {
        quote!(#private::CallContext<'_>)
    };
    let variable = context.variable();
    let types = enhancer
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_subject());
    let types = types.map(|parameter| parameter.ty);
    let taken = taken(enhancer);
    let imports = imports(context, &enhancer.parameters);
    let statements = statements(context, &enhancer.parameters);
    let unused = taken.is_empty().then(|| quote!(let _ = #variable;));
    quote! {
        fn __arguments(
            #variable: &mut #source,
        ) -> ::core::result::Result<(#(#types,)*), #root::WsError> {
            #unused
            #imports
            #statements
            ::core::result::Result::Ok((#(#taken,)*))
        }
    }
}

/// The variables of the parameters that are taken from the call.
pub(super) fn taken(enhancer: &Enhancer<'_>) -> Vec<Ident> {
    let all = variables(&enhancer.parameters)
        .into_iter()
        .zip(&enhancer.parameters);
    let taken = all.filter(|(_, parameter)| !parameter.is_subject());
    taken.map(|(variable, _)| variable).collect()
}

// Expands to the call of the function, with `.await` if it is async; `subject` is what the function is there for:
//
//     authenticated(__argument0, __argument1,).await
pub(super) fn call(enhancer: &Enhancer<'_>, subject: &Ident) -> TokenStream {
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let all = variables(&enhancer.parameters)
        .into_iter()
        .zip(&enhancer.parameters);
    let arguments = all.map(|(variable, parameter)| {
        if parameter.is_subject() {
            subject.clone()
        } else {
            variable
        }
    });
    let awaited = callable.is_async().then(|| quote!(.await));
    quote!(#name(#(#arguments,)*) #awaited)
}

// Expands to, with `.await` for an `async fn`:
//
//     Box::pin(async move {
//         let output = timed(__argument0, next, __argument2,).await;
//         InterceptorOutput::into_result(output)
//     })
pub(super) fn returned(
    enhancer: &Enhancer<'_>,
    subject: &Ident,
    output_trait: &str,
) -> TokenStream {
    let callable = &enhancer.function.callable;
    let runtime = &enhancer.options.runtime;
    // A type that such a function may not return is reported at itself.
    let at_output = reported_at(callable.output_span());
    let private = runtime.private(at_output);
    let output = variable_at("output", at_output);
    let output_trait = Ident::new(output_trait, at_output);
    let result = quote_spanned!(at_output=> #private::#output_trait::into_result(#output));
    let call = call(enhancer, subject);
    let body = quote!(let #output = #call; #result);
    quote_spanned! {reported_at(callable.future_span())=>
        ::std::boxed::Box::pin(async move { #body })
    }
}

pub(super) fn required(enhancer: &Enhancer<'_>) -> Option<TokenStream> {
    let context = Context::of(enhancer.role(), &enhancer.options.runtime);
    require(context, &enhancer.parameters)
}
