//! Checks against the contract: [`Connect::checked`] makes a client of which everything that it sends and gets is
//! compared with what the contract of the app says.

mod alternatives;
mod app_contract;
mod arguments;
mod binary;
mod checked;
mod complaints;
mod errors;
mod namespaces;
mod path;
mod schemas;
mod type_keyword;
mod watcher;

pub(super) use app_contract::AppContract;
