//! `contract` is what expansions say about gateways for the contract: which types clients send and get.
//!
//! Each expansion of a method ends in a call of a macro, which is empty without the feature `contract`. With the feature
//! it is a function that is compiled in the user's crate, where the types are concrete: method resolution on
//! [`Of`] finds out there whether a type has a schema, is an event, or is an error with known codes. So no type needs a
//! bound for the contract, and a type of which nothing is known is `unknown`.

mod errors;
mod macros;
#[cfg(feature = "contract")]
mod payload;
#[cfg(feature = "contract")]
mod returned;

pub use errors::describe_errors;
pub use macros::{describe, describe_gateway, describe_guard, describe_hook};

#[cfg(feature = "contract")]
pub use errors::{add_code, array, object};
#[cfg(feature = "contract")]
pub use payload::{Nameless, NoSchema, NotBinary, OneArgument, Required, WithoutRules};
#[cfg(feature = "contract")]
pub use returned::{
    ListedEvents, Never, NotAcknowledged, OpenErrors, PlainAnswer, PlainOutput, SilentGuard,
    add_around, add_errors, awaited_output_of, output_of,
};

#[cfg(feature = "contract")]
pub use crate::contract::Errors;
#[cfg(feature = "contract")]
pub use crate::describe::{
    Arity, ErrorCodes, GatewayShape, GuardShape, HookShape, Kind, Of, Parameter, Payload, Role,
    Shape, Types, Way,
};
