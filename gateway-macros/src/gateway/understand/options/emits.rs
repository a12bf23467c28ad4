//! `emits` reads the events that a gateway sends: `emits(ReceiveMessage, "tick" = u8)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    LitStr, Token,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
};

use crate::{
    arguments::{Form, Named},
    errors::Errors,
    event_literal,
    event_name::Sender,
    gateway::model::Emitted,
};

impl Parse for Emitted {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            return Ok(Self::Named(name, input.parse()?));
        }
        Ok(Self::Typed(input.parse()?))
    }
}

impl Emitted {
    /// What an event may be declared by once: its name, or its type.
    fn declared_by(&self) -> TokenStream {
        match self {
            Self::Typed(ty) => ty.to_token_stream(),
            Self::Named(name, _) => name.to_token_stream(),
        }
    }
}

/// Accepts `emits(Type, path::Type, "name" = Type, ..)`.
pub(super) fn emits(option: &Named, errors: &mut Errors) -> Vec<Emitted> {
    const EXPECTED: &str = "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`; an event \
                            that is emitted by its name is `emits(\"name\" = Type)`";
    let Form::List(list) = &option.form else {
        option.refuse_value(EXPECTED, errors);
        return Vec::new();
    };
    let mut events: Vec<Emitted> = Vec::new();
    let Ok(parsed) = Punctuated::<Emitted, Token![,]>::parse_terminated.parse2(list.clone()) else {
        errors.over(list.clone(), EXPECTED);
        return events;
    };
    for event in parsed {
        let tokens = event.declared_by();
        if let Emitted::Named(name, _) = &event
            && errors
                .keep(event_literal::check(name, Sender::Server))
                .is_none()
        {
            continue;
        }
        // The compiler's error about two implementations for one type would point at neither.
        if events
            .iter()
            .any(|known| known.declared_by().to_string() == tokens.to_string())
        {
            let written = tokens.to_string().replace(' ', "");
            errors.over(
                tokens,
                format!("`{written}` is in `emits` twice; remove one"),
            );
        } else {
            events.push(event);
        }
    }
    events
}
