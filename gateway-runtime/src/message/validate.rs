//! `Validate` is the bound on bodies that are validated.

use super::InvalidField;
use crate::wire::{Args, for_each_tuple};

/// A body that can be validated. With the feature `validation` these are the types that implement
/// `garde::Validate` with a context that has a default, and [`Args`] of them; without the feature there are no such
/// types.
///
/// The derive names its crate `garde`, so your `Cargo.toml` has two lines. The version of garde must be the one of
/// this crate, which re-exports it as `gateway_runtime::garde`: the `Validate` of another version is another trait.
///
/// ```toml
/// gateway-runtime = { version = "0.1", features = ["validation"] }
/// garde = { version = "0.23", features = ["derive"] }
/// ```
///
/// ```
/// # #[cfg(feature = "validation")] {
/// use garde::Validate;
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize, Validate)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     #[garde(length(min = 1))]
///     item_name: String,
///     #[garde(range(min = 1, max = 100))]
///     count: u32,
/// }
///
/// #[websocket_gateway]
/// struct Orders;
///
/// #[websocket_gateway]
/// impl Orders {
///     /// A client that sends `{ itemName: "", count: 0 }` gets an error with
///     /// `errors`: one `{ path, message }` for `itemName` and one for `count`.
///     #[subscribe_message("order")]
///     async fn order(&self, #[message_body] order: Order) -> String {
///         order.item_name
///     }
/// }
/// # }
/// ```
///
/// # Where bodies are validated
///
/// With the feature `validation`:
///
/// | | the body is |
/// |---|---|
/// | `#[message_body]`, also with a key | validated if its type is `Validate`, else taken as it decodes |
/// | `#[message_body(validate)]` | validated; its type must be `Validate` |
/// | `#[message_body]` of a gateway with `validate` | validated if its type is `Validate`, let through if there is nothing to validate: numbers, `bool`, `char`, text, [`Bytes`](crate::Bytes), `serde_json::Value`, and `Option`, `Box`, `Arc`, lists, sets, maps, arrays, tuples, [`FromText`](crate::FromText) and [`Args`] of these. Any other type is a compile error |
/// | `#[message_body(unchecked)]` | taken as it decodes, whatever the gateway says |
///
/// The same holds for the bodies that a guard takes. [`require_validation`](crate::GatewayAppBuilder::require_validation) makes
/// an error of the start-up of each body that is in none of these rows: neither validated, nor one in which there is nothing to
/// validate, nor `unchecked`. The compiler knows which types are `Validate`, so a body without rules costs nothing.
///
/// `Option`, `Box`, `Arc`, `Vec` and the other lists, sets, arrays, maps (by their values), tuples and [`Args`] are `Validate`
/// if all that they hold is. An `Args` or a tuple with members of both kinds is not, so that its members with rules are not
/// checked: take them as several `#[message_body]`.
///
/// A type with a context that has no default (`#[garde(context(Rules))]`) is not `Validate`, since nobody can tell the context.
/// One with a default is validated with that.
///
/// # The paths of fields
///
/// A path in `errors` is the client's, as in errors of bodies that do not decode: serde's `rename_all` holds, the name
/// of an enum's variant is a part of the path, and a newtype or a flattened struct is none. Rust's name stays where
/// it cannot be known which field of the client's it is:
///
/// - a field with a `#[serde(rename = "..")]` of other words: `language` for `lang`. A name that differs only in case, `_`
///   and `-` is found;
/// - in an enum with a `tag`, in an untagged one, and in a struct with a `#[serde(flatten)]`: a field that was not sent.
#[cfg_attr(
    feature = "validation",
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be validated",
        label = "this type does not implement `garde::Validate` of garde 0.23",
        note = "derive `garde::Validate` for it, with `garde = {{ version = \"0.23\", features = [\"derive\"] }}` in \
                your Cargo.toml; in numbers and text alone there is nothing to validate: remove `validate`",
        note = "the trait is `gateway_runtime::garde::Validate`: `Validate` of another version of garde is another \
                trait, and so is that of the crate `validator`"
    )
)]
#[cfg_attr(
    not(feature = "validation"),
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be validated",
        label = "validation needs the feature `validation` of `gateway-runtime`",
        note = "turn it on: `gateway-runtime = {{ features = [\"validation\"] }}`"
    )
)]
pub trait Validate {
    /// The invalid fields.
    #[doc(hidden)]
    fn invalid_fields(&self) -> Vec<InvalidField>;
}

#[cfg(feature = "validation")]
#[diagnostic::do_not_recommend]
impl<T: garde::Validate<Context: Default>> Validate for T {
    fn invalid_fields(&self) -> Vec<InvalidField> {
        let Err(report) = self.validate() else {
            return Vec::new();
        };
        let errors = report.iter().map(|(path, error)| InvalidField {
            argument: 0,
            path: path.to_string(),
            message: error.message().to_owned(),
        });
        errors.collect()
    }
}

macro_rules! several_arguments {
    ($($($member:ident $index:tt)*;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($member: Validate),*> Validate for Args<($($member,)*)> {
            fn invalid_fields(&self) -> Vec<InvalidField> {
                let mut all = Vec::new();
                $(all.extend(self.0.$index.invalid_fields().into_iter().map(|field| InvalidField {
                    argument: $index,
                    ..field
                }));)*
                all
            }
        })*
    };
}

for_each_tuple!(several_arguments);
