//! `Constant` is a path to a constant that holds a name: `events::SEND`.
//!
//! Only the compiler knows what the path names. So the type and the value are checked by functions of the runtime that
//! run while the user's crate is compiled, and are reported at the path.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Expr, ext::IdentExt};

use crate::{
    runtime_path::RuntimePath,
    spans::{reported_at, variable},
};

/// An example for messages.
pub(crate) const EXAMPLE: &str = "events::SEND";

/// A path, as it was written.
pub(crate) struct Constant {
    path: TokenStream,
}

impl Constant {
    /// Accepts a path. A single word has to be spelled like a constant: other words are likely strings without their
    /// quotes, or options.
    pub(crate) fn parse(tokens: TokenStream) -> Option<Self> {
        let expression: Expr = syn::parse2(tokens.clone()).ok()?;
        is_constant(&expression).then_some(Self { path: tokens })
    }

    /// The same constant where `Self` has no meaning, and stands for `own_type`.
    pub(crate) fn of(&self, own_type: &TokenStream) -> Self {
        Self {
            path: without_self(self.path.clone(), own_type),
        }
    }

    /// The path as it was written, without spaces.
    pub(crate) fn written(&self) -> String {
        self.path.to_string().replace(' ', "")
    }

    pub(crate) fn path(&self) -> &TokenStream {
        &self.path
    }

    /// The beginning of the path.
    pub(crate) fn span(&self) -> Span {
        ends(&self.path).0
    }

    // Expands to the constant's value, in braces:
    //
    //     {
    //         use ::gateway_runtime::__private::NoName as _;
    //         ::gateway_runtime::__private::Constant(events::SEND).text()
    //     }
    pub(crate) fn value(&self, runtime: &RuntimePath) -> TokenStream {
        let private = runtime.private(Span::mixed_site());
        let path = &self.path;
        // A constant of another type is reported here.
        let text = Ident::new("text", reported_at(self.span()));
        quote!({
            use #private::NoName as _;
            #private::Constant(#path).#text()
        })
    }

    // Expands to the call of a function of the runtime that checks `name`:
    //
    //     ::gateway_runtime::__private::check_event_of_client(name)
    pub(crate) fn check(&self, check: &str, name: &Ident, runtime: &RuntimePath) -> TokenStream {
        // A value that is refused is reported at the call, so the call begins and ends where the path does.
        let (first, last) = ends(&self.path);
        let private = runtime.private(reported_at(first));
        let check = Ident::new(check, reported_at(first));
        let arguments = quote_spanned!(reported_at(last)=> (#name));
        quote!(#private::#check #arguments)
    }

    // Expands to a constant with the value, and one that checks it:
    //
    //     const __EVENT0_0: &'static str = value;
    //     const _: () = check;
    pub(crate) fn declared(
        &self,
        check: &str,
        name: &Ident,
        runtime: &RuntimePath,
    ) -> [TokenStream; 2] {
        let value = self.value(runtime);
        let check = self.check(check, name, runtime);
        [
            quote!(const #name: &'static str = #value;),
            quote!(const _: () = #check;),
        ]
    }
}

/// The name of a printed constant that holds a name.
pub(crate) fn holder(name: &str) -> Ident {
    variable(&format!("__{name}"))
}

fn is_constant(expression: &Expr) -> bool {
    match expression {
        // What a `macro_rules!` was given as an expression.
        Expr::Group(group) => is_constant(&group.expr),
        Expr::Path(path) => path.path.get_ident().is_none_or(is_spelled_like_a_constant),
        _ => false,
    }
}

/// Whether the first letter is a capital one.
fn is_spelled_like_a_constant(word: &Ident) -> bool {
    let word = word.unraw().to_string();
    let first = word.chars().find(|letter| letter.is_alphabetic());
    first.is_some_and(char::is_uppercase)
}

/// Where the tokens begin and end.
fn ends(tokens: &TokenStream) -> (Span, Span) {
    let mut spans = tokens.clone().into_iter().map(|token| match token {
        // The group of a `macro_rules!` has the place of its contents, or that of the rule.
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => ends(&group.stream()),
        token => (token.span(), token.span()),
    });
    let first = spans
        .next()
        .unwrap_or((Span::call_site(), Span::call_site()));
    let last = spans.last().unwrap_or(first);
    (first.0, last.1)
}

/// The path with `own_type` for `Self`, in angle brackets where the path goes on.
fn without_self(path: TokenStream, own_type: &TokenStream) -> TokenStream {
    let mut replaced = TokenStream::new();
    let mut tokens = path.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let goes_on =
            matches!(tokens.peek(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
        match token {
            TokenTree::Ident(word) if word == "Self" && goes_on => {
                // A value that is refused is reported from here on.
                replaced.extend(quote_spanned!(word.span()=> <#own_type>));
            }
            TokenTree::Ident(word) if word == "Self" => replaced.extend(own_type.clone()),
            TokenTree::Group(group) => {
                let inside = without_self(group.stream(), own_type);
                let mut group_without = Group::new(group.delimiter(), inside);
                group_without.set_span(group.span());
                replaced.extend([TokenTree::Group(group_without)]);
            }
            token => replaced.extend([token]),
        }
    }
    replaced
}
