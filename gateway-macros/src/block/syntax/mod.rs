//! `ImplBlock` is an `impl` block whose method bodies stay raw tokens.
//!
//! Bodies are the compiler's to read: a half-typed body must not take the whole block down, nor be
//! reported twice. Our attributes are set apart while parsing, so that printing a part of the block
//! always prints that part without them.

mod parse;
mod print;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Generics, Token, Type, Visibility, token};

use crate::{attributes::Helper, callable::Callable};

pub(crate) struct ImplBlock {
    attributes: Vec<Attribute>,
    pub(crate) helpers: Vec<Helper>,
    /// `default unsafe`
    modifiers: TokenStream,
    pub(crate) impl_token: Token![impl],
    pub(crate) generics: Generics,
    /// `!Trait for`, `Trait for`
    pub(crate) negation: Option<Token![!]>,
    pub(crate) implemented: Option<(Type, Token![for])>,
    pub(crate) self_type: Type,
    brace: token::Brace,
    inner_attributes: Vec<Attribute>,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    Method(Box<Method>),
    Other(Other),
}

/// A function of the block, with or without attributes of ours.
pub(crate) struct Method {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) helpers: Vec<Helper>,
    visibility: Visibility,
    defaultness: Option<Token![default]>,
    pub(crate) callable: Callable,
    /// Braces, or a semicolon, which the compiler refuses.
    body: TokenTree,
}

/// An item that is no function: a constant, a type, a macro call.
pub(crate) struct Other {
    attributes: Vec<Attribute>,
    pub(crate) helpers: Vec<Helper>,
    tokens: TokenStream,
}
