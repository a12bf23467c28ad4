//! `build` makes a running app of what the builder describes: it checks the plan and starts it.

use std::{fmt, sync::Arc};

use tokio::net::ToSocketAddrs;

use super::{
    GatewayApp, GatewayAppBuilder,
    compiled::Compiled,
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
        built(self.plan).await
    }

    /// [`build`](Self::build), then [`GatewayApp::listen`].
    ///
    /// # Errors
    /// Those of `build` and `GatewayApp::listen`.
    pub async fn listen(self, address: impl ToSocketAddrs + fmt::Debug) -> Result<(), AppError> {
        self.build().await?.listen(address).await
    }
}

fn built(plan: Plan) -> Compiled<Result<GatewayApp, AppError>> {
    Box::pin(async move {
        let checked = check(plan)?;
        let shared = Arc::new(start(checked).await?);
        Ok(GatewayApp { shared })
    })
}
