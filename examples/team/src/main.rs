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
//!
//! It is one server. Several servers would share the rooms through an adapter (as `examples/payments` does), and would keep the stores
//! and `Shown` in Redis or a database.
//!
//! Variables of the environment:
//!
//! - `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.
//! - `JWT_SECRET` signs the tokens. Without it, a restart makes a new secret, and everyone has to log in again.
//! - `TOKEN_SECONDS` is how long a token holds, 3600 by default.

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
mod page;
mod revocations;
mod room;
mod settings;
#[cfg(test)]
mod tests;
mod tokens;
mod user;

use std::error::Error;
use std::io::{self, IsTerminal as _};

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::contract::Audience;
use gateway_runtime::prelude::*;

use accounts::MemoryAccounts;
use announcements::Announcements;
use auth::Auth;
use gateway::TeamGateway;
use http::Http;
use revocations::MemoryRevocations;
use settings::Settings;
use tokens::Tokens;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The log goes to stderr, so that stdout has nothing but the address and the users.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    // `team contract typescript` prints the types of `page/contract.d.ts`, and ends.
    let builder = GatewayApp::builder().explorer("/contract", Audience::this_machine());
    if builder.contract_command()? {
        return Ok(());
    }

    let settings = Settings::from_env()?;
    let auth = Auth {
        accounts: Arc::new(MemoryAccounts::demo()),
        revocations: Arc::new(MemoryRevocations::default()),
        tokens: Tokens::new(&settings.secret, settings.token_lifetime)?,
    };
    let app = with_services(builder, Arc::new(auth)).build().await?;

    app.bind(format!("127.0.0.1:{}", settings.port)).await?;
    if let Some(address) = app.local_addr() {
        println!("team is at http://{address}");
        println!("{}", MemoryAccounts::DEMO);
    }
    app.serve().await?;
    Ok(())
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
