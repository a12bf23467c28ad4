//! The contract of an app: what its gateways are to clients, as data that other programs read.
//!
//! [`GatewayAppBuilder::contract`](crate::GatewayAppBuilder::contract) makes a [`Contract`] of the signatures of the
//! gateways' methods. A contract prints itself as TypeScript for the official client
//! ([`typescript`](Contract::typescript)), as an AsyncAPI document ([`asyncapi`](Contract::asyncapi)) and as the file
//! `contract.json`, and [`check`](Contract::check) compares it with the contract that clients know.

mod asyncapi;
mod audience;
mod binary;
mod changes;
mod check;
mod command;
mod duration;
mod json;
mod model;
mod sorted;
mod typescript;

pub use asyncapi::AsyncApi;
pub use audience::Audience;
pub use binary::Binary;
pub(crate) use binary::is_binary_a_list_of_numbers;
pub use changes::{Change, Verdict};
pub(crate) use command::{Command, TITLE, VERSION};
pub use model::{
    Answer, Argument, Contract, Endpoint, ErrorCode, ErrorForm, Errors, Event, Limit, Message,
    Namespace, OtherCodes, Problems, Schema,
};

pub use crate::session::UndeclaredEvent;
