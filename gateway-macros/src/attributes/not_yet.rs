//! `NOT_YET` lists what NestJS has and the crate does not have yet, as attributes and as options,
//! with what to write today.

/// Attributes that are known from NestJS and do not work yet.
pub(crate) const NOT_YET: &[&str] = &[
    USE_GUARDS,
    USE_INTERCEPTORS,
    USE_FILTERS,
    USE_PIPES,
    SET_METADATA,
];

const USE_GUARDS: &str = "use_guards";
const USE_INTERCEPTORS: &str = "use_interceptors";
const USE_FILTERS: &str = "use_filters";
const USE_PIPES: &str = "use_pipes";
const SET_METADATA: &str = "set_metadata";

/// The same as options of a gateway or of a subscription.
const OPTIONS: &[(&str, &str)] = &[
    ("guards", USE_GUARDS),
    ("interceptors", USE_INTERCEPTORS),
    ("filters", USE_FILTERS),
    ("pipes", USE_PIPES),
    ("metadata", SET_METADATA),
];

/// What is said about the attribute `name`, after its name.
pub(crate) fn of_attribute(name: &str) -> String {
    let instead = match name {
        USE_GUARDS => {
            ": a parameter whose extractor returns an error refuses a message, a connection hook a \
             client"
        }
        USE_INTERCEPTORS => {
            ": what runs before the method can be a parameter's extractor, what runs after it is \
             written at the method's end"
        }
        USE_FILTERS => {
            ": errors become answers by `From<..> for WsError`, or all in one place by \
             `.on_error(..)` on the app's builder"
        }
        USE_PIPES => {
            ": serde makes types of what arrives, and `#[message_body(validate)]` validates it"
        }
        _ => "",
    };
    format!("is not supported yet; remove it{instead}")
}

/// What is said about the option `name`, after its name, if it is not there yet.
pub(crate) fn of_option(name: &str) -> Option<String> {
    let (_, attribute) = OPTIONS.iter().find(|(option, _)| *option == name)?;
    Some(of_attribute(attribute))
}
