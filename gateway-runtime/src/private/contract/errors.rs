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
        $crate::__gateway_describe!(@schema of $types Written)
    }};
    ([$($parameters:tt)*] [$error:ty] [$($clauses:tt)*] $(($kind:ident $($case:tt)*))*) => {
        impl $($parameters)* $crate::__private::contract::ErrorCodes for $error $($clauses)* {
            fn describe(
                types: &mut $crate::__private::contract::Types,
                errors: &mut $crate::__private::contract::Errors,
            ) {
                #[allow(unused_imports, reason = "what is asked depends on the fields")]
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
    let added = ErrorCode {
        docs: docs(comment),
        message: message.first().map(|message| (*message).to_owned()),
        details,
        details_optional: false,
    };
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
    json!({ "type": "array", "prefixItems": Vec::from(values), "minItems": N, "maxItems": N })
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::{
        WsError,
        contract::OtherCodes,
        describe::{ErrorCodes, Types},
    };

    #[derive(Serialize, schemars::JsonSchema)]
    struct Article {
        name: String,
    }

    /// Without a schema.
    #[derive(Serialize)]
    struct Unknown;

    #[derive(WsError)]
    #[ws_error(crate = crate)]
    #[expect(dead_code, reason = "the type is described, not made")]
    enum BuyError {
        /// There are fewer.
        ///
        ///     than(that)
        #[ws_error(message = "only {left} left")]
        OutOfStock {
            left: u32,
            r#type: Article,
            #[ws_error(skip)]
            _hidden: Unknown,
        },
        #[ws_error(message = "more than {0:?}")]
        Limit(Option<u8>),
        #[ws_error(message = "not between {0} and {1}")]
        Range(u8, u8),
        #[ws_error(message = "an unknown one")]
        Strange(Unknown),
        #[ws_error(internal)]
        Disk(std::io::Error),
        #[ws_error(transparent)]
        Other(OtherError),
    }

    #[derive(Debug, thiserror::Error, WsError)]
    #[ws_error(crate = crate)]
    #[expect(dead_code, reason = "the type is described, not made")]
    enum OtherError {
        #[error("the limit is near")]
        #[ws_error(code = "limit")]
        Near,
        #[error("{}", "closed")]
        Closed,
    }

    fn described<E: ErrorCodes>() -> (Errors, Vec<&'static str>) {
        let (mut types, mut errors) = (Types::default(), Errors::default());
        E::describe(&mut types, &mut errors);
        (errors, types.take_unknown())
    }

    #[test]
    fn each_code_has_its_docs_its_message_and_its_details() {
        let (errors, unknown) = described::<BuyError>();
        let out_of_stock = &errors.codes["out_of_stock"];
        assert_eq!(out_of_stock.docs, "There are fewer.\n\n    than(that)");
        assert_eq!(out_of_stock.message.as_deref(), Some("only {left} left"));
        let details = out_of_stock.details.as_ref().expect("has details");
        assert_eq!(details["required"], json!(["left", "type"]));
        assert_eq!(details["properties"]["left"]["type"], "integer");
        assert!(
            details["properties"]["type"]["$ref"].is_string(),
            "{details}"
        );
        let range = errors.codes["range"].details.as_ref().expect("has details");
        assert_eq!(
            (&range["minItems"], &range["maxItems"]),
            (&json!(2), &json!(2))
        );
        assert_eq!(errors.codes["strange"].details, Some(Value::Bool(true)));
        assert_eq!(unknown.len(), 1, "{unknown:?}");
        assert!(unknown[0].ends_with("Unknown"), "{unknown:?}");
        assert_eq!(errors.other, OtherCodes::None);
        let codes: Vec<&str> = errors.codes.keys().map(String::as_str).collect();
        assert_eq!(
            codes,
            ["closed", "limit", "out_of_stock", "range", "strange"]
        );
    }

    #[test]
    fn a_code_of_two_errors_may_come_without_details() {
        let (errors, _) = described::<BuyError>();
        let limit = &errors.codes["limit"];
        assert!(limit.details_optional);
        assert_eq!(
            limit.details.as_ref().expect("has details")["type"],
            json!(["integer", "null"])
        );
        assert_eq!(limit.message, None);
        let (errors, _) = described::<OtherError>();
        assert_eq!(
            errors.codes["limit"].message.as_deref(),
            Some("the limit is near")
        );
        assert_eq!(errors.codes["closed"].message, None);
    }

    #[derive(WsError)]
    #[ws_error(crate = crate, transparent)]
    struct Open(WsError);

    #[test]
    fn what_passes_on_any_error_has_any_code() {
        let (errors, _) = described::<Open>();
        assert_eq!(errors.other, OtherCodes::Any);
        assert_eq!(
            WsError::from(Open(WsError::conflict("twice"))).code(),
            "conflict"
        );
    }

    #[derive(WsError)]
    #[ws_error(crate = crate, message = "wrong", code = "wrong")]
    struct Wrong<T: Serialize>(T);

    #[test]
    fn nothing_is_known_of_a_type_parameter() {
        let (errors, unknown) = described::<Wrong<u8>>();
        assert_eq!(errors.codes["wrong"].details, Some(Value::Bool(true)));
        assert_eq!(unknown, ["u8"]);
    }
}
