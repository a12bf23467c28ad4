//! `Instances` are the gateways of an app: given to the builder, or made of what was provided.

use std::{any::TypeId, sync::Arc};

use super::Plan;
use crate::{
    gateway::Setup,
    registry::{AnyGateway, GatewayRecord},
    sorted::SortedMap,
};

/// The instance of each gateway, by its type.
pub(crate) type Instances = SortedMap<TypeId, AnyGateway>;

/// Takes or makes the instance of every gateway, and adds to `problems` what is missing for one.
pub(super) fn instances(
    plan: &Plan,
    gateways: &[&'static GatewayRecord],
    problems: &mut Vec<String>,
) -> Instances {
    let mut instances = Instances::new();
    for record in gateways {
        let gateway = (record.gateway)();
        let instance = match plan.given.by_type.get(&gateway) {
            Some(given) => Some(Arc::clone(&given.instance)),
            None => (record.create)(&mut Setup {
                gateway: record.name,
                providers: &plan.providers,
                links: Some(&plan.links),
                problems,
            }),
        };
        if let Some(instance) = instance {
            instances.insert(gateway, instance);
        }
    }
    instances
}
