//! `expand` makes a bundle of enhancers of a struct: `#[enhancers] #[use_guards(authenticated)] struct AdminOnly;`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ItemStruct;

use crate::{
    attributes::{self, ENHANCING, ON_FUNCTIONS, Place},
    editor::{self, compiler_only},
    enhancer_list,
    errors::{self, Errors},
    runtime_path::RuntimePath,
    spans::variable,
    strip::strip,
};

// Expands to the struct without our attributes, and to:
//
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             fn __enhancers(list: &mut EnhancerList<'_>) { .. }
//             impl ::gateway_runtime::__private::Enhancers for AdminOnly {
//                 fn declare(list: &mut EnhancerList<'_>) { __enhancers(list) }
//             }
//         }
//     };
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut output = editor::fields_mentions(&arguments, &item);
    output.extend(errors::report(|errors| bundle(arguments, item, errors)));
    output
}

fn bundle(arguments: TokenStream, item: TokenStream, errors: &mut Errors) -> TokenStream {
    let runtime = RuntimePath::alone(
        arguments,
        "`#[enhancers]` takes no arguments; what the bundle has stands below, as in `#[use_guards(..)]`",
        errors,
    );
    let mut item = match syn::parse2::<ItemStruct>(item.clone()) {
        Ok(item) => item,
        Err(error) => {
            errors.over(
                error.to_compile_error(),
                "`#[enhancers]` marks a struct without fields, which is the name of a bundle: `struct AdminOnly;`",
            );
            return strip(item, &[ENHANCING]);
        }
    };
    let helpers = attributes::take(&mut item.attrs, Place::Item, &[ENHANCING, ON_FUNCTIONS]);
    for helper in &helpers {
        helper.check_spelling(errors);
        if !helper.is_enhancing() {
            helper.refuse_place(errors);
        }
    }
    let enhancing = helpers
        .iter()
        .filter(|helper| helper.is_enhancing() && helper.is_readable());
    let list = enhancer_list::understand(enhancing, errors);
    if !item.generics.params.is_empty() {
        let generics = &item.generics.params;
        let name = &item.ident;
        errors.over(
            quote!(#generics),
            format!("`{name}` has generic parameters; a bundle is one list: remove them"),
        );
    } else if list.is_empty() && errors.is_empty() {
        errors.at(
            item.ident.span(),
            "the bundle is empty; write `#[use_guards(..)]` or the like between `#[enhancers]` and the struct",
        );
    }
    let printed = errors.is_empty().then(|| printed(&item, &list, &runtime));
    quote!(#item #printed)
}

fn printed(
    item: &ItemStruct,
    list: &enhancer_list::EnhancerList,
    runtime: &RuntimePath,
) -> TokenStream {
    let private = runtime.private(Span::mixed_site());
    let name = &item.ident;
    let function = variable("__enhancers");
    let variable = variable("list");
    let enhance = enhancer_list::function(list, &function, runtime);
    let gives = enhancer_list::gives(list, name, runtime);
    let items = compiler_only(
        runtime,
        &quote! {
            #enhance
            #gives
            #[automatically_derived]
            impl #private::Enhancers for #name {
                fn declare(#variable: &mut #private::EnhancerList<'_>) { #function(#variable) }
            }
        },
    );
    quote! {
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #items
        };
    }
}
