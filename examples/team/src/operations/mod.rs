//! What this server needs to run in front of the internet, one file for each theme; all of it is switched on.

mod admin_ui;
mod drain;
mod keeping_out;
mod metrics;
mod traces;

pub(crate) use admin_ui::AdminAccess;
pub(crate) use drain::drain;
pub(crate) use keeping_out::KeepingOut;
pub(crate) use metrics::Exporter;
pub(crate) use traces::{of_client, write_log};
