//! `start_endpoint` makes an endpoint that is served out of one that is planned.

use std::sync::Arc;

use super::{
    common::Common, introductions::introductions, registration::register, runtimes::runtimes,
    unknown_namespaces::unknown_namespaces,
};
use crate::{
    app::{
        endpoint::{Endpoint, HostCheck},
        plan::PlannedEndpoint,
    },
    dispatch::{ServerHandler, ToldEvents},
    engine::Engine,
    protocol,
};

/// Starts an endpoint with its namespaces. What other servers tell its gateways is for the caller to handle.
///
/// # Errors
/// What cannot be served.
pub(super) async fn start_endpoint(
    planned: &PlannedEndpoint,
    common: &Common,
) -> Result<(Endpoint, Option<ToldEvents>), Vec<String>> {
    let settings = &planned.settings;
    let options = settings.protocol(common.options.parser);
    let (protocol, service) = protocol::Server::new(&options, common.sharing.backends().clone());
    let runtimes = runtimes(planned, common);
    let unknown = unknown_namespaces(&runtimes, common);
    #[cfg(feature = "admin-ui")]
    let unserved = super::admin_ui::serve(planned, &protocol, common).await;
    let mut problems = register(&protocol, &runtimes, common, &unknown).await;
    #[cfg(feature = "admin-ui")]
    problems.extend(unserved);
    let (handler, told) = ServerHandler::new(&runtimes);
    if problems.is_empty() {
        let listening = protocol.listen(Arc::new(handler)).await;
        problems.extend(
            listening
                .err()
                .map(|error| format!("the other servers cannot be heard: {error}")),
        );
    }
    let rules = settings.rules(common.options.request_body_timeout);
    let engine = Engine::new(
        service,
        rules,
        Arc::clone(&common.lifecycle),
        Arc::clone(&common.admission),
    );
    match engine {
        Ok(engine) if problems.is_empty() => {
            let introductions = introductions(planned, common);
            let endpoint = Endpoint::new(
                settings,
                engine,
                protocol,
                runtimes,
                introductions,
                common.client.clone(),
                HostCheck::new(common.options.allowed_hosts.as_ref(), &common.admission),
            );
            Ok((endpoint, told))
        }
        Ok(_) => Err(problems),
        Err(error) => {
            problems.push(format!("the system gives no random numbers: {error}"));
            Err(problems)
        }
    }
}
