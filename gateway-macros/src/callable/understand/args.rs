//! `check_args` refuses an `Args` that does not hold a tuple.

use quote::ToTokens;
use syn::Type;

use crate::{errors::Errors, types};

/// Refuses `Args` of one value. The compiler would say of them that they cannot be serialised.
pub(crate) fn check_args(ty: &Type, errors: &mut Errors) {
    if let Some(value) = types::single_in_args(ty) {
        let tokens = value.to_token_stream();
        let written = tokens.to_string().replace(' ', "");
        errors.over(
            tokens,
            format!(
                "`Args` takes a tuple, as in `Args<({written}, {written})>`; one value stands \
                 without it: write `{written}`"
            ),
        );
    }
}
