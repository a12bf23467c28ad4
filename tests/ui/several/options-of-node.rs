#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(
    cleanupEmptyChildNamespaces = true,
    handlePreflightRequest = true,
    destroyUpgrade = false,
    destroyUpgradeTimeout = 1000,
    addTrailingSlash = false,
    allowedHeaders = ["x-own"],
    exposedHeaders = ["x-own"],
    cors(
        origin = "https://example.com",
        exposedHeaders = ["x-own"],
        maxAge = 600,
        preflightContinue = true,
        optionsSuccessStatus = 204,
    ),
)]
struct Chat;

fn main() {}
