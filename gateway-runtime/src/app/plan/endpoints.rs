//! `PlannedEndpoint` is a port and a path to be served, with the gateways that share them.

use super::{
    handlers::{NamedHandler, handlers_of},
    options::AppOptions,
};
use crate::{
    app::endpoint::{EndpointSettings, Port, normal_path},
    options::ServerOptions,
    registry::GatewayRecord,
    sorted::SortedMap,
};

/// An endpoint and its gateways.
pub(crate) struct PlannedEndpoint {
    pub(crate) settings: EndpointSettings,
    /// In name order.
    pub(crate) gateways: Vec<&'static GatewayRecord>,
    /// The subscriptions of the gateways.
    pub(crate) handlers: Vec<NamedHandler>,
    /// The options that hold for each of the gateways, in the gateways' order. Where two contradict each
    /// other, the settings follow the last.
    pub(super) options: Vec<ServerOptions>,
}

impl PlannedEndpoint {
    fn new(
        port: Option<Port>,
        gateways: Vec<&'static GatewayRecord>,
        options: Vec<ServerOptions>,
    ) -> Self {
        let agreed = options
            .iter()
            .cloned()
            .fold(ServerOptions::default(), ServerOptions::overridden_by);
        let mut settings = EndpointSettings::from(agreed);
        settings.port = port;
        Self {
            settings,
            handlers: handlers_of(&gateways),
            gateways,
            options,
        }
    }
}

/// The endpoints, by port and path.
pub(super) fn endpoints(
    gateways: &[&'static GatewayRecord],
    options: &AppOptions,
) -> Vec<PlannedEndpoint> {
    type Sharing = (Vec<&'static GatewayRecord>, Vec<ServerOptions>);
    let mut by_address: SortedMap<(Option<Port>, String), Sharing> = SortedMap::new();
    for gateway in gateways {
        let of_gateway = options.of(gateway);
        let declared = gateway.options.server.port;
        let port = of_gateway.port.map(|port| Port::new(port, declared));
        let address = (port, normal_path(of_gateway.path.as_deref()));
        let (sharing, options) = by_address.get_or_insert_with(address, Default::default);
        sharing.push(gateway);
        options.push(of_gateway);
    }
    if by_address.is_empty() {
        // An app without gateways has an endpoint too, which answers that there is no namespace.
        let options = options.of_any(ServerOptions::default());
        let port = options.port.map(|port| Port::new(port, None));
        return vec![PlannedEndpoint::new(port, Vec::new(), vec![options])];
    }
    by_address
        .into_iter()
        .map(|((port, _), (gateways, options))| PlannedEndpoint::new(port, gateways, options))
        .collect()
}
