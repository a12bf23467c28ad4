//! The HTTP server of an app brings a request from a TCP connection to the endpoint that answers it: through a
//! listener, a service and a layer.

mod address;
mod announcement;
mod clashes;
mod explored;
mod layer;
mod listeners;
#[cfg(feature = "testing")]
mod memory;
mod resolve;
mod service;
mod serving;
mod tcp;
mod unknown_path;

pub use address::ListenAddress;
pub(super) use announcement::{announce_explorer, announce_mounted};
pub use layer::{GatewayBody, GatewayFuture, GatewayLayer, GatewayService};
pub(super) use listeners::{app_listener, bind};
#[cfg(feature = "testing")]
pub(crate) use memory::MemoryConnector;
#[cfg(feature = "testing")]
pub(super) use memory::serve_in_memory;
pub(super) use service::router;
pub(super) use serving::{listen, serve};
