//! `start_endpoint` makes an endpoint that is served out of one that is planned.

use std::sync::Arc;

use super::{
    common::Common, introductions::introductions, registration::register, runtimes::runtimes,
    unknown_namespaces::unknown_namespaces,
};
use crate::{
    app::{endpoint::Endpoint, plan::PlannedEndpoint},
    dispatch::ServerHandler,
    engine::Engine,
    protocol,
};

/// Starts an endpoint with its namespaces.
///
/// # Errors
/// What cannot be served.
pub(super) async fn start_endpoint(
    planned: &PlannedEndpoint,
    common: &Common,
) -> Result<Endpoint, Vec<String>> {
    let settings = &planned.settings;
    let options = settings.protocol(common.options.parser);
    let (protocol, service) = protocol::Server::new(&options, common.sharing.backends().clone());
    let runtimes = runtimes(planned, common);
    let unknown = unknown_namespaces(&runtimes, common);
    let mut problems = register(&protocol, &runtimes, common, &unknown).await;
    if problems.is_empty() {
        let handler = Arc::new(ServerHandler::new(&runtimes));
        let listening = protocol.listen(handler).await;
        problems.extend(
            listening
                .err()
                .map(|error| format!("the other servers cannot be heard: {error}")),
        );
    }
    let rules = settings.rules(common.options.request_body_timeout);
    match Engine::new(service, rules, Arc::clone(&common.lifecycle)) {
        Ok(engine) if problems.is_empty() => {
            let introductions = introductions(planned, common);
            Ok(Endpoint::new(
                settings,
                engine,
                protocol,
                runtimes,
                introductions,
                common.client.clone(),
            ))
        }
        Ok(_) => Err(problems),
        Err(error) => {
            problems.push(format!("the system gives no random numbers: {error}"));
            Err(problems)
        }
    }
}
