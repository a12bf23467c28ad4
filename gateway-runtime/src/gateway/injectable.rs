//! `Injectable` is a type that the app makes of what was provided to it.

use super::Setup;

/// A type that the app makes by itself, of what was provided to it: NestJS's `@Injectable()`. The attribute
/// [`#[injectable]`](macro@crate::injectable) on a struct implements it, and so do `#[guard]`, `#[interceptor]` and
/// `#[filter]` for their functions. Of a type in a list of enhancers an app makes one value; of a type that methods take
/// by [`#[per_connection]`](macro@crate::per_connection), one for each socket that needs it.
#[diagnostic::on_unimplemented(
    message = "the app cannot make a `{Self}`",
    label = "not `#[injectable]`",
    note = "mark the struct with `#[injectable]`, or write a value in place of the type: `{Self} {{ .. }}`, `{Self}::new(..)`, \
            or a constant in braces"
)]
pub trait Injectable: Sized + Send + Sync + 'static {
    /// Makes the value; `None` if a provider is missing, once `setup` has noted all that are.
    #[doc(hidden)]
    fn create(setup: &mut Setup<'_>) -> Option<Self>;

    /// Notes the providers that are missing, and makes nothing.
    #[doc(hidden)]
    fn require(_: &mut Setup<'_>) {}
}
