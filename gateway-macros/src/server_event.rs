//! `derive` is the expansion of `#[derive(ServerEvent)]`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, LitStr, Meta, ext::IdentExt};

use crate::{
    arguments::{self, Arguments, Form, Named},
    attributes,
    constant::{self, Constant, holder},
    editor::compiler_only,
    errors::{self, Errors},
    event_literal,
    event_name::{self, Sender},
    runtime_path::RuntimePath,
    spans::variable,
    suggestion::kebab_case,
};

/// The arguments of `#[event(..)]`.
struct Event {
    name: Option<Name>,
    runtime: Option<RuntimePath>,
    /// Whether a name was given, right or wrong.
    has_name: bool,
}

/// The name of an event.
enum Name {
    Literal(LitStr),
    Constant(Constant),
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
    /// - `#[event("name")]` or `#[event(events::NAME)]`
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

    /// Accepts `"name"`, `events::NAME` and `crate = path`.
    fn read(&mut self, argument: TokenStream, errors: &mut Errors) {
        if let Some(name) = Name::parse(&argument) {
            if self.has_name {
                errors.at(
                    name.span(),
                    "an event has one name; declare another type for the other",
                );
                return;
            }
            self.has_name = true;
            if let Name::Literal(literal) = &name
                && errors
                    .keep(event_literal::check(literal, Sender::Server))
                    .is_none()
            {
                return;
            }
            self.name = Some(name);
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
                    format!(
                        "the name is written as a string; write `\"{name}\"`, or for a constant \
                         its path, as in `{}`",
                        constant::EXAMPLE
                    ),
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
                    format!(
                        "the name is a string or the path of a constant, as in \
                         `#[event(\"receive-message\")]` and `#[event({})]`",
                        constant::EXAMPLE
                    ),
                );
            }
        }
    }
}

impl Name {
    fn parse(argument: &TokenStream) -> Option<Self> {
        match syn::parse2::<LitStr>(argument.clone()) {
            Ok(literal) => Some(Self::Literal(literal)),
            Err(_) => Constant::parse(argument.clone()).map(Self::Constant),
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::Constant(constant) => constant.span(),
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
//             const DOCS: &'static str = ::core::concat!(" A message for everybody.", "\n",);
//         }
//     };
fn expand(item: &DeriveInput, event: &Event) -> TokenStream {
    let runtime = event.runtime.as_ref().unwrap_or(&RuntimePath::Default);
    let root = runtime.root(Span::mixed_site());
    let DeriveInput {
        ident, generics, ..
    } = item;
    let (parameters, arguments, clauses) = generics.split_for_impl();
    let Printed { items, name } = match &event.name {
        Some(Name::Literal(literal)) => Printed::of(literal),
        Some(Name::Constant(constant)) if generics.params.is_empty() => {
            Printed::of_constant(&constant.of(&ident.to_token_stream()), runtime)
        }
        Some(Name::Constant(constant)) => Printed::of_generic_constant(constant, runtime),
        None => Printed::of(&LitStr::new(&suggestion(item), ident.span())),
    };
    let docs = docs(item);
    let lints = (!items.is_empty()).then(|| quote!(#[allow(unexpected_cfgs)]));
    quote! {
        #lints
        const _: () = {
            #items
            #[automatically_derived]
            impl #parameters #root::ServerEvent for #ident #arguments #clauses {
                const NAME: &'static str = #name;
                #docs
            }
        };
    }
}

/// The documentation of the event's type, if there is any.
fn docs(item: &DeriveInput) -> Option<TokenStream> {
    let lines = attributes::docs(&item.attrs).filter_map(|line| match &line.meta {
        Meta::NameValue(line) => Some(&line.value),
        _ => None,
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        quote!(
            const DOCS: &'static str = ::core::concat!(#(#lines, "\n",)*);
        )
    })
}

/// What is printed of a name.
struct Printed {
    items: TokenStream,
    /// The value of `NAME`.
    name: TokenStream,
}

const CHECK: &str = "check_event_of_server";

impl Printed {
    fn of(name: &LitStr) -> Self {
        Self {
            items: TokenStream::new(),
            name: name.to_token_stream(),
        }
    }

    // Expands to these items, which are checked also where nothing uses the event. rust-analyzer gets
    // the path alone:
    //
    //     #[cfg(not(rust_analyzer))]
    //     items! {
    //         const __NAME: &'static str = value;
    //         const _: () = ::gateway_runtime::__private::check_event_of_server(__NAME);
    //     }
    //     #[cfg(rust_analyzer)]
    //     const __NAME: &'static str = events::SENT;
    fn of_constant(constant: &Constant, runtime: &RuntimePath) -> Self {
        let holder = holder("NAME");
        let [value, check] = constant.declared(CHECK, &holder, runtime);
        let items = compiler_only(runtime, &quote!(#value #check));
        let path = constant.path();
        Self {
            items: quote! {
                #items
                #[cfg(rust_analyzer)]
                const #holder: &'static str = #path;
            },
            name: holder.into_token_stream(),
        }
    }

    // Expands to this value, whose path may name the type's parameters, so that its check waits for
    // a type:
    //
    //     {
    //         let name = Self::SENT;
    //         ::gateway_runtime::__private::check_event_of_server(name);
    //         name
    //     }
    fn of_generic_constant(constant: &Constant, runtime: &RuntimePath) -> Self {
        let name = variable("name");
        let value = constant.value(runtime);
        let check = constant.check(CHECK, &name, runtime);
        Self {
            items: TokenStream::new(),
            name: quote!({
                let #name = #value;
                #check;
                #name
            }),
        }
    }
}
