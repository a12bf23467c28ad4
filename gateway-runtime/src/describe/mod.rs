//! `describe` is what a gateway says about itself for the contract: its methods, events, errors and types, as data.
//!
//! - [`Types`] collects the schemas of types; [`Of`] stands for a type.
//! - [`Shape`], [`HookShape`], [`GuardShape`] and [`GatewayShape`] are what methods, hooks, guards and gateways are to clients.
//! - [`ErrorCodes`] is an error whose codes are known.
//!
//! Expansions make the shapes, by the macros and the probes in `private/contract`.

mod docs;
mod error_codes;
mod names;
mod of;
mod payload;
mod schemas;
mod shape;
mod types;

pub(crate) use docs::docs;
pub use error_codes::ErrorCodes;
pub use of::Of;
pub use payload::{Arity, Payload};
pub use shape::{GatewayShape, GuardShape, HookShape, Kind, Parameter, Role, Shape};
pub use types::{Types, Way};
