//! `understand` makes the model of an item and reports what is wrong with the item.

mod codes;
mod fields;
mod options;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Meta, ext::IdentExt};

use super::{
    message::Message,
    model::{Case, ErrorType, Kind, Text},
};
use crate::{attributes::docs, errors::Errors};

use options::{Options, Place};

pub(super) fn understand(item: &DeriveInput, errors: &mut Errors) -> ErrorType {
    let name = &item.ident;
    let place = match &item.data {
        Data::Struct(_) => Place::Struct,
        Data::Enum(_) | Data::Union(_) => Place::Enum,
    };
    let mut options = options::read(&item.attrs, place, errors);
    let runtime = options.runtime.take().unwrap_or_default();
    let cases = match &item.data {
        Data::Struct(data) => {
            let path = name.to_token_stream();
            vec![case(
                name,
                path,
                &item.attrs,
                &data.fields,
                options,
                false,
                errors,
            )]
        }
        Data::Enum(data) => {
            // `thiserror` takes one text for all variants, too.
            let is_displayed = displayed(&item.attrs).is_some();
            let variants = data.variants.iter().map(|variant| {
                let options = options::read(&variant.attrs, Place::Variant, errors);
                let ident = &variant.ident;
                let path = quote!(#name::#ident);
                case(
                    ident,
                    path,
                    &variant.attrs,
                    &variant.fields,
                    options,
                    is_displayed,
                    errors,
                )
            });
            variants.collect()
        }
        Data::Union(data) => {
            errors.at(
                data.union_token.span,
                format!("`{name}` is a union, which says nothing of what it holds; make it an enum with a variant for each error"),
            );
            Vec::new()
        }
    };
    codes::refuse_same(&cases, errors);
    ErrorType {
        name: name.clone(),
        generics: item.generics.clone(),
        runtime,
        cases,
    }
}

/// The case called `name`; `is_displayed` says whether `thiserror` is known to be there.
fn case(
    name: &Ident,
    path: TokenStream,
    attributes: &[Attribute],
    fields: &Fields,
    options: Options,
    is_displayed: bool,
    errors: &mut Errors,
) -> Case {
    let displayed = displayed(attributes);
    let is_of_thiserror = is_displayed || displayed.is_some();
    let fields = fields::understand(fields, is_of_thiserror, errors);
    if let Some(transparent) = &options.transparent
        && fields.len() != 1
    {
        let found = match fields.len() {
            0 => "no field".to_owned(),
            count => format!("{count} fields"),
        };
        errors.at(
            transparent.span(),
            format!(
                "`transparent` passes on the error in a variant's only field, and `{name}` has {found}; write \
                 `{name}(OtherError)`, or remove `transparent`"
            ),
        );
    }
    let message = options.message.map(Message::new);
    if let Some(message) = &message {
        message.check(name, &fields, errors);
    }
    let kind = if options.transparent.is_some() {
        Kind::Transparent
    } else if options.internal.is_some() {
        Kind::Internal(message)
    } else {
        Kind::Told {
            code: options.code.unwrap_or_else(|| codes::default(name)),
            text: message.map_or(
                Text::Displayed(displayed.and_then(|displayed| displayed.text)),
                Text::Given,
            ),
        }
    };
    if let Kind::Told { code, .. } = &kind {
        codes::check(code, errors);
    }
    Case {
        path,
        span: name.span(),
        docs: docs(attributes).cloned().collect(),
        fields,
        kind,
    }
}

/// What stands in an attribute of `thiserror`.
struct Displayed {
    /// The format string, if there is nothing else.
    text: Option<LitStr>,
}

/// The attribute of `thiserror` among the attributes.
fn displayed(attributes: &[Attribute]) -> Option<Displayed> {
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("error"))?;
    let text = match &attribute.meta {
        Meta::List(list) => syn::parse2(list.tokens.clone()).ok(),
        _ => None,
    };
    Some(Displayed { text })
}

/// The name without `r#`.
fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}
