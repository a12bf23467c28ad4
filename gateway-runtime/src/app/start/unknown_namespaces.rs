//! `unknown_namespaces` logs the clients that want to connect to a namespace that does not exist.

use std::sync::Arc;

use super::common::Common;
use crate::{
    dispatch::NamespaceRuntime,
    mistakes::{LineLimit, Quoted, alternatives},
    protocol::Refused,
};

/// What is called for each of these clients, with the name that it sent.
pub(super) fn unknown_namespaces(runtimes: &[Arc<NamespaceRuntime>], common: &Common) -> Refused {
    let served = runtimes
        .iter()
        .filter(|runtime| !runtime.members.is_empty());
    let names: Vec<&'static str> = served.map(|runtime| runtime.context.name).collect();
    let lifecycle = Arc::clone(&common.lifecycle);
    let limit = LineLimit::default();
    Arc::new(move |sent: &str| {
        // The namespaces of an app that ends do not exist any more, which is no mistake of the client.
        if !lifecycle.is_shutting_down() {
            limit.log(|| line(sent, &names));
        }
    })
}

fn line(sent: &str, names: &[&str]) -> String {
    // Whoever forgets the namespace gets `/`.
    let example = match sent {
        "/" => names.iter().find(|name| !name.contains('{')),
        _ => None,
    };
    let example = example.map_or_else(String::new, |name| {
        format!("; a client names it at the end of the URL: io(url + \"{name}\")")
    });
    format!(
        "a client was refused: it asks for the namespace {}, which does not exist{}{example}",
        Quoted(sent),
        alternatives(sent, "namespace", names)
    )
}
