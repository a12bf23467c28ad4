//! `remedy` says what to write instead of an option of socket.io on Node that has another name
//! here, another place, or nothing to set.

use crate::suggestion;

/// The names, with what to do instead. Names that differ only in their casing are not here: they
/// are slips like others.
const RENAMED: &[(&str, &str)] = &[
    ("maxHttpBufferSize", "it is called `max_payload` here"),
    (
        "allowEIO3",
        "remove it and build with the feature `v3` of `gateway-runtime`",
    ),
    (
        "adapter",
        "remove it and write `.adapter(..)` on the app's builder",
    ),
    (
        "parser",
        "remove it and write `.parser(..)` on the app's builder",
    ),
    (
        "serveClient",
        "remove it: the client's files are served if the app's builder says `.serve_client(\"node_modules/socket.io-client/dist\")`, and not otherwise",
    ),
    (
        "cookie",
        "remove it: the proxy's own cookie keeps a client at its server",
    ),
    (
        "perMessageDeflate",
        "remove it: WebSocket messages are not compressed",
    ),
    (
        "httpCompression",
        "remove it: a tower layer compresses responses",
    ),
    (
        "allowRequest",
        "remove it: a tower layer refuses requests, `.layer(..)` on the app's builder",
    ),
    (
        "connectionStateRecovery",
        "remove it: a client that comes back is a new socket, which asks for what it missed",
    ),
    (
        "allowUpgrades",
        "remove it: clients upgrade if `transports` has both, as it has by default",
    ),
    (
        "upgradeTimeout",
        "remove it: an upgrade may take 10 s, which cannot be set",
    ),
    (
        "cleanupEmptyChildNamespaces",
        "remove it: a namespace with parameters ends with its last client",
    ),
    (
        "origin",
        "it stands inside of `cors`: `cors(origin = \"https://example.com\")`",
    ),
    (
        "credentials",
        "it stands inside of `cors`: `cors(origin = \"https://example.com\", credentials)`",
    ),
    (
        "origins",
        "it stands inside of `cors`: `cors(origin = [\"https://a.example\", \"https://b.example\"])`",
    ),
    (
        "methods",
        "remove it: clients need GET and POST, which are allowed",
    ),
    (
        "allowedHeaders",
        "remove it: the headers that a client sends are allowed",
    ),
    ("exposedHeaders", "remove it: clients read no headers"),
    (
        "handlePreflightRequest",
        "remove it: the app answers preflight requests, as `cors` says",
    ),
    (
        "addTrailingSlash",
        "remove it: requests are answered with and without a slash at the end of `path`",
    ),
    (
        "initialPacket",
        "remove it: `#[on_gateway_connection]` sends what a client gets first",
    ),
    ("wsEngine", "remove it: there is one WebSocket library"),
    (
        "destroyUpgrade",
        "remove it: an upgrade that nobody answers gets status 404",
    ),
    (
        "destroyUpgradeTimeout",
        "remove it: an upgrade that nobody answers gets status 404",
    ),
    (
        "middlewares",
        "remove it: `.layer(..)` on the app's builder adds a tower layer",
    ),
];

/// What to do instead of the option `name`.
pub(super) fn remedy(name: &str) -> Option<&'static str> {
    RENAMED
        .iter()
        .find(|(known, _)| suggestion::is_same(name, known))
        .map(|(_, remedy)| *remedy)
}
