//! `contract_later` makes a contract when it is asked for, after the builder has become an app.

use crate::{
    app::{GatewayAppBuilder, plan::Plan},
    contract::Contract,
};

impl GatewayAppBuilder {
    /// Makes the [contract](Self::contract) when it is called. It has its own copy of what a contract is read from, and
    /// nothing of what the app is made of.
    pub(crate) fn contract_later(&self) -> Box<dyn FnOnce() -> Contract + Send> {
        let plan = &self.plan;
        let described = Self {
            plan: Plan {
                chosen: plan.chosen.clone(),
                errors: plan.errors.clone(),
                enhancers: plan.enhancers.clone(),
                options: plan.options.clone(),
                ..Plan::default()
            },
        };
        Box::new(move || described.contract())
    }
}
