//! A server with the Admin UI, which also hosts its page.
//!
//! It prints its URL. The environment chooses the page's files (`ADMIN_PAGE`, the folder `ui/dist` of the package), the `PORT`, the
//! `SERVER_ID`, the `MODE` (`readonly`, `production`), the Redis that several servers share rooms through (`REDIS_URL`), and the
//! `PARSER`.

mod chat;
mod page;

use std::{env, error::Error};

use gateway_runtime::{AdminUi, RedisAdapter, prelude::*};
use gateway_tests::{log, settings};

/// Of "changeit", cheap to compute: the tests try it often.
const HASH: &str = "$2b$04$vo8Clw9Sye5/e2F8aPB0Au0sjOinomgJq3LoAhL2JEqr3uuRhxylK";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let mut builder = settings::apply(GatewayApp::builder()).admin_ui(admin_ui());
    if let Ok(folder) = env::var("ADMIN_PAGE") {
        builder = builder.router(page::router(&folder)?);
    }
    if let Ok(url) = env::var("REDIS_URL") {
        builder = builder.adapter(RedisAdapter::connect(&url).await?);
    }
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("admin-server is at http://{address}");
    }
    Ok(app.serve().await?)
}

fn admin_ui() -> AdminUi {
    let admin_ui = AdminUi::new().basic_auth("admin", HASH);
    let admin_ui = match env::var("MODE").as_deref() {
        Ok("readonly") => admin_ui.readonly(),
        Ok("production") => admin_ui.production(),
        _ => admin_ui,
    };
    match env::var("SERVER_ID") {
        Ok(id) => admin_ui.server_id(id),
        Err(_) => admin_ui,
    }
}
