//! The tests of the team's chat. `Team` is the whole app in memory, and a tab is a client of it.

mod admin;
mod forged;
mod http;
mod limits;
mod login;
mod messages;
mod rooms;

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::testing::{Client, TestApp};
use serde_json::{Value, json};

use crate::accounts::MemoryAccounts;
use crate::auth::Auth;
use crate::events::Welcome;
use crate::gateway::TeamGateway;
use crate::revocations::MemoryRevocations;
use crate::tokens::Tokens;
use crate::with_services;

/// The key that the app signs tokens with.
const SECRET: &[u8] = b"a secret of the tests";

/// The app, and its service for logins.
struct Team {
    app: TestApp,
    auth: Arc<Auth>,
    /// Whether tabs compare all that they send and get with the contract.
    is_checked: bool,
}

impl Team {
    /// For tests whose tabs send on purpose what the contract does not know.
    async fn start_unchecked() -> Self {
        Self {
            is_checked: false,
            ..Self::start().await
        }
    }

    async fn start() -> Self {
        let auth = Arc::new(Auth {
            accounts: Arc::new(MemoryAccounts::demo()),
            revocations: Arc::new(MemoryRevocations::default()),
            tokens: Tokens::new(SECRET, Duration::from_mins(10)).unwrap(),
        });
        let builder = with_services(GatewayApp::builder(), Arc::clone(&auth));
        let app = TestApp::start(builder).await.unwrap();
        Self {
            app,
            auth,
            is_checked: true,
        }
    }

    async fn token(&self, name: &str) -> String {
        self.auth.log_in(name, "secret").await.unwrap().unwrap().1
    }

    /// A tab of a user, and what it was welcomed with.
    async fn welcome(&self, name: &str) -> (Client, Welcome) {
        let login = json!({ "token": self.token(name).await });
        let connect = self.app.connect::<TeamGateway>().auth(&login);
        let connect = if self.is_checked {
            connect.checked()
        } else {
            connect
        };
        let tab = connect.await.unwrap();
        let welcome = tab.event().await;
        (tab, welcome)
    }

    /// A tab of a user.
    async fn tab(&self, name: &str) -> Client {
        self.welcome(name).await.0
    }

    /// Tabs of these users, which have heard that the others have come.
    async fn tabs<const N: usize>(&self, names: [&str; N]) -> [Client; N] {
        let mut tabs = Vec::new();
        for name in names {
            tabs.push(self.tab(name).await);
        }
        let Ok(tabs) = <[Client; N]>::try_from(tabs) else {
            unreachable!("one for each name")
        };
        self.forget_events(&tabs).await;
        tabs
    }

    /// Tabs of these users in the room `lobby`, which have heard that the others have come.
    async fn tabs_in_lobby<const N: usize>(&self, names: [&str; N]) -> [Client; N] {
        let tabs = self.tabs(names).await;
        for tab in &tabs {
            let _: Value = tab.ask("join", &lobby()).await.unwrap();
        }
        self.forget_events(&tabs).await;
        tabs
    }

    async fn forget_events(&self, tabs: &[Client]) {
        self.app.settled().await;
        for tab in tabs {
            tab.forget_events();
        }
    }
}

/// A body that names a room.
fn lobby() -> Value {
    json!({ "room": "lobby" })
}
