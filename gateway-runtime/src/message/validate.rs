//! `Validate` is the bound on bodies that are validated.

use crate::error::FieldError;

/// A body that can be validated. With the feature `validation` these are the types that implement
/// `garde::Validate` with a context that has a default; without the feature there are no such types.
///
/// ```
/// # #[cfg(feature = "validation")] {
/// use garde::Validate;
/// use gateway_runtime::prelude::*;
///
/// #[derive(Deserialize, Validate)]
/// struct Order {
///     #[garde(length(min = 1))]
///     item: String,
///     #[garde(range(min = 1, max = 100))]
///     count: u32,
/// }
///
/// #[websocket_gateway]
/// struct Orders;
///
/// #[websocket_gateway]
/// impl Orders {
///     /// A client that sends `{ item: "", count: 0 }` gets an error with
///     /// `errors`: one `{ path, message }` for `item` and one for `count`.
///     #[subscribe_message("order")]
///     async fn order(&self, #[message_body(validate)] order: Order) -> String {
///         order.item
///     }
/// }
/// # }
/// ```
#[cfg_attr(
    feature = "validation",
    diagnostic::on_unimplemented(
        message = "`{Self}` cannot be validated",
        label = "this type does not implement `garde::Validate`",
        note = "derive `garde::Validate` for it"
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
    /// The invalid fields. Each path begins with `at`.
    #[doc(hidden)]
    fn invalid_fields(&self, at: &str) -> Vec<FieldError>;
}

#[cfg(feature = "validation")]
#[diagnostic::do_not_recommend]
impl<T: garde::Validate<Context: Default>> Validate for T {
    fn invalid_fields(&self, at: &str) -> Vec<FieldError> {
        let Err(report) = self.validate() else {
            return Vec::new();
        };
        let errors = report.iter();
        errors
            .map(|(path, error)| {
                let path = path.to_string();
                let path = match (at, path.as_str()) {
                    ("", path) => path.to_owned(),
                    (at, "") => at.to_owned(),
                    (at, path) if path.starts_with('[') => format!("{at}{path}"),
                    (at, path) => format!("{at}.{path}"),
                };
                FieldError::new(path, error.message())
            })
            .collect()
    }
}
