//! `describe_errors!` is what `#[derive(WsError)]` prints for the contract: the codes of an error, with what is known of their details.

#[cfg(feature = "contract")]
use serde_json::{Map, Value, json};

#[cfg(feature = "contract")]
use crate::{
    contract::{ErrorCode, Errors, Schema},
    describe::docs,
};

/// Describes an error.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_errors {
    ($($ignored:tt)*) => {};
}

/// Describes an error: its generic parameters, its type and its clauses stand in brackets, and each of its cases in parentheses.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_errors {
    (
        @code $types:ident $errors:ident
        $(#[doc = $doc:expr])* $code:literal [$($message:literal)?] $form:ident { $($details:tt)* }
    ) => {
        let details = $crate::__gateway_describe_errors!(@$form $types $($details)*);
        $crate::__private::contract::add_code(
            $errors,
            $code,
            ::core::concat!($($doc, "\n",)*),
            &[$($message)?],
            details,
        );
    };
    (@transparent $types:ident $errors:ident $error:ty) => {
        let passed_on = $crate::__private::contract::Of::<$error>::NEW.__gateway_errors($types);
        $crate::__private::contract::add_errors($errors, passed_on);
    };
    (@nothing $types:ident) => { ::core::option::Option::None };
    (@value $types:ident $value:ty) => {
        ::core::option::Option::Some($crate::__gateway_describe_errors!(@schema $types $value))
    };
    (@array $types:ident $($value:ty,)*) => {
        ::core::option::Option::Some($crate::__private::contract::array([
            $($crate::__gateway_describe_errors!(@schema $types $value),)*
        ]))
    };
    (@object $types:ident $($name:literal: $value:ty,)*) => {
        ::core::option::Option::Some($crate::__private::contract::object([
            $(($name, $crate::__gateway_describe_errors!(@schema $types $value)),)*
        ]))
    };
    (@schema $types:ident $value:ty) => {{
        let of = $crate::__private::contract::Of::<$value>::NEW;
        match of.__gateway_binary($types, $crate::__private::contract::Way::Written) {
            ::core::option::Option::Some(schema) => schema,
            ::core::option::Option::None => {
                of.__gateway_schema($types, $crate::__private::contract::Way::Written)
            }
        }
    }};
    ([$($parameters:tt)*] [$error:ty] [$($clauses:tt)*] $(($kind:ident $($case:tt)*))*) => {
        impl $($parameters)* $crate::__private::contract::ErrorCodes for $error $($clauses)* {
            fn describe(
                types: &mut $crate::__private::contract::Types,
                errors: &mut $crate::__private::contract::Errors,
            ) {
                use $crate::__private::contract::{NoSchema as _, NotBinary as _, OpenErrors as _};
                let (_, _) = (&types, &errors);
                $($crate::__gateway_describe_errors!(@$kind types errors $($case)*);)*
            }
        }
    };
}

pub use __gateway_describe_errors as describe_errors;

/// Adds an error with `code`. Of two with one code, either may come.
#[cfg(feature = "contract")]
pub fn add_code(
    errors: &mut Errors,
    code: &str,
    comment: &str,
    message: &[&str],
    details: Option<Schema>,
) {
    let mut added = ErrorCode::default();
    added.docs = docs(comment);
    added.message = message.first().map(|message| (*message).to_owned());
    added.details = details;
    let mut other = Errors::default();
    other.codes.insert(code.to_owned(), added);
    errors.add(other);
}

/// The schema of details that are an object.
#[cfg(feature = "contract")]
#[must_use]
pub fn object<const N: usize>(fields: [(&str, Schema); N]) -> Schema {
    let required: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
    let mut object = json!({ "type": "object", "required": required });
    let properties = fields
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema));
    object["properties"] = Value::Object(properties.collect::<Map<_, _>>());
    object
}

/// The schema of details that are an array of so many values.
#[cfg(feature = "contract")]
#[must_use]
pub fn array<const N: usize>(values: [Schema; N]) -> Schema {
    json!({ "type": "array", "prefixItems": values.to_vec(), "minItems": N, "maxItems": N })
}
