//! `strings` reads one string or several: `"a"` and `["a", "b"]`.

use proc_macro2::TokenStream;
use syn::{Expr, ExprArray, ExprLit, Lit, LitStr};

/// The strings; `None` if `value` is something else.
pub(crate) fn strings(value: &TokenStream) -> Option<Vec<LitStr>> {
    if let Ok(string) = syn::parse2(value.clone()) {
        return Some(vec![string]);
    }
    let array: ExprArray = syn::parse2(value.clone()).ok()?;
    array
        .elems
        .into_iter()
        .map(|element| match element {
            Expr::Lit(ExprLit {
                lit: Lit::Str(string),
                ..
            }) => Some(string),
            _ => None,
        })
        .collect()
}
