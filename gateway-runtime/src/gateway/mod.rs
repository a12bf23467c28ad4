//! What a gateway is to the rest of the crate: the trait [`Gateway`], which `#[websocket_gateway]` implements,
//! and the types that its generated code uses.
//!
//! - [`GatewayOptions`] are the options of the attribute; [`RenameAll`] cases event names.
//! - [`Setup`] is a gateway under construction, from which its fields are filled; [`Injectable`] is another type
//!   that the app makes.
//! - [`Links`] lead from the handles of an app to its namespaces.
//!
//! The room knows handles and sessions below it, and nothing of messages, methods or hooks, which `registry`
//! records, or of the app that runs the gateways.

mod casing;
mod injectable;
mod links;
mod setup;

pub use injectable::Injectable;
pub(crate) use links::Links;
pub use setup::Setup;
pub(crate) use setup::{ProvideServer, provide_server};

use std::time::Duration;

#[cfg(feature = "contract")]
use crate::describe::{GatewayShape, Types};
use crate::options::DeclaredServer;

/// A struct marked with [`#[websocket_gateway]`](crate::websocket_gateway), which implements this trait.
///
/// One instance serves all sockets of its namespace. Its fields are shared, so keep state in atomics, locks or
/// channels.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a gateway",
    label = "not a gateway",
    note = "mark the struct with `#[websocket_gateway]`"
)]
pub trait Gateway: Sized + Send + Sync + 'static {
    /// The name of the struct, for logs and error messages.
    const NAME: &'static str;

    /// The options of the attribute on the struct.
    #[doc(hidden)]
    const OPTIONS: GatewayOptions;

    /// Makes the instance from the values that were provided to the app; `None` if any is missing, once
    /// `setup` has noted all that are.
    #[doc(hidden)]
    fn create(setup: &mut Setup<'_>) -> Option<Self>;

    /// What the gateway says about itself in the contract.
    #[cfg(feature = "contract")]
    #[doc(hidden)]
    #[must_use]
    fn describe(_: &mut Types) -> GatewayShape {
        GatewayShape::default()
    }
}

/// The options of `#[websocket_gateway]`, as the expansion writes them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct GatewayOptions {
    /// The namespace, with its leading slash. One with parameters in braces stands for many.
    pub namespace: &'static str,
    /// How a method's name becomes an event's, where the attribute names none.
    pub rename_all: Option<RenameAll>,
    /// When the next message of a socket starts.
    pub ordering: Option<Ordering>,
    /// How many messages of one socket may be in work.
    pub max_in_flight: Option<usize>,
    /// Whether an event that no method handles is ignored.
    pub ignore_unknown_events: Option<bool>,
    /// How long a method may take.
    pub timeout: Option<Duration>,
    /// The options of the gateway's server.
    pub server: DeclaredServer,
}

impl GatewayOptions {
    /// The options of an attribute that sets none.
    pub const DEFAULT: Self = Self {
        namespace: "/",
        rename_all: None,
        ordering: None,
        max_in_flight: None,
        ignore_unknown_events: None,
        timeout: None,
        server: DeclaredServer::DEFAULT,
    };
}

/// Whether a namespace has parameters, and so stands for many: `/chat/{room}`.
pub(crate) fn is_pattern(namespace: &str) -> bool {
    namespace.contains('{')
}

/// When the next message of a socket starts (docs/guarantees.md, 4).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// When the previous one has ended or reached an `.await` that has to wait.
    Start,
    /// After the previous one has completed.
    Sequential,
}

/// The casings of `rename_all`, by serde's names.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenameAll {
    /// `sendmessage`
    LowerCase,
    /// `SENDMESSAGE`
    UpperCase,
    /// `SendMessage`
    PascalCase,
    /// `sendMessage`
    CamelCase,
    /// `send_message`
    SnakeCase,
    /// `SEND_MESSAGE`
    ScreamingSnakeCase,
    /// `send-message`
    KebabCase,
    /// `SEND-MESSAGE`
    ScreamingKebabCase,
}
