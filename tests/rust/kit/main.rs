//! The test kit, as whoever tests gateways uses it.

mod chat;
mod clients;
mod expectations;
mod rest;
mod time;
