//! The guide: a page for each topic, in the order in which a newcomer needs them.
//!
//! | page | what it is about |
//! |---|---|
//! | [From NestJS](from_nestjs) | fifteen pages for a team that moves, with NestJS's code beside ours |
//! | [Registering](registering) | which gateways are served, providers, gateways in several crates |
//! | [Parameters and answers](parameters_and_answers) | what a method takes and returns |
//! | [Errors](errors) | what a client is told, and what the log is told |
//! | [Validation](validation) | the rules for bodies |
//! | [Guards](guards) | authentication, roles, tokens that expire |
//! | [Refusing clients](refusing_clients) | layers, hooks, extractors: what refuses where a guard does not |
//! | [Interceptors](interceptors) | logging, a cache, changed answers |
//! | [Filters](filters) | what clients are told of an error, for a method, a gateway or the app |
//! | [Pipes](pipes) | what replaces pipes: types, and functions that ask something |
//! | [Limits](limits) | how many messages a client may send |
//! | [Rooms and services](rooms_and_services) | rooms, users, services that are not gateways, timers, events of the app |
//! | [Options](options) | ports, paths, CORS, dynamic namespaces, options from a configuration |
//! | [Types for the front end](types_for_the_front_end) | TypeScript and AsyncAPI from the signatures, and a test that guards them |
//! | [Several servers](several_servers) | rooms that several servers share |
//! | [Moving over, server by server](server_by_server) | servers of Node and of this crate in one cluster, while an application moves |
//! | [Testing](testing) | the test kit: apps, clients, time, replacements and several servers in a test |
//! | [Which test belongs where](which_test) | unit tests, the test kit, the official client |
//! | [The explorer](explorer) | a page that shows the contract and sends messages, and the contract on the command line |
//! | [Logging](logging) | the log, and a record for each message |
//! | [Shutdown](shutdown) | the end of an app |
//! | [Operations](operations) | metrics, traces, and all else that an app needs in front of the internet |
//! | [Known limits](known_limits) | what is missing, and where a promise ends |
//!
//! The texts are the files of `docs/guide` in the repository.

/// Includes a page of `docs/guide` as the documentation of a module. The page defines its links to other pages as
/// they are in the repository; the definitions that come first here win.
macro_rules! page {
    ($name:ident, $file:literal) => {
        #[doc = include_str!("guide_links.md")]
        #[doc = include_str!($file)]
        pub mod $name {}
    };
}

#[doc = include_str!("guide_links.md")]
#[doc = include_str!("../guide/from-nestjs.md")]
pub mod from_nestjs {
    page! { is_it_for_you, "../guide/from-nestjs/is-it-for-you.md" }
    page! { first_gateway, "../guide/from-nestjs/first-gateway.md" }
    page! { what_your_clients_notice, "../guide/from-nestjs/what-your-clients-notice.md" }
    page! { modules_and_injection, "../guide/from-nestjs/modules-and-injection.md" }
    page! { handlers, "../guide/from-nestjs/handlers.md" }
    #[cfg(feature = "validation")]
    page! { dtos, "../guide/from-nestjs/dtos.md" }
    /// This page is built with the feature `validation`, which its examples need.
    #[cfg(not(feature = "validation"))]
    pub mod dtos {}
    page! { exceptions, "../guide/from-nestjs/exceptions.md" }
    page! { connections, "../guide/from-nestjs/connections.md" }
    page! { around_messages, "../guide/from-nestjs/around-messages.md" }
    page! { emitting, "../guide/from-nestjs/emitting.md" }
    page! { ports_and_options, "../guide/from-nestjs/ports-and-options.md" }
    page! { beside_gateways, "../guide/from-nestjs/beside-gateways.md" }
    page! { porting_tests, "../guide/from-nestjs/porting-tests.md" }
    page! { moving_over, "../guide/from-nestjs/moving-over.md" }
    page! { every_row, "../guide/from-nestjs/every-row.md" }
}
page!(registering, "../guide/registering.md");
page!(parameters_and_answers, "../guide/parameters-and-answers.md");
page!(errors, "../guide/errors.md");
page!(guards, "../guide/guards.md");
page!(refusing_clients, "../guide/refusing-clients.md");
page!(interceptors, "../guide/interceptors.md");
page!(filters, "../guide/filters.md");
page!(rooms_and_services, "../guide/rooms-and-services.md");
page!(options, "../guide/options.md");
#[cfg(feature = "testing")]
page!(testing, "../guide/testing.md");
/// This page is built with the feature `testing`, which its examples need.
#[cfg(not(feature = "testing"))]
pub mod testing {}
page!(which_test, "../guide/which-test.md");
page!(logging, "../guide/logging.md");
page!(shutdown, "../guide/shutdown.md");

#[doc = include_str!("guide_links.md")]
#[doc = include_str!("../guide/operations.md")]
pub mod operations {
    #[cfg(feature = "metrics")]
    page! { metrics, "../guide/operations/metrics.md" }
    page! { traces, "../guide/operations/traces.md" }
    #[cfg(feature = "admin-ui")]
    page! { admin_ui, "../guide/operations/admin-ui.md" }
    page! { blocking, "../guide/operations/blocking.md" }
    page! { health, "../guide/operations/health.md" }
    page! { keeping_out, "../guide/operations/keeping-out.md" }

    /// This page is built with the feature `admin-ui`, which its examples need.
    #[cfg(not(feature = "admin-ui"))]
    pub mod admin_ui {}
    /// This page is built with the feature `metrics`, which its examples need.
    #[cfg(not(feature = "metrics"))]
    pub mod metrics {}
}
page!(known_limits, "../guide/known-limits.md");

#[cfg(feature = "validation")]
page!(validation, "../guide/validation.md");
#[cfg(feature = "validation")]
page!(pipes, "../guide/pipes.md");
#[cfg(feature = "contract")]
page!(explorer, "../guide/explorer.md");
#[cfg(feature = "redis")]
page!(limits, "../guide/limits.md");
#[cfg(feature = "redis")]
page!(several_servers, "../guide/several-servers.md");
#[cfg(feature = "redis")]
page!(server_by_server, "../guide/server-by-server.md");

#[cfg(feature = "contract")]
page! { types_for_the_front_end, "../guide/types-for-the-front-end.md" }

/// This page is built with the feature `contract`, which its examples need.
#[cfg(not(feature = "contract"))]
pub mod types_for_the_front_end {}
/// This page is built with the feature `validation`, which its examples need.
#[cfg(not(feature = "validation"))]
pub mod validation {}
/// This page is built with the feature `contract`, which its examples need.
#[cfg(not(feature = "contract"))]
pub mod explorer {}
/// This page is built with the feature `validation`, which one of its examples needs.
#[cfg(not(feature = "validation"))]
pub mod pipes {}
/// This page is built with the feature `redis`, which one of its examples needs.
#[cfg(not(feature = "redis"))]
pub mod limits {}
/// This page is built with the feature `redis`, which its example needs.
#[cfg(not(feature = "redis"))]
pub mod several_servers {}
/// This page is built with the feature `redis`, which its examples need.
#[cfg(not(feature = "redis"))]
pub mod server_by_server {}
