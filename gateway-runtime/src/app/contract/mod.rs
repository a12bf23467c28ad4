//! `contract` is what the gateways of an app are to clients. It is read from the signatures of their methods: nothing is made,
//! bound or run.

mod announcement;
mod arguments;
mod around;
mod auth;
#[cfg(feature = "testing-contract")]
mod later;
mod message;
mod namespace;
mod notes;
mod watch;

pub(crate) use watch::watch;

use std::collections::BTreeMap;

use crate::{
    app::{
        GatewayAppBuilder,
        endpoint::{PATH, Port},
        plan::{PlannedEndpoint, hooks},
    },
    contract::{Contract, Endpoint, ErrorForm, Namespace},
    describe::Types,
    options::{Parser, Transport},
};

use around::Scopes;
use namespace::Namespaces;
use notes::Notes;

impl GatewayAppBuilder {
    /// What clients send to the gateways of this app and get from them, as data: see [`contract`](crate::contract).
    ///
    /// The contract is made of the types in the signatures of the methods. It needs no provider, no port and no runtime: nothing is
    /// made or started, and the builder can still be built. Endpoints are as the adapter and the options of this builder make them.
    /// What [`build`](Self::build) would refuse is not reported here.
    ///
    /// ```
    /// use gateway_runtime::{contract::Contract, prelude::*};
    /// use schemars::JsonSchema;
    ///
    /// #[derive(Deserialize, JsonSchema)]
    /// struct Buy { item: String }
    ///
    /// #[derive(Serialize, JsonSchema)]
    /// struct Bought { left: u32 }
    ///
    /// #[websocket_gateway(namespace = "/shop")]
    /// struct Shop;
    ///
    /// #[websocket_gateway]
    /// impl Shop {
    ///     /// Buys one item.
    ///     #[subscribe_message("buy")]
    ///     fn buy(&self, #[message_body] body: Buy) -> Result<Bought, WsError> {
    ///         Err(WsError::not_found(format!("there is no {}", body.item)))
    ///     }
    /// }
    ///
    /// let contract: Contract = GatewayApp::builder().only::<(Shop,)>().contract();
    /// let message = &contract.endpoints["main"].namespaces["/shop"].messages["buy"];
    /// assert_eq!(message.docs, "Buys one item.");
    /// assert_eq!(message.body[0].schema["$ref"], "#/types/Buy");
    /// assert!(contract.problems().is_empty());
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
    #[must_use]
    pub fn contract(&self) -> Contract {
        let plan = &self.plan;
        let gateways = plan.gateways();
        let hooks = hooks(&gateways);
        let mut types = Types::default();
        let mut notes = Notes::default();
        let mut contract = Contract {
            errors: ErrorForm {
                delivery: plan.errors.delivery,
                cause: plan.errors.cause,
            },
            ..Contract::default()
        };
        let scopes = Scopes::of_app(plan, &mut types);
        let drain = plan.options.drain.as_ref();
        let announced = drain.and_then(|drain| drain.announcement.as_deref());
        for planned in plan.endpoints(&gateways) {
            let mut namespaces = Namespaces::new(&mut types, &mut notes, &scopes);
            for gateway in &planned.gateways {
                let of_gateway = hooks
                    .iter()
                    .filter(|hook| std::ptr::eq(hook.gateway, *gateway));
                namespaces.add_gateway(gateway, of_gateway.map(|hook| hook.record));
            }
            for handler in &planned.handlers {
                namespaces.add_handler(handler);
            }
            if let Some(event) = announced {
                namespaces.announce(event);
            }
            let endpoint = endpoint(&planned, plan.options.parser, namespaces.finish());
            contract.endpoints.insert(name(&endpoint), endpoint);
        }
        notes.of_gateways(plan.without_gateways(&gateways));
        notes.of_binary();
        types.finish(&mut contract);
        notes.of_answers(&contract);
        contract.problems = notes.into_problems();
        contract
    }
}

fn endpoint(
    planned: &PlannedEndpoint,
    parser: Parser,
    namespaces: BTreeMap<String, Namespace>,
) -> Endpoint {
    let settings = &planned.settings;
    let transports = settings.transports.iter().map(|transport| match transport {
        Transport::Polling => "polling".to_owned(),
        Transport::Websocket => "websocket".to_owned(),
    });
    Endpoint {
        port: settings.port.map(Port::known_number),
        path: settings.path.clone(),
        transports: transports.collect(),
        msgpack: parser != Parser::Common,
        namespaces,
    }
}

/// The name of an endpoint: `main`, or where it is.
fn name(endpoint: &Endpoint) -> String {
    match (endpoint.port, &*endpoint.path) {
        (None, PATH) => "main".to_owned(),
        (None, path) => path.to_owned(),
        (Some(port), path) => format!("{port}{path}"),
    }
}
