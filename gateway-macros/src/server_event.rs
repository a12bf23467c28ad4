//! `derive` is the expansion of `#[derive(ServerEvent)]`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, LitStr, ext::IdentExt};

use crate::{
    arguments::{self, Arguments, Form, Named},
    errors::{self, Errors},
    event_name::{self, Sender},
    runtime_path::RuntimePath,
    suggestion::kebab_case,
};

/// The arguments of `#[event(..)]`.
struct Event {
    name: Option<LitStr>,
    runtime: Option<RuntimePath>,
    /// Whether a name was given, right or wrong.
    has_name: bool,
}

pub(crate) fn derive(item: TokenStream) -> TokenStream {
    errors::report(|errors| {
        let Some(item) = errors.keep(syn::parse2::<DeriveInput>(item)) else {
            return TokenStream::new();
        };
        let event = Event::parse(&item, errors);
        if let Data::Union(union) = &item.data {
            errors.at(
                union.union_token.span,
                format!(
                    "`{}` is a union, which cannot be serialized; make it a struct or an enum",
                    item.ident
                ),
            );
        }
        expand(&item, &event)
    })
}

impl Event {
    /// Accepts, in one attribute or several:
    /// - `#[event("name")]`
    /// - `#[event(crate = path)]`
    fn parse(item: &DeriveInput, errors: &mut Errors) -> Self {
        let mut event = Self {
            name: None,
            runtime: None,
            has_name: false,
        };
        for attribute in item
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("event"))
        {
            match Arguments::of(attribute) {
                Arguments::List(list) if !list.is_empty() => {
                    for argument in arguments::split(list, errors) {
                        event.read(argument, errors);
                    }
                }
                Arguments::Value(name) => {
                    event.has_name = true;
                    let written = name.to_string();
                    errors.over(
                        name,
                        format!("the name stands in parentheses; write `#[event({written})]`"),
                    );
                }
                Arguments::List(_) | Arguments::None => {
                    event.has_name = true;
                    let suggestion = suggestion(item);
                    errors.over(
                        attribute.to_token_stream(),
                        format!("no name here; write `#[event({suggestion:?})]`"),
                    );
                }
            }
        }
        if !event.has_name {
            let suggestion = suggestion(item);
            errors.at(
                item.ident.span(),
                format!(
                    "missing `#[event({suggestion:?})]`; say under which name `{}` is sent",
                    item.ident
                ),
            );
        }
        event
    }

    /// Accepts `"name"` and `crate = path`.
    fn read(&mut self, argument: TokenStream, errors: &mut Errors) {
        if let Ok(name) = syn::parse2::<LitStr>(argument.clone()) {
            if self.has_name {
                errors.at(
                    name.span(),
                    "an event has one name; declare another type for the other",
                );
                return;
            }
            self.has_name = true;
            if errors
                .keep(event_name::check(&name, Sender::Server))
                .is_some()
            {
                self.name = Some(name);
            }
            return;
        }
        match Named::parse(argument, errors) {
            Ok(Some(option)) if option.name == "crate" => {
                if self.runtime.is_some() {
                    errors.at(
                        option.name.span(),
                        "option `crate` is given twice; remove one",
                    );
                } else {
                    self.runtime = Some(RuntimePath::parse(&option, errors));
                }
            }
            Ok(Some(Named {
                name,
                form: Form::Bare,
            })) => {
                self.has_name = true;
                errors.at(
                    name.span(),
                    format!("the name is written as a string; write `\"{name}\"`"),
                );
            }
            Ok(Some(Named {
                name,
                form: Form::Value(value),
            })) if name == "name" => {
                self.has_name = true;
                let written = if value.is_empty() {
                    event_name::EXAMPLE.to_owned()
                } else {
                    value.to_string()
                };
                errors.at(
                    name.span(),
                    format!("the name stands alone; write `#[event({written})]`"),
                );
            }
            Ok(Some(Named { name, .. })) => {
                errors.at(
                    name.span(),
                    format!(
                        "unknown option `{name}`; `#[event(..)]` takes a name and `crate = path`"
                    ),
                );
            }
            Ok(None) => self.has_name = true,
            Err(argument) => {
                self.has_name = true;
                errors.over(
                    argument,
                    "the name is a string literal, as in `#[event(\"receive-message\")]`",
                );
            }
        }
    }
}

fn suggestion(item: &DeriveInput) -> String {
    kebab_case(&item.ident.unraw().to_string())
}

// Expands to this. After a mistake the name is made from the type's, so that users of the type see
// no second error:
//
//     const _: () = {
//         impl ::gateway_runtime::ServerEvent for ReceiveMessage {
//             const NAME: &'static str = "receive-message";
//         }
//     };
fn expand(item: &DeriveInput, event: &Event) -> TokenStream {
    let runtime = event.runtime.as_ref().unwrap_or(&RuntimePath::Default);
    let root = runtime.root(Span::mixed_site());
    let DeriveInput {
        ident, generics, ..
    } = item;
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let name = event
        .name
        .clone()
        .unwrap_or_else(|| LitStr::new(&suggestion(item), ident.span()));
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #parameters #root::ServerEvent for #ident #arguments #clauses {
                const NAME: &'static str = #name;
            }
        };
    }
}
