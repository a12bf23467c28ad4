//! `build` makes a running app of what the builder describes: it checks the plan and starts it.

use std::sync::Arc;

use futures_util::future::BoxFuture;

#[cfg(feature = "contract")]
use super::contract::watch;
use super::{
    GatewayApp, GatewayAppBuilder,
    compiled::Compiled,
    http::{self, ListenAddress},
    plan::{Plan, check},
    start::start,
};
use crate::error::AppError;

impl GatewayAppBuilder {
    /// Makes the gateways, checks everything that can be checked, registers the namespaces and runs
    /// the init hooks.
    ///
    /// # Errors
    /// [`AppError`] that lists every problem of the stage that failed: missing providers, two
    /// handlers for one event, contradictory options, handles to gateways that are not in the app;
    /// then options that no client could live with; then failed init hooks.
    pub async fn build(self) -> Result<GatewayApp, AppError> {
        built(self).await
    }

    /// [`build`](Self::build), then [`GatewayApp::listen`]: `GatewayApp::builder().listen(3000)`.
    ///
    /// # Errors
    /// Those of `build` and `GatewayApp::listen`.
    pub fn listen(self, address: impl ListenAddress) -> BoxFuture<'static, Result<(), AppError>> {
        let address = address.target();
        Box::pin(async move {
            let app = built(self).await?;
            http::listen(&app.shared, address).await
        })
    }
}

fn built(builder: GatewayAppBuilder) -> Compiled<Result<GatewayApp, AppError>> {
    let plan = explained(builder);
    Box::pin(async move {
        let checked = check(plan)?;
        let shared = Arc::new(start(checked).await?);
        Ok(GatewayApp { shared })
    })
}

/// The plan, with the contract that an explorer shows and that a watch compares with.
#[cfg(feature = "contract")]
fn explained(mut builder: GatewayAppBuilder) -> Plan {
    if builder.plan.explorer.is_some() || builder.plan.is_watched {
        let contract = builder.contract();
        if builder.plan.is_watched {
            let lifecycle = builder.plan.links.lifecycle();
            lifecycle.begin_watch(watch(&contract));
        }
        if let Some(explorer) = &mut builder.plan.explorer {
            explorer.contract = Some(contract);
        }
    }
    builder.plan
}

/// There is neither an explorer nor a watch without the feature `contract`.
#[cfg(not(feature = "contract"))]
fn explained(builder: GatewayAppBuilder) -> Plan {
    builder.plan
}
