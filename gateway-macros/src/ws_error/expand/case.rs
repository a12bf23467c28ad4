//! `arm` prints what a case becomes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, Member, ext::IdentExt, spanned::Spanned};

use super::super::{
    message::{self, Message},
    model::{Case, ErrorType, Field, Kind, Text},
};
use crate::spans::{reported_at, variable, variable_at};

// Expands to one of:
//
//     BuyError::OutOfStock { ref left, .. } => with_fields(WsError::new("out_of_stock", message), [..]),
//     BuyError::Database { .. } => internal(..),
//     BuyError::Other { 0: other, .. } => PassedOn::pass_on(other),
pub(super) fn arm(error: &ErrorType, case: &Case) -> TokenStream {
    match &case.kind {
        Kind::Told { code, text } => told(error, case, code, text),
        Kind::Internal(Some(message)) => internal_with_message(error, case, message),
        Kind::Internal(None) => internal(error, case),
        Kind::Transparent => transparent(error, case).unwrap_or_default(),
    }
}

// Expands to, with the last two only where there are details and a source:
//
//     BuyError::OutOfStock { ref left, ref cause, .. } => {
//         let told = WsError::new("out_of_stock", message(format_args!("only {left} left")));
//         let told = with_fields(told, [("left", Detail::written(left))]);
//         with_cause(told, match error { .. })
//     }
fn told(error: &ErrorType, case: &Case, code: &LitStr, text: &Text) -> TokenStream {
    let root = error.runtime.root(Span::mixed_site());
    let private = error.runtime.private(Span::mixed_site());
    let pattern = looking(case);
    let message = match text {
        Text::Given(message) => given(message, case, &private),
        Text::Displayed(_) => message::displayed(case.span, &error.runtime),
    };
    let mut told = quote!(#root::WsError::new(#code, #message));
    if let Some(details) = details(error, case) {
        let Details { function, values } = details;
        told = quote!(#private::#function(#told, #values));
    }
    if let Some(field) = case.source() {
        let taken = cause(case, field, &private);
        told = quote!(#private::with_cause(#told, #taken));
    }
    quote!(#pattern => #told,)
}

/// The pattern that holds references to the case's fields.
fn looking(case: &Case) -> TokenStream {
    let path = &case.path;
    let fields = case.fields.iter().map(|field| {
        let Field {
            member, variable, ..
        } = field;
        match member {
            Member::Named(_) => quote!(ref #variable,),
            Member::Unnamed(_) => quote!(#member: ref #variable,),
        }
    });
    quote!(#path { #(#fields)* .. })
}

/// The pattern that takes one field.
fn taking(case: &Case, field: &Field, taken: &Ident) -> TokenStream {
    let path = &case.path;
    let member = &field.member;
    quote!(#path { #member: #taken, .. })
}

fn given(message: &Message, case: &Case, private: &TokenStream) -> TokenStream {
    let unnamed = case
        .fields
        .iter()
        .filter(|field| matches!(field.member, Member::Unnamed(_)));
    let unnamed: Vec<&Ident> = unnamed.map(|field| &field.variable).collect();
    message.print(&unnamed, private)
}

/// The function that adds details to an error, and what it adds.
struct Details {
    function: Ident,
    values: TokenStream,
}

// Expands to one of:
//
//     with_fields(.., [("left", Detail::written(left)),])
//     with_value(.., Detail::written(__field0))
//     with_values(.., [Detail::written(__field0), Detail::written(__field1),])
//
// The compiler blames the argument for a field that cannot be written, so that the argument stands where the type does.
fn details(error: &ErrorType, case: &Case) -> Option<Details> {
    let written = |field: &Field| {
        let span = reported_at(field.ty.span());
        let private = error.runtime.private(span);
        let mut variable = field.variable.clone();
        variable.set_span(variable.span().located_at(span));
        quote_spanned!(span=> #private::Detail::written(#variable))
    };
    let fields: Vec<&Field> = case.details().collect();
    let (function, values) = match fields.as_slice() {
        [] => return None,
        [field] if matches!(field.member, Member::Unnamed(_)) => ("with_value", written(field)),
        fields => {
            let values = fields.iter().map(|field| {
                let written = written(field);
                match &field.member {
                    Member::Named(name) => {
                        let name = name.unraw().to_string();
                        quote!((#name, #written))
                    }
                    Member::Unnamed(_) => written,
                }
            });
            let is_named = fields
                .iter()
                .any(|field| matches!(field.member, Member::Named(_)));
            let function = if is_named {
                "with_fields"
            } else {
                "with_values"
            };
            (function, quote!([#(#values),*]))
        }
    };
    Some(Details {
        function: variable(function),
        values,
    })
}

// Expands to:
//
//     match error {
//         BuyError::Database { cause: source, .. } => Cause(source).__gateway_cause().ok(),
//         _ => None,
//     }
fn cause(case: &Case, field: &Field, private: &TokenStream) -> TokenStream {
    let [error, source] = ["error", "source"].map(variable);
    let pattern = taking(case, field, &source);
    quote! {
        match #error {
            #pattern => #private::Cause(#source).__gateway_cause().ok(),
            _ => ::core::option::Option::None,
        }
    }
}

// Expands to this. An error of the standard library's kind is its own reason. Of any other, the reason is the field:
//
//     BuyError::Database { .. } => match Cause(error).__gateway_cause() {
//         Ok(cause) => WsError::internal(cause),
//         Err(error) => internal_for("BuyError::Database", match error { .. }),
//     }
fn internal(error: &ErrorType, case: &Case) -> TokenStream {
    let root = error.runtime.root(Span::mixed_site());
    let private = error.runtime.private(Span::mixed_site());
    let [variable, taken] = ["error", "cause"].map(variable);
    let path = &case.path;
    let name = path.to_string().replace(' ', "");
    let reason = reason(case, &private);
    quote! {
        #path { .. } => match #private::Cause(#variable).__gateway_cause() {
            ::core::result::Result::Ok(#taken) => #root::WsError::internal(#taken),
            ::core::result::Result::Err(#variable) => #private::internal_for(#name, #reason),
        },
    }
}

// Expands to:
//
//     BuyError::Database { ref cause, .. } => internal_for(message(..), match error { .. }),
fn internal_with_message(error: &ErrorType, case: &Case, message: &Message) -> TokenStream {
    let private = error.runtime.private(Span::mixed_site());
    let pattern = looking(case);
    let message = given(message, case, &private);
    let reason = reason(case, &private);
    quote!(#pattern => #private::internal_for(#message, #reason),)
}

/// The field that is the reason of an internal error: the source, or else the only field.
fn reason(case: &Case, private: &TokenStream) -> TokenStream {
    let only = match case.fields.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    case.source().or(only).map_or_else(
        || quote!(::core::option::Option::None),
        |field| cause(case, field, private),
    )
}

fn transparent(error: &ErrorType, case: &Case) -> Option<TokenStream> {
    let field = case.fields.first()?;
    let span = reported_at(field.ty.span());
    let private = error.runtime.private(span);
    let taken = variable_at("inner", span);
    let pattern = taking(case, field, &taken);
    let passed = quote_spanned!(span=> #private::PassedOn::pass_on(#taken));
    Some(quote!(#pattern => #passed,))
}
