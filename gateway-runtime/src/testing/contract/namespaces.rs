//! `Namespaces` are the namespaces that the clients of one endpoint find in the contract.

use matchit::Router;

use crate::contract::{Contract, Namespace};

/// The namespaces of one endpoint, by what clients call them.
pub(super) struct Namespaces {
    /// The endpoint's name in the contract; `None` if the contract has no such endpoint.
    endpoint: Option<String>,
    /// The patterns of dynamic namespaces.
    patterns: Router<String>,
}

impl Namespaces {
    /// The namespaces at a port and path.
    pub(super) fn at(contract: &Contract, port: Option<u16>, path: &str) -> Self {
        let mut endpoints = contract.endpoints.iter();
        let found = endpoints.find(|(_, endpoint)| endpoint.port == port && endpoint.path == path);
        let mut patterns = Router::new();
        for pattern in found
            .iter()
            .flat_map(|(_, endpoint)| endpoint.namespaces.keys())
            .filter(|name| name.contains('{'))
        {
            // The app does not start with patterns that contradict each other.
            let _ = patterns.insert(pattern.clone(), pattern.clone());
        }
        Self {
            endpoint: found.map(|(name, _)| name.clone()),
            patterns,
        }
    }

    /// What the contract says of a namespace; `None` if the contract has none of this name.
    pub(super) fn find<'c>(&self, contract: &'c Contract, name: &str) -> Option<&'c Namespace> {
        let namespaces = &contract.endpoints.get(self.endpoint.as_ref()?)?.namespaces;
        namespaces.get(name).or_else(|| {
            let pattern = self.patterns.at(name).ok()?.value;
            namespaces.get(pattern)
        })
    }
}
