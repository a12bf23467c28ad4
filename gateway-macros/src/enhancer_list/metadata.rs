//! `metadata` reads `#[set_metadata(value)]`.

use syn::Expr;

use crate::{arguments::Arguments, attributes::Helper, errors::Errors};

/// Accepts one expression.
pub(super) fn metadata(helper: &Helper, errors: &mut Errors) -> Option<Expr> {
    let list = match Arguments::of(&helper.attribute) {
        Arguments::List(list) if !list.is_empty() => list,
        Arguments::Value(value) => {
            let message =
                format!("the value stands in parentheses; write `#[set_metadata({value})]`");
            errors.over(value, message);
            return None;
        }
        Arguments::None | Arguments::List(_) => {
            errors.over(
                helper.tokens(),
                "there is no value; write one, as in `#[set_metadata(Roles(&[\"admin\"]))]`",
            );
            return None;
        }
    };
    // NestJS has a key before the value.
    match syn::parse2(list.clone()) {
        Ok(value) => Some(value),
        Err(_) if syn::parse2::<KeyAndValue>(list.clone()).is_ok() => {
            errors.over(
                list,
                "metadata has no key but its type; write one value of a type of your own, as in \
                 `#[set_metadata(Roles(&[\"admin\"]))]`",
            );
            None
        }
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

/// `key, value`
struct KeyAndValue;

impl syn::parse::Parse for KeyAndValue {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Expr>()?;
        input.parse::<syn::Token![,]>()?;
        input.parse::<Expr>()?;
        Ok(Self)
    }
}
