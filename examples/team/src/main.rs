//! A team's chat, as a whole application. Run `cargo run -p team`, open the URL that it prints, and log in as one of the users
//! that it prints: in two tabs as two users, or in two tabs as one.
//!
//! Where to find what:
//!
//! - **Authentication**: `POST /login` (`http/login.rs`) gives a JSON Web Token (`tokens.rs`). The client connects with
//!   `io("/team", { auth: { token } })`; the guard `authenticated` (`guards/authentication.rs`) verifies the token before CONNECT, and
//!   again before each message, and gives the `User`.
//! - **Roles**: `#[set_metadata(Roles(..))]` on a method, and the guard `has_role` (`guards/roles.rs`).
//! - **The gateway** (`gateway/mod.rs`), with a block of methods for each theme: rooms, messages, presence, administration.
//! - **Limits**: `#[throttle(..)]` on the gateway and on methods, counted by user (`limits.rs`).
//! - **Errors**: methods return the application's own error, which says what clients are told (`error.rs`).
//! - **Types for the front end**: `contract.rs` prints what clients send and get into `page/contract.d.ts`, for which `page/team.ts` is
//!   written, and a test fails when a change breaks clients. `http://127.0.0.1:3000/contract/` shows it to browsers on this machine.
//! - **Logging**: the interceptor `logged` (`logging.rs`).
//! - **Tests** (`tests/`): clients in memory, the clock of limits in the test's hand, and no port.
//! - **A service that is no gateway** (`announcements.rs`), which `POST /announce` runs (`http/announce.rs`).
//! - **Presence**: users come with their first tab and leave with their last (`gateway/presence.rs`, `gateway/shown.rs`).
//! - **Stores** behind traits, here in memory: `accounts.rs`, `revocations.rs`.
//! - **Operations** (`operations/`): metrics for Prometheus, the Admin UI, spans in the log, limits for connections, proxies and names, and
//!   how clients leave when the server ends; a method that holds its thread is a warning. `GET /health` says whether new clients may come.
//! - **Two servers** with Redis, nginx, Prometheus and Grafana: `docker-compose.yml`, `nginx.conf`, `operations/`.
//!
//! With `REDIS_URL`, several servers share the rooms, who is online, who is in which room, kicks, and revoked tokens. What they do not
//! share: a server that is started again does not know which tokens were revoked before; users whose server is lost without
//! its end stay online for the others; limits count for each server, and so do the sessions of the Admin UI. For all of that an
//! application has Redis or a database behind its traits (`revocations.rs`, `accounts.rs`).
//!
//! Variables of the environment, all of which may be missing:
//!
//! - `HOST` and `PORT` choose another address than 127.0.0.1 and another port than 3000; with `PORT=0` the system chooses a free one.
//! - `JWT_SECRET` signs the tokens. Without it, a restart makes a new secret, and everyone has to log in again.
//! - `TOKEN_SECONDS` is how long a token holds, 3600 by default.
//! - `REDIS_URL`, for example `redis://127.0.0.1:6379`, lets several servers be one team. It needs a `JWT_SECRET`.
//! - `METRICS_HOST` and `METRICS_PORT` choose where the metrics are: by default at 127.0.0.1, at a port that the system chooses.
//! - `ADMIN_USER` and `ADMIN_PASSWORD_HASH` (of bcrypt: `htpasswd -nbBC 10 "" the-password`) sign in to the Admin UI. Without the hash, the
//!   program prints a random password. `ADMIN_PAGE` is the origin of the page: see `operations/admin_ui.rs`.
//! - `RUST_LOG` says what the log has, `info,gateway_runtime=debug` by default: with the span of each message.
//! - `TRUST_PROXIES` has the networks of the proxies in front, with commas: `10.0.0.0/8`. Otherwise every client has the proxy's address.
//! - `ALLOWED_HOSTS` has the names that lead to this server, with commas: those of this machine by default.
//! - `DRAIN_SECONDS` is the time over which clients leave when the server ends, 2 by default.

mod accounts;
mod announcements;
mod auth;
#[cfg(test)]
mod contract;
mod error;
mod events;
mod gateway;
mod guards;
mod http;
mod limits;
mod logging;
mod operations;
mod page;
mod revocations;
mod room;
mod settings;
#[cfg(test)]
mod tests;
mod tokens;
mod user;

use std::error::Error;
use std::time::Duration;

use gateway_runtime::contract::Audience;
use gateway_runtime::prelude::*;
use gateway_runtime::{GatewayAppBuilder, RedisAdapter};

use accounts::MemoryAccounts;
use announcements::Announcements;
use auth::Auth;
use gateway::TeamGateway;
use http::Http;
use operations::Exporter;
use revocations::MemoryRevocations;
use settings::Settings;
use tokens::Tokens;

/// How long a method may hold its thread before the log has a warning, in release builds too. No method of the team does; one that
/// hashed a password or made a picture smaller would be `#[subscribe_message(.., blocking)]`.
const HELD: Duration = Duration::from_millis(100);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    operations::write_log()?;

    let settings = Settings::from_env()?;
    // `team contract typescript` prints the types of `page/contract.d.ts`, and ends.
    let builder = for_clients(settings.drain);
    if builder.contract_command()? {
        return Ok(());
    }

    let auth = Auth {
        accounts: Arc::new(MemoryAccounts::demo()),
        revocations: Arc::new(MemoryRevocations::default()),
        tokens: Tokens::new(&settings.secret, settings.token_lifetime)?,
    };
    let metrics = Exporter::install()?;
    let admin_ui = settings.admin.how();
    let mut builder = with_services(builder, Arc::new(auth))
        .metrics()
        .connection_span(operations::of_client)
        .health_path("/health")
        .warn_slow(HELD);
    builder = settings.admin.switch_on(builder);
    builder = settings.keeping_out.switch_on(builder);
    if let Some(url) = settings.redis {
        builder = builder.adapter(RedisAdapter::connect(url).await?);
    }
    let app = builder.build().await?;

    app.bind(settings.address).await?;
    if let Some(address) = app.local_addr() {
        println!("team is at http://{address}");
        println!("{}", MemoryAccounts::DEMO);
    }
    let metrics = metrics.serve(&settings.metrics).await?;
    println!("the metrics are at http://{metrics}/metrics");
    println!("{admin_ui}");
    app.serve().await?;
    Ok(())
}

/// What the program is to clients, which the contract says: `drain` is the time over which they leave, after an announcement.
fn for_clients(drain: Duration) -> GatewayAppBuilder {
    GatewayApp::builder()
        .explorer("/contract", Audience::this_machine())
        .drain(operations::drain(drain))
}

/// What the program consists of, also when tests run it.
fn with_services(builder: GatewayAppBuilder, auth: Arc<Auth>) -> GatewayAppBuilder {
    let announcements = Announcements::new(builder.server::<TeamGateway>());
    let routes = http::routes(Http {
        auth: Arc::clone(&auth),
        announcements,
    });
    builder
        .provide(Arc::clone(&auth.accounts))
        .provide(auth)
        .router(page::PAGE.routes().merge(routes))
}
