//! What a gateway is to the rest of the crate.

mod casing;
mod links;
mod setup;

pub(crate) use links::Links;
pub use setup::Setup;

use std::time::Duration;

use crate::options::DeclaredServer;

/// A struct marked with [`#[websocket_gateway]`](crate::websocket_gateway), which implements this.
///
/// One instance serves all sockets of its namespace; what it holds is shared, so state is kept in
/// atomics, locks or channels.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a gateway",
    label = "not a gateway",
    note = "mark the struct with `#[websocket_gateway]`"
)]
pub trait Gateway: Sized + Send + Sync + 'static {
    /// The name of the struct, for logs and error messages.
    const NAME: &'static str;

    /// What the attribute on the struct says.
    #[doc(hidden)]
    const OPTIONS: GatewayOptions;

    /// Makes the instance out of what was provided to the app; `None` after everything that is
    /// missing was noted in `setup`.
    #[doc(hidden)]
    fn create(setup: &mut Setup<'_>) -> Option<Self>;
}

/// The options of `#[websocket_gateway]`, as the expansion writes them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct GatewayOptions {
    /// With its leading slash; with parameters in braces it stands for many.
    pub namespace: &'static str,
    /// How a method's name becomes an event's, where the attribute names none.
    pub rename_all: Option<RenameAll>,
    /// When the next message of a socket starts.
    pub ordering: Option<Ordering>,
    /// How many messages of one socket may be in work.
    pub max_in_flight: Option<usize>,
    /// How long a method may take.
    pub timeout: Option<Duration>,
    /// What the server is like that the gateway is on.
    pub server: DeclaredServer,
}

impl GatewayOptions {
    /// What holds without any option.
    pub const DEFAULT: Self = Self {
        namespace: "/",
        rename_all: None,
        ordering: None,
        max_in_flight: None,
        timeout: None,
        server: DeclaredServer::DEFAULT,
    };
}

/// Whether a namespace stands for many: `/chat/{room}`.
pub(crate) fn is_pattern(namespace: &str) -> bool {
    namespace.contains('{')
}

/// When the next message of a socket starts (design, section 4, guarantee 4).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// After the previous one has run to its first real suspension.
    Start,
    /// After the previous one has completed.
    Sequential,
}

/// The casings that `rename_all` knows: serde's names.
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
