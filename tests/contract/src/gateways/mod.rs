//! The gateways whose contract is described: those of the shapes of payloads, of the forms of methods, of what stands around
//! methods, of errors, and of dynamic namespaces on two endpoints.

mod around;
mod forms;
mod payloads;
mod rooms;
mod shop;
